"""Finish one lesson once all its checks are answered; a document is confirmed by that."""

from datetime import datetime

from django.db import transaction

from courses.audit.services import record
from courses.catalogue.models import Course, Lesson
from courses.catalogue.queries import course_minutes
from courses.learning import services as learning
from courses.learning.models import Completion, Enrolment
from courses.learning.queries import is_complete, lesson_states
from courses.usecases.take_new_edition import replaced_by


class ChecksUnanswered(Exception):
    """Some checks of the lesson are not answered; ``blocks`` names them, in order."""

    def __init__(self, blocks: tuple[str, ...]) -> None:
        super().__init__(", ".join(blocks))
        self.blocks = blocks


class EditionReplaced(Exception):
    """The document has another edition by now, and this one is no longer confirmed."""


@transaction.atomic
def complete_lesson(*, enrolment: Enrolment, lesson: Lesson, at: datetime) -> None:
    """Mark ``lesson`` as finished by the learner; a repeat changes nothing.

    :raises ChecksUnanswered: when a check is left.
    :raises EditionReplaced: when it is a document of which another edition is read by now.
    :raises EnrolmentClosed: when it was closed meanwhile, as for a newer version.
    """
    # The enrolment's row is the lock: two confirmations at once have no other row in common.
    learning.lock(enrolment=enrolment)
    if replaced_by(enrolment) is not None:
        raise EditionReplaced(str(enrolment.version))
    states = {state.identifier: state for state in lesson_states(enrolment)}
    state = states[lesson.identifier]
    if state.unanswered:
        raise ChecksUnanswered(state.unanswered)
    mark_complete(enrolment=enrolment, lesson=lesson, at=at, is_opened=state.opened)
    if enrolment.course.kind == Course.Kind.READING:
        confirm(enrolment=enrolment, at=at)


def confirm(*, enrolment: Enrolment, at: datetime) -> None:
    """Record that the learner read this edition of a document and confirmed it; once.

    Inside the caller's transaction, which holds the enrolment. The edition is that of the
    enrolment, and stays with the record when a later one is published.
    """
    left = any(not state.completed for state in lesson_states(enrolment))
    if left or is_complete(enrolment):
        return
    learning.complete(
        enrolment=enrolment,
        how=Completion.How.LESSONS,
        minutes=course_minutes(enrolment.version_id),
        at=at,
    )
    record(
        verb="confirmed-reading",
        about=enrolment,
        organisation_id=enrolment.organisation_id,
        actor_id=enrolment.learner_id,
        at=at,
        details={"version": enrolment.version_id},
    )


def mark_complete(
    *,
    enrolment: Enrolment,
    lesson: Lesson,
    at: datetime,
    is_opened: bool,
    tested_out: bool = False,
) -> None:
    """Mark ``lesson`` as finished with its event, inside the caller's transaction; once.

    ``tested_out``: without reading, for the pre-test showed that it was known.
    """
    if not is_opened:
        learning.keep_place(enrolment=enrolment, lesson=lesson, block="", at=at)
    if learning.complete_lesson(enrolment=enrolment, lesson=lesson, at=at, tested_out=tested_out):
        record(
            verb="completed-lesson",
            about=enrolment,
            organisation_id=enrolment.organisation_id,
            actor_id=enrolment.learner_id,
            at=at,
            details={"lesson": lesson.pk},
        )
