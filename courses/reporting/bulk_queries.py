"""Questions about bulk actions: one of one's own, and the people in it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from courses.accounts.membership import Membership
from courses.accounts.queries import people_in
from courses.common.scope import Scope
from courses.reporting.bulk import BulkAction

UNDO_WITHIN = timedelta(hours=24)
STUCK_AFTER = timedelta(minutes=2)
UNDOABLE = (
    BulkAction.Kind.ASSIGN,
    BulkAction.Kind.EXEMPT,
    BulkAction.Kind.EXTEND,
    BulkAction.Kind.MOVE,
    BulkAction.Kind.TAG,
    BulkAction.Kind.MERGE,
)


def own_action(*, key: UUID, organisation_id: int, by_id: int) -> BulkAction | None:
    """Return the action with this key that this person began here, or None; one query."""
    mine = BulkAction.objects.of(organisation_id=organisation_id, by_id=by_id)
    return mine.filter(key=key).select_related("organisation", "by").first()


def latest_actions(*, organisation_id: int, by_id: int, newest: int = 10) -> list[BulkAction]:
    """Return what this person did for many people here, the newest first; one query."""
    mine = BulkAction.objects.of(organisation_id=organisation_id, by_id=by_id)
    return list(mine.order_by("-at", "-pk")[:newest])


def may_be_undone(action: BulkAction, *, at: datetime) -> bool:
    """Test whether ``action`` can be taken back at ``at``: of a kind that can, for 24 hours."""
    is_done = action.state == BulkAction.State.DONE and bool(action.result.done)
    return is_done and action.kind in UNDOABLE and at - action.at < UNDO_WITHIN


def is_stuck(action: BulkAction, *, at: datetime) -> bool:
    """Test whether nothing has come of ``action`` for two minutes."""
    return action.state == BulkAction.State.WAITING and at - action.at > STUCK_AFTER


def brought_over_to(membership: Membership) -> list[Membership]:
    """Return every record whose training came over to ``membership``, by whatever way.

    Not those that were taken back. Two queries.
    """
    merged = BulkAction.objects.filter(
        organisation=membership.organisation_id,
        kind=BulkAction.Kind.MERGE,
        state=BulkAction.State.DONE,
    )
    into = [(one.question.details["kept"], one.result.done) for one in merged]
    found: list[int] = [membership.pk]
    for pk in found:  # grows while it is gone through
        for kept, seconds in into:
            found += [one for one in seconds if kept == pk and one not in found]
    return list(Membership.objects.filter(pk__in=found[1:]).order_by("pk"))


def chosen_in(scope: Scope, ids: Collection[int]) -> list[Membership]:
    """Return those of these people who work in the scope on its day, by name; one query."""
    return list(people_in(scope).filter(pk__in=ids))


def known_in(scope: Scope, ids: Collection[int]) -> list[Membership]:
    """Return those of these people whom the scope shows, at work today or not, by name; a query."""
    shown = Membership.objects.visible_to(scope).filter(pk__in=ids).select_related("user")
    return list(shown.order_by("user__folded_name", "pk"))


def people_named(scope: Scope, ids: Collection[int], *, most: int) -> list[Membership]:
    """Return the first ``most`` of these people by name, as far as the scope opens them."""
    few = Membership.objects.visible_to(scope).filter(pk__in=ids).select_related("user")
    return list(few.order_by("user__folded_name", "pk")[:most])
