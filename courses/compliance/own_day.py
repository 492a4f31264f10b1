"""The standing of people given a course by a day of their own, as a condition for a database.

The same as ``status.by_own_day``; a test holds both equal.
"""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, DateField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from courses.compliance.assignments import Assignment
from courses.compliance.conditions import (
    DAY,
    counted,
    is_named_on,
    put_back,
    rank_on,
    spending,
    unbroken,
)
from courses.compliance.models import Exemption
from courses.compliance.ranks import rank_of, spells_of
from courses.compliance.status import DUE_SOON_DAYS, History, Revision, State


def rank_under(
    *,
    rule: UUID,
    course_id: int,
    revisions: tuple[Revision, ...],
    on: date,
    known_at: datetime | None = None,
) -> Combinable:
    """Return the expression, on memberships, of the rank under any rule on ``on``."""
    revision = History(revisions=revisions).revision_on(on)
    if revision is None or not revision.audience.chosen:
        return rank_on(
            rule=rule, course_id=course_id, revisions=revisions, on=on, known_at=known_at
        )
    given = Assignment.objects.known(known_at).on(on)
    given = given.filter(membership=OuterRef("pk"), rule=rule)
    excused = Exemption.objects.known(known_at).on(on)
    excused = excused.filter(membership=OuterRef("pk"), rule=rule)
    unmet = unmet_of(given, revision, course_id, on, known_at)
    spent = spending(revisions, course_id, on, known_at)

    def is_due(before: date) -> Q:
        """Return whether the day by which it is to be completed lies before ``before``."""
        return Q(Exists(unmet.filter(due_on__lt=before))) & ~put_back(
            rule, spent, on, known_at, to=before
        )

    # Whoever is back for the first day today was away when the day passed: it is due today.
    is_late = is_due(on) & unbroken(spells_of(revisions, until=on), on - DAY, on, known_at)
    is_named = is_named_on(revision, on, known_at) & Q(Exists(given))
    return Case(
        When(~is_named, then=Value(rank_of(State.NOT_REQUIRED))),
        When(Exists(excused), then=Value(rank_of(State.EXEMPT))),
        When(~Exists(unmet), then=Value(rank_of(State.IN_DATE))),
        When(is_late, then=Value(rank_of(State.OVERDUE))),
        When(is_due(on + timedelta(days=DUE_SOON_DAYS + 1)), then=Value(rank_of(State.DUE_SOON))),
        default=Value(rank_of(State.DUE)),
    )


def unmet_of(
    given: QuerySet[Assignment],
    revision: Revision,
    course_id: int,
    on: date,
    known_at: datetime | None,
) -> QuerySet[Assignment]:
    """Return those of ``given`` that no completion up to ``on`` meets."""
    since = Coalesce(OuterRef("counts_from"), Value(date.min), output_field=DateField())
    done: QuerySet[Any] = counted(revision, course_id, on, known_at, learner="membership__user")
    return given.filter(~Exists(done.filter(completed_on__gte=since)))
