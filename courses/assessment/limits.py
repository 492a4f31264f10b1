"""What an organisation allows for the quiz of a course: minutes and tries, both without limit."""

from dataclasses import dataclass

from django.db.models import BigIntegerField

from courses.accounts.models import Organisation
from courses.accounts.wishes import extra_percents_of
from courses.assessment.models import QuizLimit
from courses.assessment.timing import Allowance, allowance
from courses.catalogue.models import Assessment, Course
from courses.common.prepared import Parameter, Prepared
from courses.learning.models import Enrolment


@dataclass(frozen=True, slots=True)
class Limits:
    """How many minutes one attempt may take, and how often one may try; None: no limit."""

    minutes: int | None = None
    tries: int | None = None


def kept_limits(organisation_id: int, course_id: int) -> Limits:
    """Return what the organisation has set for the quiz of a course; one query."""
    there = LIMITS.first(organisation=organisation_id, course=course_id)
    return Limits(*there) if there else Limits()


LIMITS = Prepared(
    lambda: QuizLimit.objects.filter(
        organisation=Parameter("organisation", BigIntegerField()),
        course=Parameter("course", BigIntegerField()),
    ).values_list("minutes_allowed", "attempts_allowed")
)


def limits_of(quiz: Assessment, *, organisation_id: int, course_id: int) -> Limits:
    """Return what holds for a quiz: what the organisation has set, else what the course says.

    One query.
    """
    own = kept_limits(organisation_id, course_id)
    return Limits(own.minutes or quiz.minutes_allowed, own.tries or quiz.attempts_allowed)


def set_limits(*, organisation: Organisation, course: Course, limits: Limits) -> None:
    """Keep what the organisation allows for the quiz of a course; one statement.

    For attempts begun from then on: one that is under way keeps what it was given.
    """
    QuizLimit.objects.bulk_create(
        [
            QuizLimit(
                organisation=organisation,
                course=course,
                minutes_allowed=limits.minutes,
                attempts_allowed=limits.tries,
            )
        ],
        update_conflicts=True,
        unique_fields=["organisation", "course"],
        update_fields=["minutes_allowed", "attempts_allowed"],
    )


def allowance_of(enrolment: Enrolment, limits: Limits) -> Allowance | None:
    """Return how long an attempt begun now may take, with the learner's extra time.

    None without a time limit.

    Two queries where there is a limit.
    """
    if limits.minutes is None:
        return None
    percents = extra_percents_of(
        user_id=enrolment.learner_id, organisation_id=enrolment.organisation_id
    )
    return allowance(limits.minutes, percents)
