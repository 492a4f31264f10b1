"""What a lead can do for one person, and the hours of learning a year."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from courses.accounts.models import Organisation
from courses.catalogue.models import CourseVersion
from courses.learning.changes import ChangeRead
from courses.learning.models import Completion
from courses.usecases.record_training import record_training
from courses.web.lead.person_actions import Year, hours_of
from tests.people import NOON, TODAY
from tests.rooms import room_of
from tests.small_course import enrol, make_small_course
from tests.updating import update_of
from tests.web.reading import text_of


def page_of(elm, user):
    return f"/lead/elm-park/people/{elm.membership(user).pk}/"


def test_everything_that_can_be_done_stands_on_the_page(elm, lewis):
    answer = lewis.get(page_of(elm, elm.amira)).content.decode()
    begun = answer.partition('aria-label="What you can do for Amira Haddad"')[2]
    actions = begun.partition("</nav>")[0]

    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', actions)]

    pk = elm.membership(elm.amira).pk
    assert links == [
        f"/lead/elm-park/people/chosen/remind/?person={pk}",
        f"/lead/elm-park/people/chosen/enrol/?person={pk}",
        f"/lead/elm-park/people/chosen/assign/?person={pk}",
        f"/lead/elm-park/people/chosen/exempt/?person={pk}",
        f"/lead/elm-park/people/chosen/extend/?person={pk}",
        f"/lead/elm-park/people/{pk}/record/",
        f"/lead/elm-park/people/{pk}/extra-time/",
        f"/lead/elm-park/people/{pk}/move/",
        f"/lead/elm-park/people/{pk}/tags/",
        f"/lead/elm-park/people/{pk}/details/",
        f"/lead/elm-park/people/{pk}/leave/",
        f"/lead/elm-park/people/{pk}/merge/",
        f"/lead/elm-park/people/{pk}/recorded/",
        f"/lead/elm-park/people/{pk}/decline/",
        f"/lead/elm-park/people/{pk}/exempt/",
        f"/lead/elm-park/people/{pk}/later-due/",
        f"/lead/elm-park/people/{pk}/by-a-day/",
    ]
    assert {lewis.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize("days", [{"valid_from": 9}, {"valid_until": -9}])
def test_who_does_not_work_here_today_is_offered_no_link_that_leads_nowhere(
    elm, lewis, rule, today, days
):
    changed = {name: today + timedelta(days=number) for name, number in days.items()}
    elm.membership(elm.amira).periods.update(**changed)
    person = page_of(elm, elm.amira)

    pages = [lewis.get(person + more) for more in ("", "exempt/", "later-due/", "by-a-day/")]

    assert [page.status_code for page in pages] == [200, 200, 200, 200]
    links = [re.findall(r'href="([^"]*chosen[^"]*)"', page.content.decode()) for page in pages]
    assert links == [[], [], [], []]
    assert "Record training held elsewhere" in text_of(pages[0])
    assert ["from their first day of work here" in text_of(page) for page in pages[1:]] == [
        True
    ] * 3


def test_on_a_past_day_nothing_can_be_done(elm, lewis):
    answer = lewis.get(f"{page_of(elm, elm.amira)}?as_at=2026-03-03").content.decode()

    assert "chosen/remind" not in answer
    assert "Record training held elsewhere" not in answer


def test_a_new_pin_is_offered_for_a_room_that_is_open(elm, lewis, small_course):
    room_of(elm.amira, elm.organisation, "north", small_course)

    answer = lewis.get(page_of(elm, elm.amira))

    assert "Expected in a training room that is open now" in text_of(answer)
    address = re.search(r'action="([^"]+/pin/)"', answer.content.decode())[1]
    assert lewis.post(address).status_code == 200
    assert "Make a new PIN" not in text_of(lewis.get(page_of(elm, elm.noor)))


def test_the_hours_are_those_under_the_organisation_up_to_the_day(elm, harbour):
    course = make_small_course().course
    member = elm.membership(elm.amira)
    days = (date(2024, 5, 1), date(2025, 1, 2), date(2025, 12, 31), TODAY + timedelta(days=1))
    for number, day in enumerate(days):
        record_training(
            membership=member,
            course=course,
            completed_on=day,
            minutes=50,
            evidence=f"Seen {number}",
            at=NOON,
        )
    Completion.objects.filter(completed_on=days[1]).update(
        organisation=Organisation.objects.get(slug="harbour-trust")
    )

    assert hours_of(member, on=TODAY) == [
        Year(2025, 1, "50 minutes"),
        Year(2024, 1, "50 minutes"),
    ]
    update_of(elm.amira, elm.organisation, "north")
    update_of(elm.amira, elm.organisation, "north", on=TODAY + timedelta(days=1))
    assert hours_of(member, on=TODAY)[0] == Year(2026, 0, "10 minutes")

    enrolment = enrol(elm.amira, elm.organisation, CourseVersion.objects.get(course=course))
    for day in (date(2025, 7, 1), TODAY + timedelta(days=1)):
        ChangeRead.objects.create(
            enrolment=enrolment,
            version=make_small_course(version=f"1.{day.month}.0"),
            minutes=5,
            read_at=NOON,
            read_on=day,
        )
    assert hours_of(member, on=TODAY)[1] == Year(2025, 1, "55 minutes")
    assert hours_of(member, on=TODAY, known_at=NOON - timedelta(days=1)) == []
