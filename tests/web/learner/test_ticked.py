"""What was ticked in the checks of a lesson, and not sent by itself."""

import pytest
from django.http import QueryDict

from courses.catalogue.models import Item
from courses.learning.models import CheckAnswer, LessonProgress
from courses.web.learner.ticked import keep_ticked, ticked
from tests.people import NOON
from tests.small_course import chosen
from tests.web.reading import errors_of, text_of


@pytest.fixture
def lesson(enrolment):
    """Return the first lesson of Amira's course."""
    return enrolment.version.lessons.get(identifier="first")


def keep(enrolment, lesson, data):
    return keep_ticked(
        enrolment=enrolment, lesson=lesson, blocks=("first-check",), data=QueryDict(data), at=NOON
    )


def kept():
    return [answer.latest_chosen for answer in CheckAnswer.objects.all()]


def test_what_is_chosen_is_kept_as_if_it_had_been_sent(enrolment, lesson):
    assert keep(enrolment, lesson, "first-check-answer=wait") == ({}, ())

    assert kept() == [chosen("wait")]


def test_what_is_not_touched_stays_open_and_what_is_wrong_says_so(enrolment, lesson):
    Item.objects.filter(version=enrolment.version, identifier="check-one").update(
        kind="multiple", choose=2
    )

    nothing = keep(enrolment, lesson, "second-check-answer=wait")
    wrong, left = keep(enrolment, lesson, "first-check-answer=wait")

    assert nothing == ({}, ("first-check",))
    assert (left, wrong["first-check"].errors["answer"]) == (("first-check",), ["Select 2 answers"])
    assert kept() == []


def test_finishing_keeps_it_and_shows_what_it_comes_to_first(amira, enrolment):
    page = f"/learn/{enrolment.registration}/lessons/first/"

    answer = amira.post(f"{page}finish/", {"first-check-answer": "wait"})

    assert (answer.status_code, answer["Location"]) == (303, f"{page}#first-check")
    words = text_of(amira.get(page))
    assert "Your answers are saved. Read what they come to, then finish below." in words
    assert "Not quite" in words
    assert list(LessonProgress.objects.filter(completed_at__isnull=False)) == []


def test_finishing_names_what_is_ticked_wrongly_and_leaves_it_ticked(amira, enrolment):
    Item.objects.filter(version=enrolment.version, identifier="check-one").update(
        kind="multiple", choose=2
    )
    page = f"/learn/{enrolment.registration}/lessons/first/"

    answer = amira.post(f"{page}finish/", {"first-check-answer": "wait"})

    assert errors_of(answer) == [
        ("#first-check", "Answer the check: What do you do first (check-one)?")
    ]
    box = answer.content.decode().split('value="wait"')[1].split(">")[0]
    assert box.strip().endswith("checked")


def test_what_is_no_check_of_the_lesson_is_left_out(lesson):
    data = QueryDict("first-check-answer=wait&second-check-answer=wait")

    found = ticked(lesson, ["first-check", "second-check"], data)

    assert [block.identifier for block, _form in found] == ["first-check"]
