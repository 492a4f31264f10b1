"""Writes of bulk actions: begun once, done once, taken back once. No transaction is opened here."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from courses.accounts.models import Organisation, User
from courses.reporting.bulk import Asked, BulkAction, Outcome, as_kept, written

State = BulkAction.State


def begin(
    *, key: UUID, kind: str, organisation: Organisation, by: User, asked: Asked, at: datetime
) -> tuple[BulkAction, bool]:
    """Return the action with this key, made if it was not there, and whether it was made.

    A key that somebody else used, or elsewhere, gives an action of theirs.
    """
    return BulkAction.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "organisation": organisation,
            "by": by,
            "asked": written(asked),
            "at": at,
        },
    )


def lock(*, pk: int, state: str) -> BulkAction | None:
    """Return the action, held until the commit, or None where it is not in ``state``; one query."""
    held = BulkAction.objects.select_for_update(of=("self",), no_key=True).filter(
        pk=pk, state=state
    )
    return held.select_related("organisation", "by").first()


def finish(*, action: BulkAction, outcome: Outcome, at: datetime) -> None:
    """Note what came of ``action``; one statement."""
    action.state, action.outcome, action.done_at = State.DONE, as_kept(outcome), at
    action.save(update_fields=["state", "outcome", "done_at"])


def take_back(*, action: BulkAction, kept: int, at: datetime) -> None:
    """Note that ``action`` was taken back, but for ``kept`` people; one statement."""
    action.state, action.undone_at = State.UNDONE, at
    action.outcome = as_kept(replace(action.result, kept=kept))
    action.save(update_fields=["state", "outcome", "undone_at"])
