"""The abstract dated row: a change is a new row, and what was known earlier can still be read."""

from datetime import datetime
from typing import Any, Self, TypeVar
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

    def known(self, moment: datetime | None) -> Self:
        """Keep the rows as they stood at ``moment``; with None, as they stand today."""
        return self.current() if moment is None else self.as_known_at(moment)


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


class Superseded(Exception):
    """Somebody else has changed the row meanwhile; look again."""


R = TypeVar("R", bound=HistoryRow)


def cancel(row: HistoryRow, *, at: datetime) -> None:
    """Take the current ``row`` out of what is known from ``at`` on; one statement.

    :raises Superseded: when it is current no longer.
    """
    rows = type(row)._default_manager.filter(pk=row.pk, superseded_at__isnull=True)  # noqa: SLF001 - Django's public way to a model's manager
    if not rows.update(superseded_at=at):
        raise Superseded
    row.superseded_at = at


def revise(row: R, *, at: datetime, actor_id: int | None, **changes: Any) -> R:
    """Write the next revision of ``row``, in the same thread, with ``changes``; two statements.

    :raises Superseded: when the row is current no longer.
    """
    cancel(row, at=at)
    kept = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields  # noqa: SLF001 - Django's public way to a model's fields
        if not field.primary_key
    }
    fresh = type(row)(**kept)
    told = {"recorded_at": at, "recorded_by_id": actor_id, "superseded_at": None}
    for name, value in (told | changes).items():
        setattr(fresh, name, value)
    fresh.save(force_insert=True)
    return fresh
