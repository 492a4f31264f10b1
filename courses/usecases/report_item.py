"""Ask the author of a question to look at it, and note that it was done."""

from datetime import datetime

from django.db import transaction

from courses.accounts.models import Organisation, User
from courses.audit.services import record
from courses.catalogue.models import Item
from courses.reporting import item_reports as reporting


@transaction.atomic
def report_item(
    *, item: Item, organisation: Organisation, why: str, by: User, at: datetime
) -> bool:
    """Ask an author to look at ``item``, once; False, and nothing is written, where it waits."""
    if not reporting.report(item=item, organisation=organisation, why=why, by=by, at=at):
        return False
    record(
        verb="reported-question",
        about=item,
        organisation_id=organisation.pk,
        actor_id=by.pk,
        at=at,
        details={"why": why},
    )
    return True


@transaction.atomic
def settle_item(*, item: Item, organisation: Organisation, actor_id: int, at: datetime) -> bool:
    """Note that an author has looked at ``item``; False, and nothing written, where none waits."""
    if not reporting.settle(item=item, organisation=organisation, actor_id=actor_id, at=at):
        return False
    record(
        verb="settled-question",
        about=item,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
    )
    return True
