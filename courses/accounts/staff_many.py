"""Days at work of many people: where each works now, and putting back what was written.

No transaction is opened here.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.db.models import Q

from courses.accounts.access import still_held
from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.models import User
from courses.accounts.staff_bulk import Writing, every_period

ROWS = 1_000


def hold(members: Sequence[Membership]) -> None:
    """Hold the people's rows until the commit, in one order; one query a thousand.

    The person's row is the lock of whatever is written about them for the first time.
    """
    ids = sorted({member.user_id for member in members})
    for some in pieces(ids):
        list(
            User.objects.select_for_update(no_key=True)
            .filter(pk__in=some)
            .order_by("pk")
            .values("pk")
        )


def pieces(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    """Return ``ids`` a thousand at a time."""
    return (ids[start : start + ROWS] for start in range(0, len(ids), ROWS))


def first_periods(
    members: Sequence[Membership], *, on: date, held: bool = False
) -> list[MembershipPeriod]:
    """Return where these people work on ``on`` or later, the first first; one query.

    With ``held`` the rows are held until the commit.
    """
    rows = MembershipPeriod.objects.current().filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=on),
        membership__in=[member.pk for member in members],
    )
    rows = rows.order_by("valid_from", "pk")
    return list(rows.select_for_update(no_key=True) if held else rows)


def periods_among(members: Sequence[Membership]) -> list[int]:
    """Return the ids of every period of these people as it stands now; one query."""
    ids = [member.pk for member in members]
    rows = MembershipPeriod.objects.current().filter(membership__in=ids)
    return list(rows.values_list("pk", flat=True))


def access_among(members: Sequence[Membership], *, on: date) -> set[int]:
    """Return who of these has access beyond learning on ``on`` or later; one query."""
    held = still_held(on).filter(membership__in=[member.pk for member in members])
    return set(held.values_list("membership", flat=True))


def revert(
    members: Collection[int],
    *,
    made: Sequence[int],
    ended: Sequence[int],
    at: datetime,
    actor_id: int,
) -> set[int]:
    """Put the periods ``ended`` back in place of those ``made``; return whose were.

    Of somebody with a made period that was changed meanwhile, nothing is put back.
    """
    before = [row for some in pieces(ended) for row in every_period(some).values()]
    after = [row for some in pieces(made) for row in every_period(some).values()]
    changed = {row.membership_id for row in after if row.superseded_at is not None}
    mine = {row.membership_id for row in after if row.membership_id in members} - changed
    for some in pieces(sorted(mine)):
        chosen = set(some)
        writing = Writing(at, actor_id)
        for row in after:
            if row.membership_id in chosen:
                writing.ended[row.membership_id].append(row)
        for row in before:
            if row.membership_id in chosen:
                writing.again(row.membership_id, row)
        writing.save()
    return mine
