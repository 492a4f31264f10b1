"""Rows of how organisations remind: read as plans, and written. No transaction is opened here."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from courses.accounts.models import Organisation
from courses.notifications.models import QuietDays, ReminderPlan
from courses.notifications.plan import USUAL, Plan, Rest


def plans_of(organisation_ids: Collection[int] | None = None) -> dict[int, Plan]:
    """Return the plan of each organisation, by its id, or of all; the usual one is left out.

    Two queries.
    """
    rows, days = ReminderPlan.objects.all(), QuietDays.objects.all()
    if organisation_ids is not None:
        rows = rows.filter(organisation__in=organisation_ids)
        days = days.filter(organisation__in=organisation_ids)
    rests: dict[int, tuple[Rest, ...]] = {}
    for here, first, last in days.order_by("first_day", "pk").values_list(
        "organisation", "first_day", "last_day"
    ):
        rests[here] = (*rests.get(here, ()), Rest(first, last))
    plans = {here: Plan(rests=found) for here, found in rests.items()}
    for row in rows:
        plans[row.organisation_id] = plan_of_row(row, rests.get(row.organisation_id, ()))
    return plans


def plan_of_row(row: ReminderPlan, rests: tuple[Rest, ...]) -> Plan:
    """Return one row as the pure rules read it."""
    return Plan(
        before=days_of(row.before),
        every_days=row.every_days,
        repeats=row.repeats,
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        rests=rests,
        paused_until=row.paused_until,
        digest_on=row.digest_on,
        opening=row.opening,
        closing=row.closing,
    )


def plan_of(organisation_id: int) -> Plan:
    """Return the plan of one organisation; two queries."""
    return plans_of([organisation_id]).get(organisation_id, USUAL)


def days_of(text: str) -> tuple[int, ...]:
    """Return "30, 14, 3" as numbers, counting down."""
    return tuple(sorted({int(part) for part in text.split(",") if part.strip()}, reverse=True))


def words_of(days: Collection[int]) -> str:
    """Return numbers of days as "30, 14, 3"."""
    return ", ".join(str(one) for one in sorted(days, reverse=True))


def quiet_days_of(organisation_id: int, *, on: date) -> list[QuietDays]:
    """Return the quiet days that are not over by ``on``, the next first; one query."""
    rows = QuietDays.objects.filter(organisation=organisation_id, last_day__gte=on)
    return list(rows.order_by("first_day", "pk"))


def organisations_that_nudge() -> list[int]:
    """Return the organisations that send nudges, by id; one query."""
    return list(ReminderPlan.objects.filter(nudges=True).values_list("organisation", flat=True))


def sends_nudges(organisation_id: int) -> bool:
    """Test whether an organisation sends nudges; one query."""
    return ReminderPlan.objects.filter(organisation=organisation_id, nudges=True).exists()


def save_plan(*, organisation: Organisation, changes: Mapping[str, Any]) -> list[str]:
    """Write ``changes`` into the plan of ``organisation``; return the names that changed.

    The organisation's row is to be held by the caller.
    """
    row = ReminderPlan.objects.filter(organisation=organisation).first()
    row = row or ReminderPlan(organisation=organisation)
    changed = sorted(name for name, value in changes.items() if getattr(row, name) != value)
    if changed:
        for name in changed:
            setattr(row, name, changes[name])
        row.save()
    return changed


def add_quiet_days(
    *, organisation: Organisation, name: str, first_day: date, last_day: date
) -> QuietDays | None:
    """Enter quiet days; None where just these are there already."""
    row, is_new = QuietDays.objects.get_or_create(
        organisation=organisation, first_day=first_day, last_day=last_day, defaults={"name": name}
    )
    return row if is_new else None


def remove_quiet_days(*, organisation: Organisation, pk: int) -> bool:
    """Take quiet days of ``organisation`` away; False where there are none of that number."""
    gone, _rows = QuietDays.objects.filter(organisation=organisation, pk=pk).delete()
    return bool(gone)
