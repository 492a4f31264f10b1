"""Questions about the quiz, each asked for one learner or one enrolment."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    DateField,
    Exists,
    IntegerField,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    UUIDField,
)
from django.db.models.functions import Cast, Coalesce

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.assessment.editions import with_items
from courses.assessment.models import Attempt, Response
from courses.assessment.selection import SectionRule
from courses.assessment.timing import GRACE
from courses.catalogue.models import Assessment, CourseVersion, Item
from courses.common.prepared import Parameter, Prepared
from courses.learning.models import Enrolment, EnrolmentQuerySet

MOST_COUNTED = 10_000  # people; the answers of many more take longer than a page may


def mastery_of(quiz: Assessment) -> Fraction:
    """Return what share of the score is needed, as a fraction of 1."""
    return Fraction(quiz.mastery_numerator, quiz.mastery_denominator)


def rules_of(quiz: Assessment) -> list[SectionRule]:
    """Return the blueprint of ``quiz`` for the draw; its sections are prefetched."""
    return [
        SectionRule(
            outcomes=frozenset(outcome.identifier for outcome in section.outcomes.all()),
            draw=section.draw,
            critical_draw=section.critical_draw,
        )
        for section in quiz.sections.all()
    ]


def question_count(quiz: Assessment) -> int:
    """Return how many questions one attempt holds; its sections are prefetched."""
    return sum(section.draw for section in quiz.sections.all())


def seen_by(enrolment: Enrolment) -> dict[str, int]:
    """Return for each item this enrolment was asked the number of the last attempt that asked it.

    One query.
    """
    asked = Response.objects.filter(attempt__enrolment=enrolment)
    return dict(asked.values_list("item__identifier").annotate(last=Max("attempt__number")))


def attempts_of(enrolment: Enrolment) -> list[Attempt]:
    """Return the attempts of one enrolment, newest first; one query."""
    return ATTEMPTS.rows(enrolment=enrolment.pk)


ATTEMPTS = Prepared(
    lambda: Attempt.objects.filter(enrolment=Parameter("enrolment", BigIntegerField())).order_by(
        "-number"
    )
)


def attempt_at(*, learner: User, registration: UUID, number: int) -> Attempt | None:
    """Return the learner's own attempt at this address, or None."""
    return ATTEMPT.first(learner=learner.pk, registration=registration, number=number)


def own_attempts() -> QuerySet[Attempt]:
    """Return a learner's attempt at one address, by parameters."""
    return Attempt.objects.filter(
        enrolment__learner=Parameter("learner", BigIntegerField()),
        enrolment__registration=Parameter("registration", UUIDField()),
        number=Parameter("number", IntegerField()),
    ).select_related("enrolment__version", "enrolment__organisation", "enrolment__course")


ATTEMPT = Prepared(own_attempts)


def attempt_here(*, learner: User, registration: UUID, number: int, on: date) -> Attempt | None:
    """Return the learner's own attempt at this address, or None.

    None also when it is of an organisation where they do not work on ``on``. One query.
    """
    return HERE.first(learner=learner.pk, registration=registration, number=number, on=on)


HERE = Prepared(
    lambda: own_attempts().filter(
        Exists(
            Membership.objects.on(Parameter("on", DateField())).filter(
                user=OuterRef("enrolment__learner"),
                organisation=OuterRef("enrolment__organisation"),
            )
        )
    )
)


def responses_of(attempt: Attempt) -> list[Response]:
    """Return the responses of one attempt in order, with item and options.

    One query, two more where the process has not read the pool of this edition before.
    """
    return with_items(RESPONSES.rows(attempt=attempt.pk), attempt.enrolment.version)


OF_ATTEMPT = Parameter("attempt", BigIntegerField())
RESPONSES = Prepared(lambda: Response.objects.filter(attempt=OF_ATTEMPT).order_by("position"))


@dataclass(frozen=True, slots=True)
class Line:
    """One question of an attempt: where it stands, its name, and whether it has an answer."""

    position: int
    item: str
    is_answered: bool


def sheet_of(attempt: Attempt) -> list[Line]:
    """Return the questions of one attempt in order; one query."""
    rows = SHEET.rows(attempt=attempt.pk)
    return [Line(position, item, bool(chosen)) for position, item, chosen in rows]


SHEET = Prepared(
    lambda: (
        Response.objects.filter(attempt=OF_ATTEMPT)
        .order_by("position")
        .values_list("position", "item__identifier", "chosen")
    )
)


def attempts_over(*, at: datetime) -> list[Attempt]:
    """Return the attempts whose time is over at ``at`` and that nobody handed in; one query."""
    running = Attempt.objects.filter(handed_in_at__isnull=True, ends_at__lte=at - GRACE)
    return list(running.order_by("ends_at", "pk"))


def attempts_by_learner(*, learner: User) -> list[Attempt]:
    """Return every attempt the learner handed in, newest first."""
    handed_in = Attempt.objects.filter(enrolment__learner=learner, handed_in_at__isnull=False)
    return list(handed_in.select_related("enrolment__version").order_by("-handed_in_at"))


def not_sitting(enrolments: EnrolmentQuerySet) -> EnrolmentQuerySet:
    """Keep the enrolments that have no attempt at the quiz under way."""
    running = Attempt.objects.filter(enrolment=OuterRef("pk"), handed_in_at__isnull=True)
    return enrolments.filter(~Exists(running))


def is_start_key_used(start_key: UUID) -> bool:
    """Test whether some attempt was begun with this key."""
    return bool(WITH_KEY.rows(start_key=start_key))


WITH_KEY = Prepared(
    lambda: Attempt.objects.filter(start_key=Parameter("start_key", UUIDField())).values_list("pk")
)


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """One answer of somebody's first attempt; ``credit`` is a fraction of 1."""

    learner_id: int
    attempt_id: int
    item_id: int
    credit: Fraction
    chosen: dict[str, Any]
    started_at: datetime
    saved_at: datetime
    handed_in_at: datetime

    @property
    def is_right(self) -> bool:
        """Test whether the answer earned everything."""
        return self.credit == 1


def first_answers(*, organisation_id: int, version_id: int) -> list[FirstAnswer]:
    """Return every answer in a first attempt, the attempt handed in first first; one query.

    First attempts there, handed in, at the quiz of one version, also of who has left. For counting
    people once: nobody is shown who answered. Of more than 10,000 attempts those handed in first:
    no later one changes which count. What was chosen is read once for all who chose alike, and not
    to be changed.
    """
    read, share = cache(json.loads), cache(Fraction)
    first = Attempt.objects.filter(
        number=1,
        handed_in_at__isnull=False,
        enrolment__organisation=organisation_id,
        enrolment__version=version_id,
    )
    moments = first.order_by("handed_in_at").values("handed_in_at")
    last = Subquery(moments[MOST_COUNTED - 1 : MOST_COUNTED])  # nothing where there are fewer
    answers = Response.objects.filter(
        attempt__number=1,
        attempt__handed_in_at__lte=Coalesce(last, "attempt__handed_in_at"),
        attempt__enrolment__organisation=organisation_id,
        attempt__enrolment__version=version_id,
        credit_denominator__isnull=False,
        saved_at__isnull=False,
    ).order_by("attempt__handed_in_at", "attempt", "position")
    rows = answers.values_list(
        "attempt__enrolment__learner",
        "attempt",
        "item",
        "credit_numerator",
        "credit_denominator",
        Cast("chosen", TextField()),
        "attempt__started_at",
        "saved_at",
        "attempt__handed_in_at",
    )
    return [
        FirstAnswer(learner, attempt, item, share(credit or 0, most or 1), read(chosen), *rest)
        for learner, attempt, item, credit, most, chosen, *rest in rows.iterator(chunk_size=2_000)
    ]


def versions_sat(*, organisation_id: int, course_id: int) -> list[CourseVersion]:
    """Return the versions of a course whose quiz somebody there handed in, newest first."""
    sat = Attempt.objects.filter(
        handed_in_at__isnull=False,
        enrolment__version=OuterRef("pk"),
        enrolment__organisation=organisation_id,
    )
    found = CourseVersion.objects.filter(Exists(sat), course=course_id)
    return list(found.order_by("-major", "-minor", "-patch"))


def answers_on(
    *, organisation_id: int, items: Collection[int]
) -> Iterator[tuple[int, int, datetime, int, dict[str, Any]]]:
    """Return (learner, attempt, handed in, item, what was chosen) of first attempts; one query.

    Of these questions alone, the attempt handed in first before the others. For counting people
    once: nobody is shown who answered.
    """
    answers = Response.objects.filter(
        item__in=items,
        attempt__number=1,
        attempt__handed_in_at__isnull=False,
        attempt__enrolment__organisation=organisation_id,
        credit_denominator__isnull=False,
    ).order_by("attempt__handed_in_at", "attempt", "item")
    rows = answers.values_list(
        "attempt__enrolment__learner", "attempt", "attempt__handed_in_at", "item", "chosen"
    )
    yield from rows.iterator(chunk_size=2_000)  # type: ignore[misc] # handed in: at is never None


def questions_of(version_id: int) -> list[Item]:
    """Return the questions a version's quiz may ask, with options and misconceptions.

    Three queries.
    """
    items = Item.objects.filter(version=version_id, in_quiz=True).select_related("outcome")
    return list(items.prefetch_related("options__misconception").order_by("identifier"))
