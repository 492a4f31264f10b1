"""Team talks: listed for a course, and each a page to print."""

import pytest

from courses.accounts.membership import MembershipPeriod
from courses.catalogue.models import Misconception, Option
from courses.catalogue.services import withdraw
from courses.usecases.finish_attempt import finish_attempt
from tests.people import NOON, make_member
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt
from tests.web.reading import heading_of, text_of

PAGE = "/lead/elm-park/courses/small-course/briefings/"


@pytest.fixture
def belief(small_course):
    """Return the belief that the option to wait shows."""
    made = Misconception.objects.create(
        version=small_course,
        identifier="proof-first",
        title="I need proof first",
        briefing_source="Say this.",
        briefing_html="<p>A worry is enough.</p>",
    )
    wait = Option.objects.filter(item__version=small_course, identifier="wait")
    wait.update(misconception=made)
    return made


def test_talks_are_listed_and_a_course_without_says_so(lewis, trained, small_course):
    assert "there is no talk to hold on it" in text_of(lewis.get(PAGE))

    Misconception.objects.create(version=small_course, identifier="one", title="One belief")

    answer = lewis.get(PAGE)
    assert heading_of(answer) == "A small course Team talks"
    assert f'href="{PAGE}one/"' in answer.content.decode()


def test_what_ten_people_chose_stands_under_a_heading_of_its_own(
    elm, lewis, trained, belief, small_course
):
    Misconception.objects.create(version=small_course, identifier="one", title="One belief")
    assert "Every talk I need proof first One belief" in text_of(lewis.get(PAGE))
    for n in range(10):
        user = make_member(
            elm.organisation, elm.north, elm.teacher, f"T{n}", email=f"{n}@x.example"
        )
        enrolment = enrol(user, elm.organisation, small_course)
        finish_lessons(enrolment)
        sitting = open_attempt(enrolment, seed="same")
        answer_all(sitting, "wait")
        finish_attempt(attempt=sitting, at=NOON)

    text = text_of(lewis.get(PAGE))

    assert (
        "I need proof first 100% chose it in a first attempt: 10 of 10. Every other talk One belief"
    ) in text
    by_site = text_of(lewis.get(f"{PAGE}?by=site"))
    assert "10 of 10. North: 9 in 10 or more of 10 people Every other" in by_site
    MembershipPeriod.objects.filter(membership__user__name="T0").update(site=elm.south)
    assert "No group has 10 answers that can be shown." in text_of(lewis.get(f"{PAGE}?by=site"))
    assert text_of(lewis.get(f"{PAGE}?by=name")) == text


def test_a_talk_holds_the_case_both_answers_and_what_to_say(lewis, trained, belief):
    answer = lewis.get(f"{PAGE}proof-first/")

    text = text_of(answer)
    assert heading_of(answer) == "Team talk, ten minutes I need proof first"
    order = ["The case", "Wait for proof.", "What is right", "Tell the lead today.", "A worry is"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "does not change who is due" in text


def test_a_talk_says_whom_to_tell_where_its_lead_works(noor, trained, belief, request):
    page = f"{PAGE}proof-first/"
    nobody = text_of(noor.get(page))
    request.getfixturevalue("mo_khan")

    named = text_of(noor.get(page))

    assert "Whom to tell at North, the same day: Nobody is named yet." in nobody
    assert "Whom to tell at North, the same day: Mo Khan, 01632 960001. Somebody" in named


def test_a_belief_that_no_question_shows_is_a_talk_without_a_case(lewis, trained, belief):
    Option.objects.update(misconception=None)

    text = text_of(lewis.get(f"{PAGE}proof-first/"))

    assert "The case" not in text
    assert "A worry is enough." in text


@pytest.mark.parametrize(
    "path",
    [
        f"{PAGE}no-such-belief/",
        "/lead/elm-park/courses/quay-course/briefings/",
        "/lead/harbour-trust/courses/small-course/briefings/",
    ],
)
def test_what_is_not_theirs_is_not_there(lewis, trained, belief, path):
    assert lewis.get(path).status_code == 404


def test_where_nobody_can_begin_the_course_there_are_no_talks(lewis, trained, small_course):
    withdraw(version=small_course)

    assert lewis.get(PAGE).status_code == 404
