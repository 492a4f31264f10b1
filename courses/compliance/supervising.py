"""Supervision of starters: its questions and its writes. No transaction is opened here."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from courses.accounts.membership import Membership
from courses.common.history import cancel, revise
from courses.compliance.models import Supervision


def supervisions_of(
    membership: Membership, *, known_at: datetime | None = None
) -> list[Supervision]:
    """Return what is on record of one person, as known at a moment, newest first; one query."""
    mine = Supervision.objects.known(known_at).filter(membership=membership)
    return list(mine.select_related("supervisor__user").order_by("-valid_from", "-pk"))


def supervisions_by_membership(
    membership_ids: Collection[int], *, on: date, known_at: datetime | None = None
) -> dict[int, Supervision]:
    """Return the supervision of each of these people, by membership; one query.

    The one that holds on ``on``, else the one that ends last.
    """
    rows = Supervision.objects.known(known_at).filter(membership__in=membership_ids)
    rows = rows.select_related("supervisor__user").order_by("valid_until", "pk")
    by_last = sorted(rows, key=lambda one: one.valid_from <= on <= one.valid_until)
    return {one.membership_id: one for one in by_last}


def open_supervision(membership: Membership, *, on: date) -> Supervision | None:
    """Return what holds on ``on`` or begins later, or None."""
    mine = Supervision.objects.current().filter(membership=membership, valid_until__gte=on)
    mine = mine.select_related("supervisor__user")
    return mine.order_by("-valid_until", "-pk").first()


def ending_between(first: date, last: date) -> list[Supervision]:
    """Return what ends from ``first`` to ``last`` in whatever organisation; one query."""
    rows = Supervision.objects.current().filter(
        valid_until__gte=first, valid_until__lte=last, valid_from__lte=first
    )
    return list(rows.select_related("membership__user", "organisation").order_by("pk"))


def supervise(
    *,
    membership: Membership,
    supervisor: Membership,
    reason: str,
    valid_from: date,
    valid_until: date,
    at: datetime,
    actor_id: int | None,
) -> Supervision:
    """Let ``supervisor`` look after a starter from one day to another."""
    return Supervision.objects.create(
        membership=membership,
        organisation_id=membership.organisation_id,
        supervisor=supervisor,
        reason=reason,
        valid_from=valid_from,
        valid_until=valid_until,
        recorded_at=at,
        recorded_by_id=actor_id,
    )


def end_supervision(
    *, supervision: Supervision, on: date, at: datetime, actor_id: int | None
) -> None:
    """End it from ``on`` on; one that would end before it begins is taken back.

    :raises Superseded: when somebody else has changed it meanwhile.
    """
    last_day = on - timedelta(days=1)
    if last_day < supervision.valid_from:
        cancel(supervision, at=at)
    else:
        revise(supervision, at=at, actor_id=actor_id, valid_until=last_day)
