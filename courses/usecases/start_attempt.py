"""Begin the quiz: draw its questions from a stored seed."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.accounts.wishes import quiz_wishes_of, wish_for_quiz
from courses.assessment import queries, services
from courses.assessment.editions import drawable, pool_of, quiz_of
from courses.assessment.limits import allowance_of, limits_of
from courses.assessment.models import Attempt
from courses.assessment.selection import draw
from courses.learning import services as learning
from courses.learning.models import Enrolment
from courses.learning.progress import may_take_quiz
from courses.learning.queries import is_complete, lesson_states


class LessonsLeft(Exception):
    """The quiz opens when every lesson is finished."""


class NoQuiz(Exception):
    """The version has no quiz, or one without questions."""


class AlreadyPassed(Exception):
    """The course was met under this enrolment; it is taken again under a new one."""


class StartKeyUsed(Exception):
    """The key began an attempt under another enrolment; a fresh page brings a fresh key."""


class NoAttemptsLeft(Exception):
    """The organisation allowed a number of attempts, and all are used."""


@transaction.atomic
def start_attempt(
    *,
    enrolment: Enrolment,
    start_key: UUID,
    seed: str,
    at: datetime,
    on_one_page: bool | None = None,
) -> Attempt:
    """Open an attempt at the quiz, or return the one that is open or has this ``start_key``.

    ``on_one_page`` is how the learner wishes to see the questions, from now on; None: as before.

    :raises LessonsLeft: when a lesson is not finished.
    :raises NoQuiz: when the version has no quiz.
    :raises AlreadyPassed: when the course was met under this enrolment.
    :raises NoAttemptsLeft: when all allowed attempts are used.
    :raises StartKeyUsed: when ``start_key`` began an attempt under another enrolment.
    """
    enrolment = held(enrolment)
    keep_wish(enrolment, on_one_page)
    attempts = queries.attempts_of(enrolment)
    for attempt in attempts:
        if attempt.handed_in_at is None or attempt.start_key == start_key:
            return attempt
    if queries.is_start_key_used(start_key):
        raise StartKeyUsed
    if is_complete(enrolment):
        raise AlreadyPassed
    if not may_take_quiz(lesson_states(enrolment)):
        raise LessonsLeft
    quiz = quiz_of(enrolment.version)
    if quiz is None:
        raise NoQuiz
    limits = limits_of(
        quiz, organisation_id=enrolment.organisation_id, course_id=enrolment.course_id
    )
    if limits.tries is not None and len(attempts) >= limits.tries:
        raise NoAttemptsLeft
    items = pool_of(enrolment.version)
    drawn = draw(
        queries.rules_of(quiz),
        drawable(enrolment.version),
        seed=seed,
        seen=queries.seen_by(enrolment) if attempts else {},
    )
    return services.start(
        enrolment=enrolment,
        number=len(attempts) + 1,
        seed=seed,
        start_key=start_key,
        drawn=drawn,
        items=items,
        at=at,
        allowed=allowance_of(enrolment, limits),
    )


def held(seen: Enrolment) -> Enrolment:
    """Return the enrolment as it is now, held until the commit, with the edition read already.

    An enrolment keeps its edition: whoever moves to another begins a new one.
    """
    enrolment = learning.lock(enrolment=seen)
    enrolment.version = seen.version
    return enrolment


def keep_wish(enrolment: Enrolment, on_one_page: bool | None) -> None:  # noqa: FBT001 - a wish
    """Keep how the learner wishes to see the questions, where that is said and new."""
    if on_one_page is None:
        return
    wishes = quiz_wishes_of(enrolment.learner_id)
    if wishes.on_one_page != on_one_page:
        wishes = replace(wishes, on_one_page=on_one_page)
        wish_for_quiz(user_id=enrolment.learner_id, wishes=wishes)
