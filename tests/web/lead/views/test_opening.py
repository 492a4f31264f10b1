"""The page on which an organisation sets from which day a course is open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.common.dates import local_date
from courses.learning.openings import opening_of
from courses.usecases.set_requirement import set_requirement
from tests.rooms import make_room
from tests.tables import everything
from tests.web.reading import errors_of, heading_of, text_of

PAGE = "/lead/elm-park/courses/small-course/opening/"
NEW_ROOM = "/lead/elm-park/gatherings/new/"
TODAY = local_date(timezone.now())
LATER = TODAY + timedelta(days=30)


def typed(day):
    return {"opens_on": day.isoformat()}


@pytest.fixture
def lewis(elm, harbour, small_course, sign_in):
    """Return Lewis's browser, signed in."""
    return sign_in(elm.lewis)


def ask(elm, small_course, **asked):
    """Let a rule ask everybody for the small course."""
    usual = {"effective_from": TODAY, "due_days": 28, "valid_months": 12, "at": timezone.now()}
    set_requirement(organisation=elm.organisation, course=small_course.course, **usual | asked)


def test_a_day_is_set_and_the_pages_of_leads_say_it(lewis, elm, small_course):
    first = lewis.get(PAGE)
    saved = lewis.post(PAGE, typed(LATER), follow=True)
    ask(elm, small_course, effective_from=LATER)

    assert ("Opening day" in heading_of(first), "Now it is open." in text_of(first)) == (True, True)
    assert "The opening day is saved." in text_of(saved)
    assert "Now it opens on" in text_of(saved)
    here = {"organisation_id": elm.organisation.pk, "course_id": small_course.course_id}
    assert opening_of(**here) == LATER
    words = f"{LATER.day} {LATER:%B %Y}"
    assert f"Opens on {words}" in text_of(lewis.get("/lead/elm-park/requirements/"))
    lewis.post(PAGE, typed(TODAY))
    assert "Now it is open." in text_of(lewis.get(PAGE))


def test_no_impossible_day_is_taken_and_what_was_typed_stays(lewis, elm, small_course):
    ask(elm, small_course)
    make_room(elm.organisation, small_course, [elm.amira], by=elm.lewis)
    before = everything()
    said = [
        [words for _link, words in errors_of(lewis.post(PAGE, data))]
        for data in (
            {"opens_on": "31 2 2027"},
            typed(TODAY + timedelta(days=900)),
            typed(LATER),
            typed(TODAY + timedelta(days=20)),
        )
    ]

    due = TODAY + timedelta(days=28)
    assert said == [
        ["Enter a real date, such as 4 1 2027, or nothing"],
        ["Enter a day within two years from now, or nothing"],
        [f"A rule asks for this course by {due.day} {due:%B %Y}. Enter that day or an earlier one"],
        ["A training room of this course is open. Close it first"],
    ]
    assert everything() == before


def test_where_a_rule_asks_for_it_already_the_way_out_is_named(lewis, elm, small_course):
    ask(elm, small_course, effective_from=TODAY - timedelta(days=40))

    ((_link, words),) = errors_of(lewis.post(PAGE, typed(LATER)))

    assert words == (
        "A rule asks for this course already. End that rule first, or leave this empty"
    )


def test_no_room_is_opened_before_its_day(lewis, elm, small_course):
    lewis.post(PAGE, typed(LATER))
    key = lewis.get(NEW_ROOM).context["form"]["key"].value()

    page = lewis.post(NEW_ROOM, {"course": "small-course", "place": "", "key": key})

    ((_link, words),) = errors_of(page)
    assert words.startswith("This course opens on ")


def test_whoever_leads_one_site_and_a_course_that_is_none_have_no_such_page(lewis, elm, sign_in):
    noor = sign_in(elm.noor)

    found = [
        noor.get(PAGE),
        noor.post(PAGE, typed(LATER)),
        lewis.get(PAGE.replace("small-course", "no-such-course")),
    ]

    assert [one.status_code for one in found] == [404, 404, 404]
    assert "Opening days" not in text_of(noor.get("/lead/elm-park/requirements/"))
