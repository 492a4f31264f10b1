"""Later due days of chosen people, and taking back what was given; opens no transaction."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from courses.accounts.membership import Membership
from courses.common.history import cancel, revise
from courses.compliance.assignments import Assignment
from courses.compliance.extensions import Extension
from courses.compliance.models import Requirement

ROWS = 1_000


def extensions_of(membership: Membership, *, known_at: datetime | None = None) -> list[Extension]:
    """Return the later due days of one person, those given last first; one query."""
    mine = Extension.objects.known(known_at).filter(membership=membership)
    return list(mine.order_by("-valid_from", "-pk"))


def given_to_take_back(
    table: type[Extension | Assignment], membership: Membership, *, course_id: int, on: date
) -> list[Extension | Assignment]:
    """Return the rows of ``table`` about a course that still hold on ``on``; one query."""
    rules = Requirement.objects.filter(organisation=membership.organisation_id, course=course_id)
    mine = table.objects.current().on(on).filter(membership=membership)
    return list(mine.filter(rule__in=rules.values("rule")).order_by("pk"))


def extend_many(
    rules: Mapping[int, Sequence[UUID]],
    *,
    organisation_id: int,
    due_on: date,
    reason: str,
    valid_from: date,
    at: datetime,
    actor_id: int,
) -> list[int]:
    """Give each member until ``due_on`` under their ``rules``; return the ids of the rows."""
    made = Extension.objects.bulk_create(
        (
            Extension(
                membership_id=member,
                organisation_id=organisation_id,
                rule=rule,
                reason=reason,
                due_on=due_on,
                valid_from=valid_from,
                recorded_at=at,
                recorded_by_id=actor_id,
            )
            for member, found in rules.items()
            for rule in found
        ),
        batch_size=ROWS,
    )
    return [one.pk for one in made]


def end_given(
    *, given: Extension | Assignment, on: date, at: datetime, actor_id: int | None
) -> None:
    """Take what was given back from ``on`` on; what was given on that day never was.

    :raises Superseded: when somebody else has changed it meanwhile.
    """
    last_day = on - timedelta(days=1)
    if last_day < given.valid_from:
        cancel(given, at=at)
    else:
        revise(given, at=at, actor_id=actor_id, valid_until=last_day)
