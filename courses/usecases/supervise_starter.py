"""Let a starter work under a named colleague until their training is finished, and end that."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.audit.services import record
from courses.common.dates import local_date
from courses.compliance import supervising
from courses.compliance.facts import periods_by_membership
from courses.compliance.models import Supervision
from courses.compliance.starting import latest_end, started_on
from courses.notifications import services as notifications
from courses.notifications.models import Message
from courses.notifications.tasks import send_due


class HasLeft(ValueError):
    """The person works here neither now nor later."""


class EndsBeforeStart(ValueError):
    """The last day lies before the first; the message is the first."""


class LastsTooLong(ValueError):
    """The last day lies more than twelve weeks after supervision first began."""

    def __init__(self, latest: date) -> None:
        super().__init__(latest.isoformat())
        self.latest = latest


class SupervisesThemselves(ValueError):
    """The supervisor is the starter."""


@transaction.atomic
def supervise_starter(
    *,
    membership: Membership,
    supervisor: Membership,
    reason: str,
    last_day: date,
    at: datetime,
    actor_id: int,
) -> Supervision:
    """Let ``supervisor`` look after ``membership`` until the end of ``last_day``, and tell them.

    From the London day of ``at``, or from the first day where that is to come. What held until then
    ends the day before. The same again writes nothing. ``reason`` is one of a short list.

    :raises HasLeft: when the person works here neither now nor later.
    :raises EndsBeforeStart: when ``last_day`` is before the first day.
    :raises LastsTooLong: when it is more than twelve weeks after supervision first began.
    :raises SupervisesThemselves: when the supervisor is the starter.
    """
    today = local_date(at)
    if supervisor.pk == membership.pk:
        raise SupervisesThemselves
    # The person's row is the lock: two first exceptions at once have no other row in common.
    User.objects.select_for_update(no_key=True).get(pk=membership.user_id)
    started = started_on(periods_by_membership([membership]).get(membership.pk, ()), today)
    if started is None:
        raise HasLeft
    first = max(today, started)
    there = supervising.open_supervision(membership, on=today)
    if there and same_as(there, supervisor, reason, last_day):
        return there
    earlier = [
        one.valid_from
        for one in supervising.supervisions_of(membership)
        if one.valid_from >= started
    ]
    if last_day < first:
        raise EndsBeforeStart(first.isoformat())
    if last_day > latest_end(first, earlier):
        raise LastsTooLong(latest_end(first, earlier))
    if there:
        supervising.end_supervision(supervision=there, on=first, at=at, actor_id=actor_id)
    made = supervising.supervise(
        membership=membership,
        supervisor=supervisor,
        reason=reason,
        valid_from=first,
        valid_until=last_day,
        at=at,
        actor_id=actor_id,
    )
    tell_supervisor(made, starter=membership, supervisor=supervisor, at=at)
    record(
        verb="supervised",
        about=membership,
        organisation_id=membership.organisation_id,
        actor_id=actor_id,
        at=at,
        details={"supervisor": supervisor.pk, "last_day": last_day.isoformat()},
    )
    return made


def same_as(there: Supervision, supervisor: Membership, reason: str, last_day: date) -> bool:
    """Test whether ``there`` says just this."""
    kept = (there.supervisor_id, there.reason, there.valid_until)
    return kept == (supervisor.pk, reason, last_day)


def tell_supervisor(
    made: Supervision, *, starter: Membership, supervisor: Membership, at: datetime
) -> None:
    """Queue the mail to whoever supervises, where they have an address."""
    if not supervisor.user.email:
        return
    context = {
        "name": supervisor.user.name,
        "starter": starter.user.name,
        "organisation": starter.organisation.name,
        "first": made.valid_from,
        "until": made.valid_until,
        "url": f"{settings.SITE_URL}/learn/",
    }
    notifications.queue(
        key=f"supervising:{made.pk}",
        kind=Message.Kind.SUPERVISION,
        recipient=supervisor.user,
        organisation=starter.organisation,
        subject=f"You are named as supervisor of a new starter at {starter.organisation.name}",
        body=render_to_string("courses/email/supervising.txt", context),
        due_at=at,
    )
    transaction.on_commit(send_due.enqueue)


@transaction.atomic
def end_supervision(*, membership: Membership, at: datetime, actor_id: int) -> None:
    """End the supervision of ``membership`` from the London day of ``at`` on.

    Where nobody supervises them, nothing is written. Earlier days keep the answer they had.

    :raises Superseded: when somebody else has changed it meanwhile.
    """
    today = local_date(at)
    User.objects.select_for_update(no_key=True).get(pk=membership.user_id)
    there = supervising.open_supervision(membership, on=today)
    if there is None:
        return
    supervising.end_supervision(supervision=there, on=today, at=at, actor_id=actor_id)
    record(
        verb="ended-supervision",
        about=membership,
        organisation_id=membership.organisation_id,
        actor_id=actor_id,
        at=at,
    )
