"""The abstract dated row: a change is a new row, and what was known earlier can still be read."""

from datetime import datetime
from typing import Self, TypeVar
from uuid import uuid4

from django.db import models

M = TypeVar("M", bound=models.Model)


class HistoryQuerySet(models.QuerySet[M]):
    """The questions every history table answers."""

    def current(self) -> Self:
        """Keep the rows that nothing has superseded."""
        return self.filter(superseded_at__isnull=True)

    def as_known_at(self, moment: datetime) -> Self:
        """Keep the rows as they stood at ``moment``: recorded by then, superseded only later."""
        return self.filter(recorded_at__lte=moment).exclude(superseded_at__lte=moment)


class HistoryRow(models.Model):
    """One revision of one fact; revisions share a ``thread``, and the last is not superseded."""

    thread = models.UUIDField(default=uuid4, editable=False)
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["thread"],
                condition=models.Q(superseded_at__isnull=True),
                name="%(class)s_has_one_current_row",
            ),
        ]
