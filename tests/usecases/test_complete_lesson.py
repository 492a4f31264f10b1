"""Finishing one lesson."""

from datetime import timedelta

import pytest

from courses.audit.services import UnknownVerb
from courses.certification.models import Certificate
from courses.common.vocabulary import VERBS
from courses.learning import services as learning
from courses.learning.models import Completion, LessonProgress
from courses.usecases.complete_lesson import ChecksUnanswered, complete_lesson
from tests.documents import make_document
from tests.people import NOON
from tests.small_course import chosen, enrol, small_draft
from tests.tables import everything, trail

LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def lesson(enrolment):
    return enrolment.version.lessons.get(identifier="first")


@pytest.fixture
def answered(enrolment, lesson):
    item = lesson.blocks.get(identifier="first-check").item
    learning.answer_check(enrolment=enrolment, item=item, chosen=chosen("wait"), at=NOON)
    return enrolment


def test_a_lesson_whose_checks_are_answered_is_finished(answered, lesson):
    complete_lesson(enrolment=answered, lesson=lesson, at=LATER)

    (progress,) = LessonProgress.objects.all()
    assert (progress.lesson, progress.completed_at) == (lesson, LATER)
    assert trail(answered.organisation_id) == [
        ("completed-lesson", "enrolment", answered.pk, answered.learner_id)
    ]


def test_a_second_time_writes_nothing(answered, lesson):
    complete_lesson(enrolment=answered, lesson=lesson, at=NOON)
    before = everything()

    complete_lesson(enrolment=answered, lesson=lesson, at=LATER)

    assert everything() == before


def test_a_lesson_with_a_check_left_is_refused(enrolment, lesson):
    before = everything()

    with pytest.raises(ChecksUnanswered) as refused:
        complete_lesson(enrolment=enrolment, lesson=lesson, at=NOON)

    assert refused.value.blocks == ("first-check",)
    assert everything() == before


def test_in_an_enrolment_that_was_closed_meanwhile_nothing_is_finished(answered, lesson):
    learning.close(enrolment=answered, at=NOON)
    before = everything()

    with pytest.raises(learning.EnrolmentClosed):
        complete_lesson(enrolment=answered, lesson=lesson, at=LATER)

    assert everything() == before


def test_without_its_audit_event_nothing_is_written(answered, lesson, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "completed-lesson")

    with pytest.raises(UnknownVerb):
        complete_lesson(enrolment=answered, lesson=lesson, at=NOON)

    assert everything() == before


@pytest.fixture
def document(elm):
    """Return how Amira reads an edition of a document, its check answered."""

    def call(**changes):
        version = make_document(**changes)
        mine = enrol(elm.amira, elm.organisation, version)
        lesson = version.lessons.get(identifier="first")
        item = lesson.blocks.get(identifier="first-check").item
        learning.answer_check(enrolment=mine, item=item, chosen=chosen("wait"), at=NOON)
        return mine, lesson

    return call


def test_a_document_is_confirmed_by_its_one_lesson_without_a_certificate(document, elm):
    mine, lesson = document()

    complete_lesson(enrolment=mine, lesson=lesson, at=NOON)

    done = Completion.objects.current().get()
    assert (done.learner, done.version, done.how) == (elm.amira, mine.version, "lessons")
    assert done.minutes == lesson.minutes
    assert list(Certificate.objects.all()) == []
    verbs = [row[0] for row in trail(mine.organisation_id)]
    assert verbs[-2:] == ["completed-lesson", "confirmed-reading"]
    before = everything()
    complete_lesson(enrolment=mine, lesson=lesson, at=LATER)
    assert everything() == before


def test_each_edition_is_confirmed_by_itself_and_the_earlier_stays(document, elm):
    first, lesson = document()
    complete_lesson(enrolment=first, lesson=lesson, at=NOON)
    learning.close(enrolment=first, at=NOON)
    second, again = document(version="1.1.0", title="Our policy, changed")
    complete_lesson(enrolment=second, lesson=again, at=LATER)

    rows = Completion.objects.current().order_by("completed_at")
    assert [one.version.version for one in rows] == ["1.0.0", "1.1.0"]


def test_of_a_document_that_names_more_lessons_all_are_read_first(document):
    mine, lesson = document(lessons=small_draft().lessons, items=small_draft().items)

    complete_lesson(enrolment=mine, lesson=lesson, at=NOON)

    assert list(Completion.objects.all()) == []


def test_without_its_audit_event_nothing_is_confirmed(document, monkeypatch):
    mine, lesson = document()
    before = everything()
    monkeypatch.delitem(VERBS, "confirmed-reading")

    with pytest.raises(UnknownVerb):
        complete_lesson(enrolment=mine, lesson=lesson, at=NOON)

    assert everything() == before
