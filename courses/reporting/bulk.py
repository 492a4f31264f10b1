"""Tables of what a lead does for many people at once: asked, done, left out, and taken back."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, User
from courses.common.dates import local_date
from courses.common.scope import Scope

VERSION = 1


@dataclass(frozen=True, slots=True)
class Sorted:
    """People sorted by what an action comes to for them: done, or left out for a reason."""

    done: list[Membership] = field(default_factory=list)
    left: dict[str, list[Membership]] = field(default_factory=dict)

    def leave(self, member: Membership, why: str) -> None:
        """Leave ``member`` out."""
        self.left.setdefault(why, []).append(member)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a bulk action was asked for: of whom (membership ids, sorted), and its details.

    ``details``: plain values by name, as its kind needs them (``course``, ``reason``, ``team`` …).
    """

    ids: tuple[int, ...]
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Doing:
    """What is asked, by whom, over whom, and when.

    ``may_administer``: they may change people with access too. ``writes``: not a preview.
    """

    asked: Asked
    organisation: Organisation
    scope: Scope
    actor_id: int
    at: datetime
    may_administer: bool = False
    writes: bool = False

    @property
    def on(self) -> date:
        """Return the London day of it."""
        return local_date(self.at)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a bulk action: ids of the people done and, by reason, of those left out.

    ``ended`` and ``made``: the rows that taking it back needs; ``brought`` the completions made, of
    a record brought over. ``kept``: people who were changed by hand before it was taken back, so
    that they stay as they are.
    """

    done: tuple[int, ...] = ()
    left: dict[str, tuple[int, ...]] = field(default_factory=dict)
    ended: tuple[int, ...] = ()
    made: tuple[int, ...] = ()
    brought: tuple[int, ...] = ()
    kept: int = 0


class BulkActionQuerySet(models.QuerySet["BulkAction"]):
    """The questions other code may ask of bulk actions, by name."""

    def of(self, *, organisation_id: int, by_id: int) -> Self:
        """Keep what this person did in this organisation."""
        return self.filter(organisation=organisation_id, by=by_id)


class BulkAction(models.Model):
    """One thing that a lead did for many people at once, and what came of it.

    ``asked`` and ``outcome`` are read and written here alone.
    """

    class Kind(models.TextChoices):
        """What is done."""

        REMIND = "remind", "Remind"
        ENROL = "enrol", "Give a course"
        ASSIGN = "assign", "Give a course by a day"
        EXEMPT = "exempt", "Excuse from a course"
        EXTEND = "extend", "Give a later due day"
        MOVE = "move", "Change team"
        TAG = "tag", "Change a tag"
        MERGE = "merge", "Bring a second record over"

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "In progress"
        DONE = "done", "Done"
        UNDONE = "undone", "Taken back"

    key = models.UUIDField(default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = BulkActionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="one_bulk_action_per_key"),
            models.CheckConstraint(
                condition=Q(state="waiting", done_at__isnull=True)
                | (~Q(state="waiting") & Q(done_at__isnull=False)),
                name="bulk_action_done_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "by", "at"], name="bulk_by_person")]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def question(self) -> Asked:
        """Return what was asked."""
        return Asked(tuple(self.asked["ids"]), dict(self.asked["details"]))

    @property
    def result(self) -> Outcome:
        """Return what came of it so far."""
        kept = self.outcome or {}
        return Outcome(
            done=tuple(kept.get("done", ())),
            left={why: tuple(ids) for why, ids in kept.get("left", {}).items()},
            ended=tuple(kept.get("ended", ())),
            made=tuple(kept.get("made", ())),
            brought=tuple(kept.get("brought", ())),
            kept=kept.get("kept", 0),
        )


def written(asked: Asked) -> dict[str, Any]:
    """Return ``asked`` as its column holds it."""
    return {"v": VERSION, "ids": list(asked.ids), "details": asked.details}


def as_kept(outcome: Outcome) -> dict[str, Any]:
    """Return ``outcome`` as its column holds it."""
    return {
        "v": VERSION,
        "done": list(outcome.done),
        "left": {why: list(ids) for why, ids in outcome.left.items()},
        "ended": list(outcome.ended),
        "made": list(outcome.made),
        "brought": list(outcome.brought),
        "kept": outcome.kept,
    }
