"""The table of long lists made into workbooks in the background, with its questions and writes."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from courses.accounts.models import Organisation, User
from courses.common.scope import Scope, only_of
from courses.reporting.statuses import Wanted

KEEP = timedelta(days=7)


class ListFile(models.Model):
    """One list of people as a workbook, made once for whoever asked, and gone after a week.

    ``asked``: what it shows (versioned JSON, written and read by ``Question`` alone). The file
    itself lies on disk under ``reference``.
    """

    class State(models.TextChoices):
        """How far the making is."""

        MAKING = "making", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be made"
        REMOVED = "removed", "Removed after its time"

    reference = models.UUIDField(default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    report = models.CharField(max_length=10)
    asked = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.MAKING)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    people = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reference"], name="list_file_reference_is_unique"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("asked_at")),
                name="list_file_expires_after_it_is_asked_for",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "by"], name="list_file_by_owner")]

    def __str__(self) -> str:
        return str(self.reference)

    def is_open(self, at: datetime) -> bool:
        """Test whether the file can be taken at ``at``."""
        return self.state == self.State.READY and at < self.expires_at


@dataclass(frozen=True, slots=True)
class Question:
    """What a workbook shows: whose people on which day, which of them, and that in words."""

    scope: Scope
    wanted: Wanted
    filters: tuple[str, ...] = ()

    def write(self) -> dict[str, Any]:
        """Return the question as it is stored."""
        scope = self.scope
        return {
            "v": 1,
            "on": scope.on.isoformat(),
            "known_at": scope.known_at.isoformat() if scope.known_at else None,
            "whole": scope.whole,
            "sites": sorted(scope.site_ids),
            "teams": sorted(scope.team_ids),
            "wanted": asdict(self.wanted),
            "filters": list(self.filters),
        }


def question_of(file: ListFile) -> Question:
    """Return what ``file`` shows."""
    asked = file.asked
    return Question(
        Scope(
            organisation_id=file.organisation_id,
            on=date.fromisoformat(asked["on"]),
            whole=asked["whole"],
            site_ids=frozenset(asked["sites"]),
            team_ids=frozenset(asked["teams"]),
            known_at=datetime.fromisoformat(asked["known_at"]) if asked["known_at"] else None,
        ),
        Wanted(**asked["wanted"]),
        tuple(asked["filters"]),
    )


def file_for(*, organisation: Organisation, owner: User, reference: UUID) -> ListFile | None:
    """Return a file that ``owner`` asked for, whatever became of it, or None; one query."""
    mine = ListFile.objects.filter(organisation=organisation, by=owner, reference=reference)
    return mine.select_related("organisation").first()


def files_for(*, organisation: Organisation, owner: User, at: datetime) -> list[ListFile]:
    """Return the files of ``owner`` there that have not run out, newest first; one query."""
    mine = ListFile.objects.filter(organisation=organisation, by=owner, expires_at__gt=at)
    return list(mine.order_by("-asked_at", "-pk")[:20])


def past_keeping(at: datetime, *, organisation_id: int | None = None) -> models.QuerySet[ListFile]:
    """Return the files of one organisation or of all that have run out and are still kept."""
    kept = ListFile.objects.exclude(state=ListFile.State.REMOVED)
    kept = kept.filter(**only_of(organisation_id))
    return kept.filter(expires_at__lte=at).order_by("pk")


def ask(
    *,
    reference: UUID,
    organisation: Organisation,
    by: User,
    report: str,
    question: Question,
    at: datetime,
) -> tuple[ListFile, bool]:
    """Note that a file is wanted, once for each ``reference``; return it and whether it is new."""
    return ListFile.objects.get_or_create(
        reference=reference,
        defaults={
            "organisation": organisation,
            "by": by,
            "report": report,
            "asked": question.write(),
            "asked_at": at,
            "expires_at": at + KEEP,
        },
    )


def settle(*, file: ListFile, state: str, people: int = 0, size: int = 0) -> bool:
    """Note what became of a file that was being made; False where it was no more. One statement."""
    making = ListFile.objects.filter(pk=file.pk, state=ListFile.State.MAKING)
    return bool(making.update(state=state, people=people, size=size))


def mark_removed(*, file: ListFile) -> bool:
    """Note that a file is kept no more; False where it was not. One statement."""
    kept = ListFile.objects.filter(pk=file.pk).exclude(state=ListFile.State.REMOVED)
    return bool(kept.update(state=ListFile.State.REMOVED))


def place_of(reference: UUID) -> Path:
    """Return where a file belongs, in a folder that the web never serves; made where missing."""
    folder = Path(settings.DATA_DIR) / "lists"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{reference}.xlsx"


def draft_of(reference: UUID) -> Path:
    """Return where a file is written before it is whole, for its owner alone."""
    draft = place_of(reference).with_suffix(".part")
    draft.touch(mode=0o600)
    return draft


def drop(reference: UUID) -> None:
    """Remove a file, whole or in part, if it is there."""
    place_of(reference).unlink(missing_ok=True)
    place_of(reference).with_suffix(".part").unlink(missing_ok=True)
