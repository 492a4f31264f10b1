"""Which records of outside training name a file, and letting one name it no more."""

from datetime import datetime
from uuid import UUID

from courses.learning.brought import BroughtRecord


def files_named() -> set[UUID]:
    """Return the name of every file that a record has."""
    files = BroughtRecord.objects.values_list("file", flat=True)
    return {key for key in files if key is not None}


def files_decided_before(moment: datetime, *, accepted: bool) -> list[BroughtRecord]:
    """Return the records with a file that were decided so before a moment, oldest first."""
    rows = BroughtRecord.objects.exclude(file=None).filter(accepted=accepted)
    return list(rows.filter(decided_at__lt=moment).order_by("decided_at", "pk"))


def forget_file(brought: BroughtRecord) -> bool:
    """Let a record name no file any more; False where it names none. Its hash stays."""
    rows = BroughtRecord.objects.filter(pk=brought.pk).exclude(file=None)
    return bool(rows.update(file=None))
