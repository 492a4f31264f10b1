"""Which records of outside training name a file, and letting one name it no more."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from courses.accounts.holds import is_held
from courses.common.scope import only_of
from courses.learning.brought import BroughtRecord


def files_named() -> set[UUID]:
    """Return the name of every file that a record has."""
    files = BroughtRecord.objects.values_list("file", flat=True)
    return {key for key in files if key is not None}


def with_free_file(on: date) -> QuerySet[BroughtRecord]:
    """Return the records with a file, of nobody who is under a legal hold there on ``on``."""
    return BroughtRecord.objects.exclude(file=None).exclude(is_held(on, user="learner"))


def files_decided_before(
    *, declined: datetime, accepted: datetime, on: date, organisation_id: int | None = None
) -> QuerySet[BroughtRecord]:
    """Return the records with a file declined or accepted before these moments, oldest first.

    Of nobody who is under a legal hold there on ``on``; of one organisation, or of all.
    """
    is_past = Q(accepted=False, decided_at__lt=declined) | Q(accepted=True, decided_at__lt=accepted)
    rows = with_free_file(on).filter(is_past, **only_of(organisation_id))
    return rows.order_by("decided_at", "pk")


def forget_file(brought: BroughtRecord, *, on: date) -> bool:
    """Let a record name no file any more; its hash stays.

    False where it names none, or whose it is has come under a legal hold by ``on``.
    """
    return bool(with_free_file(on).filter(pk=brought.pk).update(file=None))
