"""Tell training leads that the supervision of a starter ends in three working days."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from courses.accounts.access import leads_over
from courses.accounts.models import User
from courses.accounts.queries import sites_of
from courses.audit.services import record
from courses.common.dates import local_date
from courses.common.scope import Scope
from courses.common.working_days import working_days_before
from courses.compliance.models import Supervision
from courses.compliance.queries import rules_of
from courses.compliance.starting import Light
from courses.compliance.supervising import ending_between
from courses.notifications import services as notifications
from courses.notifications.models import Message
from courses.notifications.queries import is_queued
from courses.notifications.tasks import send_due
from courses.reporting.starters import Starter, starters_in

WORKING_DAYS = 3
FURTHEST = timedelta(days=14)  # three working days are never more days than this


def warn_of_supervision(*, at: datetime, dry_run: bool = False) -> Counter[str]:
    """Queue the warnings that are due on the London day of ``at``, each once for ever.

    Return how many mails each organisation, by its slug, sends to its leads. Nobody is warned of a
    starter who has finished meanwhile. Each exception is a transaction of its own; with ``dry_run``
    nothing is written.
    """
    today = local_date(at)
    told: Counter[str] = Counter()
    for one in ending_between(today, today + FURTHEST):
        starter = still_supervised(one, at=at)
        if starter is not None and today >= day_to_warn(one, starter):
            leads = leads_over(one.organisation, place=starter.place, on=today)
            told[one.organisation.slug] += warn(one, leads, at=at, dry_run=dry_run)
    return +told


def day_to_warn(supervision: Supervision, starter: Starter) -> date:
    """Return the day three working days before the last one, in the nation of the starter's site.

    One query.
    """
    nations = {site.pk: site.nation for site in sites_of(supervision.organisation)}
    nation = nations[starter.place[0]]
    return working_days_before(supervision.valid_until, WORKING_DAYS, nation=nation)


def still_supervised(supervision: Supervision, *, at: datetime) -> Starter | None:
    """Return the starter where the supervision is still what lets them work, else None."""
    scope = Scope(supervision.organisation_id, local_date(at), whole=True)
    rules = rules_of([supervision.organisation_id])[supervision.organisation_id]
    found = starters_in(scope, rules=rules, only=supervision.membership_id)
    return next((one for one in found if one.light is Light.SUPERVISED), None)


@transaction.atomic
def warn(supervision: Supervision, leads: Iterable[User], *, at: datetime, dry_run: bool) -> int:
    """Queue one mail to each lead who has not had it; return to how many."""
    # The starter's row is the lock: two runs at once have no other row in common.
    User.objects.select_for_update(no_key=True).get(pk=supervision.membership.user_id)
    new = [lead for lead in leads if not is_queued(key_of(supervision, lead))]
    if dry_run or not new:
        return len(new)
    organisation = supervision.organisation
    for lead in new:
        context = {
            "name": lead.name,
            "starter": supervision.membership.user.name,
            "organisation": organisation.name,
            "until": supervision.valid_until,
            "url": f"{settings.SITE_URL}/lead/{organisation.slug}/starters/",
        }
        notifications.queue(
            key=key_of(supervision, lead),
            kind=Message.Kind.SUPERVISION,
            recipient=lead,
            organisation=organisation,
            subject=f"Supervision of a new starter at {organisation.name} ends soon",
            body=render_to_string("courses/email/supervision_ends.txt", context),
            due_at=at,
        )
    transaction.on_commit(send_due.enqueue)
    record(
        verb="warned-of-supervision",
        about=supervision.membership,
        organisation_id=organisation.pk,
        at=at,
        details={"leads": len(new)},
    )
    return len(new)


def key_of(supervision: Supervision, lead: User) -> str:
    """Return what makes the mail once only: this exception, this last day, this lead."""
    return f"supervision-ends:{supervision.thread}:{supervision.valid_until}:{lead.pk}"
