"""The table of legal holds: whose data outlives its period; asked and written."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from courses.accounts.membership import DatedQuerySet, Membership
from courses.accounts.models import Organisation
from courses.common.history import HistoryRow, revise


class AlreadyHeld(Exception):
    """Somebody is under a legal hold already."""


class LegalHold(HistoryRow):
    """One stretch of days on which what an organisation holds of a member outlives its period.

    That is their places in training rooms, the files they attached and their requests to join.

    Without a last day it holds until somebody takes it off; the last day counts.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(HistoryRow.Meta):
        abstract = False
        constraints = [
            *HistoryRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(superseded_at__isnull=True, valid_until__isnull=True),
                name="one_open_hold_per_member",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="hold_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["organisation"], name="hold_by_organisation")]

    def __str__(self) -> str:
        return f"hold {self.pk}"


def held_on(day: date) -> DatedQuerySet[LegalHold]:
    """Return the holds that stand on ``day``, of every organisation; no query."""
    return LegalHold.objects.current().on(day)


def held_members(day: date) -> models.QuerySet[LegalHold, int]:
    """Return the ids of the members held on ``day``; no query."""
    return held_on(day).values_list("membership", flat=True)


def is_held(day: date, *, user: str, organisation: str = "organisation") -> Exists:
    """Return whether the person in the column ``user`` is held on ``day`` where the row is."""
    whose = {"membership__user": OuterRef(user), "organisation": OuterRef(organisation)}
    return Exists(held_on(day).filter(**whose))


def holds_of(organisation: Organisation) -> list[LegalHold]:
    """Return every hold there, those that stand first, then the newest; one query."""
    rows = LegalHold.objects.current().filter(organisation=organisation)
    related = rows.select_related("membership__user")
    return list(related.order_by(F("valid_until").desc(nulls_first=True), "-valid_from", "-pk"))


def open_hold(organisation: Organisation, thread: UUID) -> LegalHold | None:
    """Return the hold of this thread that nobody has taken off, or None; one query."""
    rows = LegalHold.objects.current().filter(organisation=organisation, thread=thread)
    return rows.filter(valid_until__isnull=True).select_related("membership__user").first()


def open_holds(members: Sequence[Membership]) -> list[LegalHold]:
    """Return the holds on these members that nobody has taken off; one query."""
    rows = LegalHold.objects.current().filter(membership__in=members, valid_until=None)
    return list(rows.order_by("pk"))


def hold_member(
    *, membership: Membership, reason: str, on: date, at: datetime, actor_id: int
) -> LegalHold:
    """Put ``membership`` under a hold from ``on`` on; two statements.

    Whoever calls holds the membership.

    :raises AlreadyHeld: when that is so already.
    """
    if LegalHold.objects.current().filter(membership=membership, valid_until=None).exists():
        raise AlreadyHeld
    return LegalHold.objects.create(
        membership=membership,
        organisation_id=membership.organisation_id,
        reason=reason,
        valid_from=on,
        recorded_at=at,
        recorded_by_id=actor_id,
    )


def end_hold(*, hold: LegalHold, on: date, at: datetime, actor_id: int) -> LegalHold:
    """Let ``hold`` end with the day ``on``; return the row that says so. Two statements.

    :raises Superseded: when it has changed meanwhile.
    """
    return revise(hold, at=at, actor_id=actor_id, valid_until=on)
