"""For how long an organisation keeps what goes by itself: the usual, or periods of its own."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Final

from django.db import models
from django.db.models import Q

from courses.accounts.models import Organisation
from courses.common.history import HistoryQuerySet, HistoryRow, cancel

# The fewest and the most that may be set. Six years after somebody has left is the most that is
# usual for records of employment (SECURITY 6.3); whoever asks for their data is answered within a
# month. What shows training that was accepted stays while the training may still count.
BOUNDS: Final[Mapping[str, tuple[int, int]]] = {
    "attendance_months": (1, 72),
    "request_days": (7, 90),
    "declined_months": (1, 72),
    "accepted_months": (36, 72),
}


@dataclass(frozen=True, slots=True)
class Periods:
    """Who was in a training room, requests to join, files not accepted and accepted."""

    attendance_months: int = 24
    request_days: int = 30
    declined_months: int = 12
    accepted_months: int = 72


USUAL: Final = Periods()


class RetentionPeriods(HistoryRow):
    """One revision of the periods that an organisation has set for itself."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    attendance_months = models.PositiveSmallIntegerField()
    request_days = models.PositiveSmallIntegerField()
    declined_months = models.PositiveSmallIntegerField()
    accepted_months = models.PositiveSmallIntegerField()

    objects = HistoryQuerySet["RetentionPeriods"].as_manager()

    class Meta(HistoryRow.Meta):
        abstract = False
        constraints = [
            *HistoryRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(superseded_at__isnull=True),
                name="one_current_set_of_periods",
            ),
            models.CheckConstraint(
                condition=Q(**{f"{name}__range": bounds for name, bounds in BOUNDS.items()}),
                name="periods_are_within_their_bounds",
            ),
        ]

    def __str__(self) -> str:
        return f"periods of organisation {self.organisation_id}"

    @property
    def periods(self) -> Periods:
        """Return the row as plain numbers."""
        return Periods(**{one.name: getattr(self, one.name) for one in fields(Periods)})


def own_periods(organisation_id: int) -> RetentionPeriods | None:
    """Return what an organisation has set for itself, or None; one query."""
    return RetentionPeriods.objects.current().filter(organisation=organisation_id).first()


def periods_by_organisation(usual: Periods) -> dict[int, Periods]:
    """Return the periods of every organisation, by its id; ``usual`` without own; two queries."""
    own = {row.organisation_id: row.periods for row in RetentionPeriods.objects.current()}
    here = Organisation.objects.order_by("pk").values_list("pk", flat=True)
    return {one: own.get(one, usual) for one in here}


def set_periods(
    *, organisation: Organisation, periods: Periods, at: datetime, actor_id: int
) -> RetentionPeriods:
    """Let ``periods`` stand from ``at`` on in place of what stood; whoever calls holds the row."""
    was = own_periods(organisation.pk)
    kept = RetentionPeriods(
        organisation=organisation, recorded_at=at, recorded_by_id=actor_id, **asdict(periods)
    )
    if was is not None:
        cancel(was, at=at)
        kept.thread = was.thread
    kept.save(force_insert=True)
    return kept
