"""What the tables of learning refuse."""

import pytest
from django.db import IntegrityError, transaction

from courses.learning.models import CheckAnswer, Completion, Enrolment, LessonProgress
from tests.people import NOON, TODAY
from tests.small_course import enrol


def completion(of, **changes):
    fields = {
        "learner": of.learner,
        "organisation": of.organisation,
        "course": of.course,
        "enrolment": of,
        "completed_at": NOON,
        "completed_on": TODAY,
        "minutes": 13,
        "how": "quiz",
        "recorded_at": NOON,
    }
    return Completion(**(fields | changes))


def refused(row, refusal):
    with pytest.raises(IntegrityError, match=refusal), transaction.atomic():
        row.save()


# SQLite names the columns of a unique index, PostgreSQL the constraint.
def test_a_learner_has_one_open_enrolment_a_course_and_organisation(enrolment, harbour):
    again = Enrolment(
        learner=enrolment.learner,
        organisation=enrolment.organisation,
        course=enrolment.course,
        version=enrolment.version,
        enrolled_at=NOON,
    )
    refused(again, r"one_open_enrolment_per_learner_and_course|learner_id")

    elsewhere = enrol(enrolment.learner, harbour.organisation, enrolment.version)
    Enrolment.objects.filter(pk=enrolment.pk).update(closed_at=NOON)
    again.save()

    assert list(Enrolment.objects.open().order_by("pk")) == [elsewhere, again]


def test_a_registration_is_one_enrolments(enrolment, harbour):
    twin = Enrolment(
        registration=enrolment.registration,
        learner=harbour.callum,
        organisation=harbour.organisation,
        course=enrolment.course,
        version=enrolment.version,
        enrolled_at=NOON,
    )

    refused(twin, "registration")
    assert str(enrolment) == str(enrolment.registration)


def test_a_lesson_has_one_progress_and_a_check_one_answer(enrolment):
    lesson = enrolment.version.lessons.first()
    item = enrolment.version.items.first()
    LessonProgress.objects.create(
        enrolment=enrolment, lesson=lesson, opened_at=NOON, placed_at=NOON
    )
    CheckAnswer.objects.create(enrolment=enrolment, item=item, answered_at=NOON)

    refused(
        LessonProgress(enrolment=enrolment, lesson=lesson, opened_at=NOON, placed_at=NOON),
        r"one_progress_per_enrolment_and_lesson|lesson_id",
    )
    refused(
        CheckAnswer(enrolment=enrolment, item=item, answered_at=NOON),
        r"one_answer_per_check|item_id",
    )
    assert (LessonProgress.objects.count(), CheckAnswer.objects.count()) == (1, 1)


def test_a_lesson_known_beforehand_is_complete(enrolment):
    progress = LessonProgress(
        enrolment=enrolment,
        lesson=enrolment.version.lessons.first(),
        opened_at=NOON,
        placed_at=NOON,
        tested_out=True,
    )

    refused(progress, "tested_out_lesson_is_complete")
    progress.completed_at = NOON
    progress.save()
    assert LessonProgress.objects.get().tested_out is True


def test_an_enrolment_has_one_current_completion(enrolment):
    first = completion(enrolment)
    first.save()
    second = completion(enrolment)
    refused(second, r"one_current_completion_per_enrolment|completion.enrolment_id")

    Completion.objects.filter(pk=first.pk).update(superseded_at=NOON)
    second.save()

    assert list(Completion.objects.current()) == [second]


@pytest.mark.parametrize(
    ("has_enrolment", "evidence", "accepted"),
    [(True, "", True), (False, "Certificate seen", True), (False, "", False)],
)
def test_a_completion_has_an_enrolment_or_evidence(enrolment, has_enrolment, evidence, accepted):
    row = completion(enrolment, enrolment=enrolment if has_enrolment else None, evidence=evidence)

    if accepted:
        row.save()
        assert list(Completion.objects.current()) == [row]
    else:
        refused(row, "completion_has_enrolment_or_evidence")


def test_outside_training_may_be_recorded_any_number_of_times(enrolment):
    rows = [completion(enrolment, enrolment=None, evidence="Seen") for _ in range(2)]
    for row in rows:
        row.save()

    assert list(Completion.objects.order_by("pk")) == rows
