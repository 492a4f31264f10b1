"""Take back what was done for many people at once; who was changed since stays as they are."""

from datetime import datetime
from typing import Final

from django.db import transaction

from courses.accounts import staff_bulk
from courses.accounts.membership import Membership
from courses.accounts.queries import rights_of
from courses.accounts.staff_many import hold
from courses.audit.services import record
from courses.common.dates import local_date
from courses.reporting import bulk_services as bulk
from courses.reporting.bulk import BulkAction
from courses.reporting.bulk_queries import may_be_undone
from courses.usecases import (
    assign_chosen,
    exempt_chosen,
    extend_chosen,
    merge_people,
    move_chosen,
    tag_chosen,
)
from courses.usecases.act_on_chosen import about, digest_of, follow, in_batches, scope_in

UNDOING: Final = {
    BulkAction.Kind.ASSIGN: assign_chosen.take_back,
    BulkAction.Kind.EXEMPT: exempt_chosen.take_back,
    BulkAction.Kind.EXTEND: extend_chosen.take_back,
    BulkAction.Kind.MOVE: move_chosen.take_back,
    BulkAction.Kind.TAG: tag_chosen.take_back,
    BulkAction.Kind.MERGE: merge_people.take_back,
}


class TooLate(Exception):
    """The action cannot be taken back: its kind, its state or its age forbids it."""


@transaction.atomic
def take_action_back(*, action: BulkAction, at: datetime) -> BulkAction:
    """Put everybody back as they were before ``action``; return it as it is then.

    One taken back already is returned and nothing written.

    :raises TooLate: when it is not done, cannot be taken back or is older than a day.
    """
    held = bulk.lock(pk=action.pk, state=BulkAction.State.DONE)
    if held is None:
        action.refresh_from_db()
        if action.state == BulkAction.State.UNDONE:
            return action
        raise TooLate
    if not may_be_undone(held, at=at):
        raise TooLate
    staff_bulk.lock(held.organisation)
    result = held.result
    rights = rights_of(user=held.by, on=local_date(at)).get(held.organisation.slug)
    mine = Membership.objects.visible_to(scope_in(rights, held, at))
    people = [one for ids in in_batches(result.done) for one in mine.filter(pk__in=ids)]
    hold(people)
    members = {one.pk for one in people}
    more = {"brought": result.brought} if held.kind == BulkAction.Kind.MERGE else {}
    back = UNDOING[BulkAction.Kind(held.kind)](
        members, result.made, result.ended, at=at, actor_id=held.by_id, **more
    )
    bulk.take_back(action=held, kept=len(result.done) - len(back), at=at)
    follow(held)
    record(
        verb="took-action-back",
        about=about(held, result.done),
        organisation_id=held.organisation_id,
        actor_id=held.by_id,
        at=at,
        details={
            "people": len(back),
            "kept": len(result.done) - len(back),
            "digest": digest_of(sorted(back)),
        },
    )
    return held
