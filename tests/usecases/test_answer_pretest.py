"""Showing beforehand what one knows of a lesson."""

from datetime import timedelta

import pytest

from courses.audit.services import UnknownVerb
from courses.catalogue.queries import blocks_of
from courses.common.vocabulary import VERBS
from courses.learning import services as learning
from courses.learning.models import CheckAnswer, LessonProgress
from courses.learning.queries import lesson_states
from courses.usecases.answer_pretest import answer_pretest
from tests.people import NOON
from tests.pretesting import make_pretest_course
from tests.small_course import chosen, enrol, finish_lessons
from tests.tables import everything, trail

LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def enrolment(elm, harbour):
    """Return Amira's enrolment in a course with a pre-test, nothing done yet."""
    return enrol(elm.amira, elm.organisation, make_pretest_course())


@pytest.fixture
def lesson(enrolment):
    return enrolment.version.lessons.get(identifier="first")


def answers(lesson, *options):
    """Return an answer to each check of ``lesson``, in order."""
    blocks = [block for block in blocks_of(lesson.pk) if block.item]
    return dict(zip(blocks, [chosen(option) for option in options], strict=True))


def kept():
    """Return (question, first option, latest option) of every answer."""
    rows = CheckAnswer.objects.order_by("item").select_related("item")
    return [
        (row.item.identifier, row.first_chosen["chosen"], row.latest_chosen["chosen"])
        for row in rows
    ]


def test_a_lesson_whose_answers_are_all_right_is_known(enrolment, lesson):
    given = answers(lesson, "tell-lead", "tell-lead")

    known = answer_pretest(enrolment=enrolment, lesson=lesson, given=given, at=NOON)

    assert known is True
    (progress,) = LessonProgress.objects.all()
    assert (progress.lesson, progress.completed_at, progress.tested_out) == (lesson, NOON, True)
    assert kept() == [
        ("check-one", ["tell-lead"], ["tell-lead"]),
        ("check-again", ["tell-lead"], ["tell-lead"]),
    ]
    assert trail(enrolment.organisation_id) == [
        ("completed-lesson", "enrolment", enrolment.pk, enrolment.learner_id)
    ]


@pytest.mark.parametrize("other", ["wait", "not-sure"])
def test_one_answer_that_is_not_right_leaves_the_lesson_to_be_read(enrolment, lesson, other):
    given = answers(lesson, "tell-lead", other)

    known = answer_pretest(enrolment=enrolment, lesson=lesson, given=given, at=NOON)

    assert known is False
    assert list(LessonProgress.objects.all()) == []
    assert kept() == [
        ("check-one", ["tell-lead"], ["tell-lead"]),
        ("check-again", [other], [other]),
    ]
    assert trail(enrolment.organisation_id) == []


@pytest.mark.parametrize("first", ["tell-lead", "wait"])
def test_a_second_time_writes_nothing(enrolment, lesson, first):
    given = answers(lesson, first, "tell-lead")
    known = answer_pretest(enrolment=enrolment, lesson=lesson, given=given, at=NOON)
    before = everything()

    given = answers(lesson, "tell-lead", "tell-lead")
    again = answer_pretest(enrolment=enrolment, lesson=lesson, given=given, at=LATER)

    assert again is known is (first == "tell-lead")
    assert everything() == before


def test_a_lesson_already_opened_keeps_its_place(enrolment, lesson):
    learning.keep_place(enrolment=enrolment, lesson=lesson, block="who", at=NOON)
    given = answers(lesson, "tell-lead", "tell-lead")

    assert answer_pretest(enrolment=enrolment, lesson=lesson, given=given, at=LATER) is True

    (progress,) = LessonProgress.objects.all()
    assert (progress.last_block, progress.completed_at) == ("who", LATER)


def test_a_lesson_that_was_read_or_must_be_is_not_tested_out(enrolment, lesson):
    news = enrolment.version.lessons.get(identifier="news")
    finish_lessons(enrolment)
    before = everything()

    for one, given in ((lesson, answers(lesson, "tell-lead", "tell-lead")), (news, {})):
        assert answer_pretest(enrolment=enrolment, lesson=one, given=given, at=LATER) is False

    assert everything() == before


def test_an_answer_left_out_is_refused(enrolment, lesson):
    given = dict(list(answers(lesson, "tell-lead", "tell-lead").items())[:1])
    before = everything()

    with pytest.raises(ValueError, match=r"^Every check of the lesson is answered at once$"):
        answer_pretest(enrolment=enrolment, lesson=lesson, given=given, at=NOON)

    assert everything() == before


def test_what_is_known_opens_the_quiz_with_the_rest(enrolment, lesson):
    given = answers(lesson, "tell-lead", "tell-lead")
    answer_pretest(enrolment=enrolment, lesson=lesson, given=given, at=NOON)

    states = lesson_states(enrolment)

    assert [(one.completed, one.tested_out) for one in states] == [
        (True, True),
        (False, False),
        (False, False),
    ]


def test_without_its_audit_event_nothing_is_written(enrolment, lesson, monkeypatch):
    given = answers(lesson, "tell-lead", "tell-lead")
    before = everything()
    monkeypatch.delitem(VERBS, "completed-lesson")

    with pytest.raises(UnknownVerb):
        answer_pretest(enrolment=enrolment, lesson=lesson, given=given, at=NOON)

    assert everything() == before
