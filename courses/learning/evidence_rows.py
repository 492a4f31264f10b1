"""Which records of outside training name a file, and letting one name it no more."""

from datetime import date, datetime
from uuid import UUID

from courses.accounts.holds import is_held
from courses.common.scope import only_of
from courses.learning.brought import BroughtRecord


def files_named() -> set[UUID]:
    """Return the name of every file that a record has."""
    files = BroughtRecord.objects.values_list("file", flat=True)
    return {key for key in files if key is not None}


def files_decided_before(
    moment: datetime, *, accepted: bool, on: date, organisation_id: int | None = None
) -> list[BroughtRecord]:
    """Return the records with a file that were decided so before a moment, oldest first.

    Of nobody who is under a legal hold there on ``on``; of one organisation, or of all.
    """
    rows = BroughtRecord.objects.exclude(file=None).exclude(is_held(on, user="learner"))
    rows = rows.filter(accepted=accepted, **only_of(organisation_id))
    return list(rows.filter(decided_at__lt=moment).order_by("decided_at", "pk"))


def forget_file(brought: BroughtRecord) -> bool:
    """Let a record name no file any more; False where it names none. Its hash stays."""
    rows = BroughtRecord.objects.filter(pk=brought.pk).exclude(file=None)
    return bool(rows.update(file=None))
