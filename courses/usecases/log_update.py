"""Log a team talk, a face-to-face session or an observed practice, and who was there."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import transaction

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation
from courses.accounts.place_rows import lock
from courses.audit.services import record
from courses.learning import update_services as updates
from courses.learning.update_queries import update_by_reference
from courses.learning.update_services import Held
from courses.learning.updates import TeamUpdate


class TakenBack(Exception):
    """The update was taken back: nobody can be added to it."""


@transaction.atomic
def log_update(
    *, organisation: Organisation, held: Held, key: UUID, at: datetime, actor_id: int
) -> TeamUpdate:
    """Log what was held; ``key`` makes a double click one."""
    lock(organisation)
    there = update_by_reference(key)
    if there is not None and there.organisation_id == organisation.pk:
        return there
    reference = key if there is None else uuid4()
    update = updates.log(
        organisation=organisation, held=held, reference=reference, at=at, actor_id=actor_id
    )
    record(
        verb="logged-update",
        about=update,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
    )
    return update


@transaction.atomic
def note_present(
    *, update: TeamUpdate, members: Sequence[Membership], at: datetime, actor_id: int
) -> int:
    """Note that ``members`` were there; return how many were not noted before.

    :raises TakenBack: when the update was taken back meanwhile.
    """
    if updates.lock(update=update).withdrawn_at is not None:
        raise TakenBack
    added = updates.note_present(update=update, members=members, at=at, actor_id=actor_id)
    if added:
        ids = ",".join(str(one.membership_id) for one in added)
        record(
            verb="noted-present",
            about=update,
            organisation_id=update.organisation_id,
            actor_id=actor_id,
            at=at,
            details={"people": len(added), "digest": sha256(ids.encode()).hexdigest()},
        )
    return len(added)


@transaction.atomic
def take_back_update(*, update: TeamUpdate, at: datetime, actor_id: int) -> None:
    """Take back what was logged by mistake: it leaves every record, and stays in the list so.

    A second time writes nothing.
    """
    if updates.take_back(update=update, at=at, actor_id=actor_id):
        record(
            verb="took-back-update",
            about=update,
            organisation_id=update.organisation_id,
            actor_id=actor_id,
            at=at,
        )
