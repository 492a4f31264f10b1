"""A builder of refreshers, and of courses met long enough ago to have one."""

from datetime import datetime, timedelta

from courses.assessment.editions import pool_items, pool_of
from courses.assessment.models import Refresher
from courses.assessment.refresher import questions_for
from courses.assessment.services import offer
from courses.learning.models import Enrolment
from courses.usecases.finish_attempt import finish_attempt
from tests.people import NOON
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt

THREE_WEEKS = timedelta(days=21)


def give_refresher(enrolment: Enrolment, *, at: datetime, stage: int = 1) -> Refresher:
    """Offer a refresher to ``enrolment``, without a mail."""
    pool = pool_of(enrolment.version)
    drawn = questions_for(pool_items(pool.values()), mine=[], colleagues=[], asked={}, seed="s")
    return offer(enrolment=enrolment, stage=stage, drawn=drawn, items=pool, at=at)


def met(user, organisation, version, *, at: datetime = NOON - THREE_WEEKS) -> Enrolment:
    """Let ``user`` pass the course of ``version`` at ``at``, at the second attempt."""
    enrolment = enrol(user, organisation, version, at=at)
    finish_lessons(enrolment, at=at)
    for option in ("wait", "tell-lead"):
        attempt = open_attempt(enrolment, seed=option, at=at)
        answer_all(attempt, option, at=at)
        finish_attempt(attempt=attempt, at=at)
    return enrolment
