"""What the demonstration shows of the lists that leads keep."""

from courses.catalogue.models import Overlay
from courses.reporting.item_reports import open_reports
from courses.reporting.lists_queries import schedules_of, views_for
from courses.usecases import load_demo_lists
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.load_demo_lists import VIEWS, ask_authors, keep_lists
from tests.people import NOON, make_member
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt


def test_the_first_lead_has_views_and_a_weekly_list(elm):
    keep_lists(elm.organisation, at=NOON)

    here = {"organisation_id": elm.organisation.pk, "user_id": elm.lewis.pk}
    assert {one.name for one in views_for(**here)} == {name for _page, name, *_ in VIEWS}
    (weekly,) = schedules_of(**here)
    assert (weekly.every, str(weekly.next_on)) == ("week", "2026-03-07")


def test_the_first_lead_asks_about_what_people_miss_most(elm, harbour, small_course):
    for n in range(10):
        user = make_member(
            elm.organisation, elm.north, elm.teacher, f"P {n}", email=f"{n}@x.example"
        )
        began = enrol(user, elm.organisation, small_course)
        finish_lessons(began)
        attempt = open_attempt(began, seed="same")
        answer_all(attempt, "wait")
        finish_attempt(attempt=attempt, at=NOON)

    ask_authors(elm.organisation, at=NOON)
    ask_authors(harbour.organisation, at=NOON)

    (waiting,) = open_reports(elm.organisation)
    assert (waiting.reported_by, waiting.why) == (elm.lewis, "words")
    assert open_reports(harbour.organisation) == []


def test_the_first_lead_adds_what_staff_do_here(elm, harbour, small_course, monkeypatch):
    texts = (("small-course", "who", "north", "Ring."), ("small-course", "none", "", "Wait."))
    monkeypatch.setattr(load_demo_lists, "OWN_TEXTS", texts)

    for one in (elm, harbour):
        load_demo_lists.add_own_texts(one.organisation, at=NOON)

    text = Overlay.objects.get()
    assert (text.organisation, text.site, text.html) == (
        elm.organisation,
        elm.north,
        "<p>Ring.</p>",
    )


def test_without_a_lead_nothing_is_kept(harbour):
    harbour.membership(harbour.beth).grants.update(access="author")

    keep_lists(harbour.organisation, at=NOON)
    ask_authors(harbour.organisation, at=NOON)

    assert schedules_of(organisation_id=harbour.organisation.pk, user_id=harbour.beth.pk) == []
