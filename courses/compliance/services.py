"""Writes of this room: rules and exemptions, as dated rows; and the standings kept of them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TypedDict, Unpack
from uuid import UUID, uuid4

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation
from courses.catalogue.models import Course
from courses.common.history import cancel, revise
from courses.compliance.anew import Anew
from courses.compliance.audience import Audience
from courses.compliance.kept_tables import StandingMark
from courses.compliance.models import Exemption, KeptStanding, Requirement

ROWS_A_STATEMENT = 1_000


class Asked(TypedDict, total=False):
    """What a rule asks for, and of whom; what is left out is as in a new rule, or as it was."""

    due_days: int | None
    due_on: date | None
    valid_months: int | None
    renewal: str
    fixed_month: int | None
    fixed_day: int | None
    renew_window_days: int
    grace_days: int
    refresher: Course | None
    audience: Audience


class Revised(Asked, total=False):
    """The same, and the newer versions that are asked for anew."""

    anew: tuple[Anew, ...]


def set_requirement(
    *,
    organisation: Organisation,
    course: Course,
    effective_from: date,
    at: datetime,
    actor_id: int | None = None,
    **asked: Unpack[Asked],
) -> Requirement:
    """Make a new rule: who must hold ``course``, by when, and for how many months.

    Due ``due_days`` after the start, or for everybody ``due_on`` a day.
    """
    return Requirement.objects.create(
        rule=uuid4(),
        organisation=organisation,
        course=course,
        effective_from=effective_from,
        recorded_at=at,
        recorded_by_id=actor_id,
        **asked,
    )


def end(*, requirement: Requirement, last_day: date, at: datetime, actor_id: int | None) -> None:
    """Give a rule its last day; a revision that would end before it begins is taken back.

    :raises Superseded: when somebody else has changed the rule meanwhile.
    """
    rows = Requirement.objects.current().filter(
        organisation=requirement.organisation_id, rule=requirement.rule
    )
    # The revision that was looked at comes first: where it has moved, nothing else is written.
    others = [row for row in rows.order_by("-effective_from") if row.pk != requirement.pk]
    for row in (requirement, *others):
        if row.effective_from > last_day:
            cancel(row, at=at)
        elif row == requirement or row.effective_until is None or row.effective_until > last_day:
            revise(row, at=at, actor_id=actor_id, effective_until=last_day)


def revise_rule(
    *,
    requirement: Requirement,
    effective_from: date,
    changes: Asked | Revised,
    at: datetime,
    actor_id: int | None,
) -> Requirement:
    """Let a rule ask for ``changes`` from ``effective_from`` on; earlier days keep their revision.

    From its very first day on, the revision itself is put right.

    :raises Superseded: when somebody else has changed the rule meanwhile.
    """
    if effective_from == requirement.effective_from:
        return revise(requirement, at=at, actor_id=actor_id, **changes)
    last = effective_from - timedelta(days=1)
    asked = {name: getattr(requirement, name) for name in Asked.__annotations__}
    fresh = Requirement(
        rule=requirement.rule,
        organisation_id=requirement.organisation_id,
        course_id=requirement.course_id,
        minimum_version=requirement.minimum_version,
        effective_from=effective_from,
        effective_until=requirement.effective_until,
        recorded_at=at,
        recorded_by_id=actor_id,
        **({"anew": requirement.anew} | asked | changes),
    )
    revise(requirement, at=at, actor_id=actor_id, effective_until=last)
    fresh.save(force_insert=True)
    return fresh


def exempt(
    *,
    membership: Membership,
    rule: UUID,
    reason: str,
    valid_from: date,
    valid_until: date,
    at: datetime,
    actor_id: int | None = None,
) -> Exemption:
    """Excuse one person from one rule from one day to another."""
    return Exemption.objects.create(
        membership=membership,
        organisation_id=membership.organisation_id,
        rule=rule,
        reason=reason,
        valid_from=valid_from,
        valid_until=valid_until,
        recorded_at=at,
        recorded_by_id=actor_id,
    )


def end_exemption(
    *, exemption: Exemption, last_day: date, at: datetime, actor_id: int | None
) -> None:
    """Give an exemption an earlier last day; one that would end before it begins is taken back.

    :raises Superseded: when somebody else has changed it meanwhile.
    """
    if last_day < exemption.valid_from:
        cancel(exemption, at=at)
    else:
        revise(exemption, at=at, actor_id=actor_id, valid_until=last_day)


def keep_standings(
    *, organisation_id: int, membership_ids: Sequence[int], rows: Iterable[KeptStanding]
) -> None:
    """Keep ``rows`` in place of everything kept of these members.

    Whoever calls holds the mark of the organisation (``lock_mark``), so that no two write at once.
    """
    kept = KeptStanding.objects.filter(organisation=organisation_id, membership__in=membership_ids)
    kept.delete()
    KeptStanding.objects.bulk_create(rows, batch_size=ROWS_A_STATEMENT)


def lock_mark(organisation: Organisation) -> StandingMark:
    """Return the mark of the organisation's kept standings, made where there is none, locked."""
    StandingMark.objects.get_or_create(organisation=organisation)
    return StandingMark.objects.select_for_update(no_key=True).get(organisation=organisation)


def move_mark(
    *, mark: StandingMark, known_at: datetime, rules: tuple[int, int], counted_on: date
) -> None:
    """Write that the kept standings know what was recorded before ``known_at``, and ``rules``.

    The latter by their number and the sum of their ids. ``counted_on``: the day for which
    everybody's numbers are kept.
    """
    mark.known_at, mark.counted_on = known_at, counted_on
    mark.rules_number, mark.rules_sum = rules
    mark.save()


def count_no_day(*, mark: StandingMark) -> None:
    """Write that the numbers of everybody are kept for no day."""
    mark.counted_on = None
    mark.save(update_fields=["counted_on"])
