"""Do one thing for many people whom a lead has chosen: remind, excuse, move, and so on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final, Protocol, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from courses.accounts import staff_bulk
from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, User
from courses.accounts.permissions import Permission, Rights
from courses.accounts.queries import people_in, rights_of
from courses.accounts.staff_many import hold
from courses.audit.services import record
from courses.common.dates import local_date
from courses.common.scope import Scope
from courses.compliance.revising import Change
from courses.compliance.revising import Outcome as Rehearsed
from courses.notifications.tasks import send_due
from courses.reporting import bulk_services as bulk
from courses.reporting.bulk import Asked, BulkAction, Doing, Outcome, Sorted
from courses.reporting.bulk_queries import is_stuck
from courses.usecases.apply_requirements import apply_rules
from courses.usecases.assign_chosen import Assigning
from courses.usecases.enrol_chosen import Enrolling
from courses.usecases.exempt_chosen import Exempting
from courses.usecases.extend_chosen import Extending
from courses.usecases.move_chosen import Moving
from courses.usecases.remind_chosen import Mail, Reminding
from courses.usecases.tag_chosen import TaggingChosen

Row = TypeVar("Row")
BATCH = 1_000
MOST_AT_ONCE = 200  # people done while the lead waits; more of them by a task
NOT_HERE = "not-here"
Kind = BulkAction.Kind
VERBS: Final[dict[str, str]] = {
    Kind.REMIND: "reminded-chosen",
    Kind.ENROL: "enrolled-chosen",
    Kind.ASSIGN: "assigned-chosen",
    Kind.EXEMPT: "exempted-chosen",
    Kind.EXTEND: "extended-chosen",
    Kind.MOVE: "moved-chosen",
    Kind.TAG: "tagged-chosen",
}


class Deed(Protocol):
    """One kind of action: it sorts people, then writes for those it does something for."""

    def sort(self, members: Sequence[Membership]) -> Sorted:
        """Return what the action comes to for ``members``."""

    def write(self, members: Sequence[Membership]) -> tuple[list[int], list[int]]:
        """Do it for ``members``; return the ids of the rows ended and made."""


DEEDS: Final = {
    Kind.REMIND: Reminding,
    Kind.ENROL: Enrolling,
    Kind.ASSIGN: Assigning,
    Kind.EXEMPT: Exempting,
    Kind.EXTEND: Extending,
    Kind.MOVE: Moving,
    Kind.TAG: TaggingChosen,
}
MOVED = (Moving, TaggingChosen)
REHEARSED = (Assigning, Exempting, Extending, *MOVED)


class KeyTaken(Exception):
    """The key belongs to an action of somebody else."""


@dataclass(frozen=True, slots=True)
class Previewed:
    """What an action would come to: people sorted, and whose status would be another.

    ``outcome`` is None for what changes no status, and for more than ``most`` people, which is None
    where they are not too many; ``mail`` is the first that would go out.
    """

    found: Sorted
    outcome: Rehearsed | None = None
    mail: Mail | None = None
    most: int | None = None


def preview(members: Sequence[Membership], *, kind: str, doing: Doing) -> Previewed:
    """Return what the action would come to now; nothing is written."""
    deed = DEEDS[Kind(kind)](doing)
    found = Sorted()
    changes: list[Change] = []
    mail: Mail | None = None
    most = deed.most if isinstance(deed, MOVED) and len(members) > deed.most else None
    is_rehearsed = isinstance(deed, REHEARSED) and most is None
    for some in in_batches(members):
        sorted_ = deed.sort(some)
        merge(found, sorted_)
        if isinstance(deed, REHEARSED) and is_rehearsed:
            changes += deed.rehearse(sorted_.done).changes
        if isinstance(deed, Reminding) and sorted_.done and mail is None:
            mail = deed.mail_to(sorted_.done[0])
    if not is_rehearsed:
        return Previewed(found, mail=mail, most=most)
    changed = {one.membership_id for one in changes}
    return Previewed(found, Rehearsed(doing.on, tuple(changes), len(members) - len(changed)))


def act_on_chosen(
    *, key: UUID, kind: str, organisation: Organisation, by: User, asked: Asked, at: datetime
) -> BulkAction:
    """Do what was ``asked``, once for each ``key``: at once for a few people, else by a task.

    A repeat returns the action as it is and writes nothing.

    :raises KeyTaken: when the key is that of somebody else's action, or of another organisation.
    """
    with transaction.atomic():
        action, is_new = bulk.begin(
            key=key, kind=kind, organisation=organisation, by=by, asked=asked, at=at
        )
        if (action.by_id, action.organisation_id) != (by.pk, organisation.pk):
            raise KeyTaken
        if is_new and len(asked.ids) > MOST_AT_ONCE:
            transaction.on_commit(lambda: carry_out_action.enqueue(action.pk))
        elif is_new:
            carry_out(action.pk, at=at)
    action.refresh_from_db()
    return action


def carry_on(*, action: BulkAction, at: datetime) -> None:
    """Have ``action`` carried out that was begun and came to nothing; another one stays as it is.

    Where it is at work after all, the second finds nothing left to do.
    """
    if is_stuck(action, at=at):
        carry_out_action.enqueue(action.pk)


@task()
def carry_out_action(action_id: int) -> bool:
    """Carry one action out in the background; return whether it was still to be done."""
    return carry_out(action_id, at=timezone.now())


@transaction.atomic
def carry_out(action_id: int, *, at: datetime) -> bool:
    """Do what the action asks, everything or nothing; return whether it was still to be done.

    Asked of the rights that its author has now: whoever they may not change any more is left out.
    """
    action = bulk.lock(pk=action_id, state=BulkAction.State.WAITING)
    if action is None:
        return False
    staff_bulk.lock(action.organisation)
    outcome = done_for(action, at=at)
    bulk.finish(action=action, outcome=outcome, at=at)
    follow(action)
    record(
        verb=VERBS[action.kind],
        about=about(action, outcome.done),
        organisation_id=action.organisation_id,
        actor_id=action.by_id,
        at=at,
        details={
            "people": len(outcome.done),
            "left": sum(len(ids) for ids in outcome.left.values()),
            "digest": digest_of(outcome.done),
        },
    )
    return True


def done_for(action: BulkAction, *, at: datetime) -> Outcome:
    """Do what ``action`` asks, a thousand people at a time; return what came of it."""
    rights = rights_of(user=action.by, on=local_date(at)).get(action.organisation.slug)
    scope = scope_in(rights, action, at)
    asked = action.question
    doing = Doing(
        asked=asked,
        organisation=action.organisation,
        scope=scope,
        actor_id=action.by_id,
        at=at,
        may_administer=rights is not None and rights.may(Permission.ADMINISTER),
        writes=True,
    )
    deed: Deed = DEEDS[Kind(action.kind)](doing)
    done: list[int] = []
    left: dict[str, list[int]] = {}
    ended: list[int] = []
    made: list[int] = []
    for ids in in_batches(asked.ids):
        members = list(people_in(scope).filter(pk__in=ids).order_by("pk"))
        hold(members)
        found = deed.sort(members)
        missing = sorted(set(ids) - {one.pk for one in members})
        for why, some in found.left.items():
            left.setdefault(why, []).extend(one.pk for one in some)
        if missing:
            left.setdefault(NOT_HERE, []).extend(missing)
        if found.done:
            gone, fresh = deed.write(found.done)
            ended += gone
            made += fresh
            done += [one.pk for one in found.done]
    return Outcome(
        done=tuple(done),
        left={why: tuple(ids) for why, ids in left.items()},
        ended=tuple(ended),
        made=tuple(made),
    )


def scope_in(rights: Rights | None, action: BulkAction, at: datetime) -> Scope:
    """Return whom the author of ``action`` may change at ``at``; nobody without rights."""
    if rights is None:
        return Scope(organisation_id=action.organisation_id, on=local_date(at))
    return rights.scope(Permission.MANAGE_STAFF)


def follow(action: BulkAction) -> None:
    """Have done after the commit what the action leads to: mails sent, rules applied."""
    if action.kind == Kind.REMIND:
        transaction.on_commit(send_due.enqueue)
    if action.kind in {Kind.ASSIGN, Kind.MOVE, Kind.TAG, Kind.MERGE}:
        transaction.on_commit(lambda: apply_rules.enqueue(action.organisation_id))


def about(action: BulkAction, done: Sequence[int]) -> BulkAction | Membership:
    """Return whom or what the trail names: the one person it was done for, else the action."""
    return Membership(pk=done[0]) if len(done) == 1 else action


def digest_of(ids: Sequence[int]) -> str:
    """Return the SHA-256 of these ids, sorted: who exactly, without a name."""
    return sha256(",".join(str(pk) for pk in sorted(ids)).encode()).hexdigest()


def merge(into: Sorted, found: Sorted) -> None:
    """Add what ``found`` holds to ``into``."""
    into.done.extend(found.done)
    for why, some in found.left.items():
        into.left.setdefault(why, []).extend(some)


def in_batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Return ``rows`` a thousand at a time."""
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
