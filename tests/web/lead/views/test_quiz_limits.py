"""How long, and how often, the quiz of a course may be taken."""

import pytest

from courses.assessment.limits import Limits, kept_limits
from courses.catalogue.models import Assessment, Section
from courses.usecases.set_requirement import set_requirement
from tests.people import NOON, STARTED
from tests.tables import everything, verbs_about
from tests.web.reading import errors_of, heading_of, text_of, title_of

PAGE = "/lead/elm-park/courses/small-course/quiz/"


@pytest.fixture
def lewis(elm, harbour, small_course, sign_in):
    """Return Lewis's browser, signed in."""
    return sign_in(elm.lewis)


def kept(elm, small_course):
    return kept_limits(elm.organisation.pk, small_course.course_id)


def test_nothing_is_limited_unless_the_organisation_says_so(lewis, elm, small_course):
    page = lewis.get(PAGE)

    form = page.context["form"]
    assert "Limits of the quiz" in heading_of(page)
    assert (form["minutes"].value(), form["tries"].value()) == (None, None)
    assert kept(elm, small_course) == Limits()


def test_minutes_and_tries_are_kept_and_recorded(lewis, elm, small_course):
    answer = lewis.post(PAGE, {"minutes": "40", "tries": "3"})

    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    assert "The limits of the quiz are saved." in text_of(lewis.get(PAGE))
    assert kept(elm, small_course) == Limits(40, 3)
    assert verbs_about(small_course.course) == ["limited-quiz"]


def test_empty_fields_take_the_limits_away(lewis, elm, small_course):
    lewis.post(PAGE, {"minutes": "40", "tries": "3"})

    lewis.post(PAGE, {"minutes": "", "tries": ""})

    assert kept(elm, small_course) == Limits()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"minutes": "soon"}, "Enter the minutes as a whole number, such as 40, or nothing"),
        ({"minutes": "1.5"}, "Enter the minutes as a whole number, such as 40, or nothing"),
        ({"minutes": "0"}, "Enter at least 2 minutes, one for each question, or nothing"),
        ({"minutes": "1"}, "Enter at least 2 minutes, one for each question, or nothing"),
        ({"minutes": "-5"}, "Enter at least 2 minutes, one for each question, or nothing"),
        ({"minutes": "481"}, "Enter at most 480 minutes, or nothing"),
        ({"tries": "0"}, "Enter at least 1 try, or nothing"),
        ({"tries": "101"}, "Enter at most 100 tries, or nothing"),
        ({"tries": "two"}, "Enter the tries as a whole number, such as 3, or nothing"),
    ],
)
def test_what_is_no_limit_is_refused_and_stays_in_the_field(lewis, data, words):
    before = everything()

    page = lewis.post(PAGE, data)

    assert title_of(page).startswith("Error: ")
    assert [said for _link, said in errors_of(page)] == [words]
    ((name, typed),) = data.items()
    assert page.context["form"][name].value() == typed
    assert everything() == before


def test_the_page_of_the_course_leads_there_for_whoever_leads_everything(
    lewis, elm, small_course, sign_in
):
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON,
    )
    course = "/lead/elm-park/courses/small-course/"

    pages = [browser.get(course).content.decode() for browser in (lewis, sign_in(elm.noor))]

    assert [f'href="{PAGE}"' in page for page in pages] == [True, False]


def test_whoever_leads_one_site_decides_for_nobody(elm, harbour, small_course, sign_in):
    noor = sign_in(elm.noor)

    assert [noor.get(PAGE).status_code, noor.post(PAGE, {"minutes": "40"}).status_code] == [
        404,
        404,
    ]


def test_a_course_that_is_not_offered_or_has_no_quiz_has_no_such_page(lewis):
    Section.objects.all().delete()
    Assessment.objects.all().delete()

    found = [lewis.get(PAGE), lewis.get(PAGE.replace("small-course", "no-such-course"))]

    assert [one.status_code for one in found] == [404, 404]
