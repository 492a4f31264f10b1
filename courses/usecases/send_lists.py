"""Tell leads that a list they asked for is ready: a mail with a link, and nobody's data in it."""

from collections import Counter
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from courses.accounts.permissions import Permission
from courses.accounts.queries import rights_of
from courses.common.dates import local_date
from courses.notifications import services as notifications
from courses.notifications.models import Message
from courses.notifications.tasks import send_due
from courses.reporting import lists_services as lists
from courses.reporting.lists import ScheduledList
from courses.reporting.lists_queries import schedules_due
from courses.usecases.schedule_list import note


def send_lists(*, at: datetime, dry_run: bool = False) -> Counter[str]:
    """Queue the mails about lists that are due on the London day of ``at``, each day once.

    Return how many each organisation, by its slug, has. Whoever may take no list there any more is
    told nothing, and their list is paused. Each list is a transaction of its own. With ``dry_run``
    nothing is written.
    """
    told: Counter[str] = Counter()
    for scheduled in schedules_due(on=local_date(at)):
        if dry_run:
            told[scheduled.organisation.slug] += may_take(scheduled, at)
        elif tell(scheduled, at=at):
            told[scheduled.organisation.slug] += 1
    return +told


def may_take(scheduled: ScheduledList, at: datetime) -> bool:
    """Test whether the owner may take lists of the organisation away at ``at``."""
    owner = scheduled.owner
    rights = rights_of(user=owner, on=local_date(at)).get(scheduled.organisation.slug)
    return owner.is_active and rights is not None and rights.may(Permission.EXPORT)


@transaction.atomic
def tell(scheduled: ScheduledList, *, at: datetime) -> bool:
    """Queue the mail about one list; return whether it was, and nobody was faster."""
    if not may_take(scheduled, at):
        if lists.pause(scheduled=scheduled, at=at):
            note("paused-list", scheduled, at=at, by_platform=True)
        return False
    on = local_date(at)
    if not lists.advance(scheduled=scheduled, on=on):
        return False
    context = {
        "name": scheduled.owner.name,
        "organisation": scheduled.organisation.name,
        "every": scheduled.every,
        "day": on,
        "url": (
            f"{settings.SITE_URL}/lead/{scheduled.organisation.slug}/people/lists/{scheduled.key}/"
            f"?on={on.isoformat()}"
        ),
    }
    notifications.queue(
        key=f"list:{scheduled.key}:{on.isoformat()}",
        kind=Message.Kind.LIST,
        recipient=scheduled.owner,
        organisation=scheduled.organisation,
        subject=render_to_string("courses/email/list_subject.txt", context).strip(),
        body=render_to_string("courses/email/list.txt", context),
        due_at=at,
    )
    transaction.on_commit(send_due.enqueue)
    note("told-of-list", scheduled, at=at, by_platform=True)
    return True
