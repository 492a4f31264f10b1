"""What people say they did elsewhere, decided in the browser."""

import pytest

from courses.learning.brought import BroughtRecord
from courses.learning.models import Completion
from courses.usecases.accept_record import accept_record
from courses.web.lead.views import brought
from tests.people import NOON, TODAY
from tests.usecases.bringing import brought_of
from tests.web.reading import errors_of, text_of

HOME = "/lead/elm-park/"
LIST = "/lead/elm-park/brought/"


@pytest.fixture
def offered(elm, small_course):
    """Return what Amira says she did elsewhere."""
    return brought_of(elm.membership(elm.amira), small_course.course)


def test_without_any_the_dashboard_is_silent_and_the_list_says_so(lewis):
    assert "done elsewhere" not in text_of(lewis.get(HOME))
    assert "Nothing waits for a decision." in text_of(lewis.get(LIST))


def test_the_dashboard_says_how_many_wait_and_leads_there(lewis, offered):
    page = lewis.get(HOME)

    assert "1 record of training done elsewhere waits for you" in text_of(page)
    assert f'href="{LIST}"' in page.content.decode()
    shown = text_of(lewis.get(LIST))
    assert "Amira Haddad A small course" in shown
    assert "60 minutes Certificate 12 of another provider" in shown


def test_it_is_accepted_once(lewis, offered):
    first = text_of(lewis.post(f"{LIST}{offered.pk}/accept/", follow=True))
    second = text_of(lewis.post(f"{LIST}{offered.pk}/accept/", follow=True))

    assert "The training of Amira Haddad is recorded." in first
    assert "Nothing waits for a decision." in first
    assert "That record was decided about already." in second
    assert Completion.objects.count() == 1


def test_what_was_accepted_by_mistake_is_taken_back_on_the_page_of_recorded_training(
    lewis, elm, offered
):
    accept_record(
        brought=offered, membership=elm.membership(elm.amira), at=NOON, actor_id=elm.lewis.pk
    )
    address = f"/lead/elm-park/people/{elm.membership(elm.amira).pk}/recorded/"

    shown = text_of(lewis.get(address))
    lewis.post(address, {"end": Completion.objects.get().pk})

    assert "accepted on 3 March 2026. Evidence: Certificate 12 of another provider" in shown
    offered.refresh_from_db()
    assert (offered.accepted, offered.reason) == (False, "It had been accepted by mistake")
    assert "No lead has recorded or accepted training" in text_of(lewis.get(address))


def test_it_is_declined_with_a_reason(lewis, offered):
    address = f"{LIST}{offered.pk}/decline/"

    without = lewis.post(address)
    other = lewis.post(address, {"reason": "I do not like it"})
    done = text_of(lewis.post(address, {"reason": "Too long ago"}, follow=True))
    again = text_of(lewis.post(address, {"reason": "Too long ago"}, follow=True))

    assert [said for _link, said in errors_of(without)] == ["Choose a reason"]
    assert [said for _link, said in errors_of(other)] == ["Choose a reason from the list"]
    assert "The decision about the record of Amira Haddad is kept. It does not count." in done
    assert "That record was decided about already." in again
    assert BroughtRecord.objects.get().reason == "Too long ago"
    assert Completion.objects.count() == 0


def test_what_another_lead_accepted_meanwhile_stays_accepted(lewis, offered, elm, rf):
    member = elm.membership(elm.amira)
    accept_record(brought=offered, membership=member, at=NOON, actor_id=elm.ash.pk)
    day = offered.completed_on
    fields = {
        "course": str(offered.course_id),
        "completed_on_day": day.day,
        "completed_on_month": day.month,
        "completed_on_year": day.year,
        "evidence": offered.evidence,
        "reason": "Too long ago",
    }

    answer = lewis.post(f"/lead/elm-park/people/{member.pk}/decline/", fields)

    assert [said for _link, said in errors_of(answer)] == [
        "This record was accepted before. Say which other it is"
    ]
    assert BroughtRecord.objects.get().accepted


def test_somebody_of_another_site_is_not_there(noor, elm, small_course):
    elm.membership(elm.amira).periods.update(site=elm.south)
    offered = brought_of(elm.membership(elm.amira), small_course.course)

    assert "Nothing waits for a decision." in text_of(noor.get(LIST))
    assert noor.post(f"{LIST}{offered.pk}/accept/").status_code == 404
    assert noor.get(f"{LIST}{offered.pk}/decline/").status_code == 404
    assert "done elsewhere" not in text_of(noor.get(HOME))


def test_a_long_list_shows_its_beginning(lewis, offered, elm, small_course, monkeypatch):
    monkeypatch.setattr(brought, "MOST_SHOWN", 1)
    brought_of(elm.membership(elm.amira), small_course.course, completed_on=TODAY)

    text = text_of(lewis.get(LIST))

    assert "The first 1 of 2, longest waiting first." in text
    assert text.count("Do not accept") == 1


def test_ones_own_is_left_to_another_lead(lewis, elm, small_course):
    own = brought_of(elm.membership(elm.lewis), small_course.course)

    shown = text_of(lewis.get(LIST))
    tried = text_of(lewis.post(f"{LIST}{own.pk}/accept/", follow=True))
    day = {f"completed_on_{part}": getattr(TODAY, part) for part in ("day", "month", "year")}
    form = {"course": str(own.course_id), "minutes": 60, "evidence": "A certificate", **day}
    page = lewis.post(f"/lead/elm-park/people/{elm.membership(elm.lewis).pk}/record/", form)

    assert "Your own: another training lead or administrator decides about it." in shown
    assert "Do not accept" not in shown
    assert "This is your own training. Another training lead or administrator decides" in tried
    assert "You cannot record your own training." in text_of(page)
    assert Completion.objects.count() == 0
