"""Tell training leads once a week how many of their people are overdue and due soon."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from courses.accounts.access import leads_of
from courses.accounts.models import Organisation, User
from courses.accounts.permissions import Permission
from courses.accounts.queries import rights_of
from courses.audit.services import record
from courses.common.dates import local_date
from courses.common.scope import Scope
from courses.compliance.queries import rules_of
from courses.compliance.status import State
from courses.notifications import services as notifications
from courses.notifications.models import Message
from courses.notifications.plan import Plan
from courses.notifications.planning import plans_of
from courses.notifications.queries import is_queued
from courses.notifications.tasks import send_due
from courses.reporting.queries import everybody, places_in

SUBJECT = "Safeguarding training: how your teams stand"


def send_digests(*, at: datetime, dry_run: bool = False) -> Counter[str]:
    """Queue the digests of the London day of ``at``, for each lead and organisation once.

    Return how many each organisation, by its slug, sends. Only where its plan names this weekday,
    and never on a day of rest. A lead of whose people nobody is overdue or due soon has none. Each
    lead is a transaction of their own; with ``dry_run`` nothing is written.
    """
    on = local_date(at)
    sent: Counter[str] = Counter()
    for here, plan in plans_of().items():
        if plan.digest_on != on.weekday() or plan.rests_on(on):
            continue
        for organisation, lead in leads_of(here, on=on):
            body = digest_of(organisation, lead, at=at)
            if body and (dry_run or tell(organisation, lead, body=body, plan=plan, at=at)):
                sent[organisation.slug] += 1
    return sent


def digest_of(organisation: Organisation, lead: User, *, at: datetime) -> str:
    """Return the words of one digest, by site and team; empty where nobody is to be chased."""
    on = local_date(at)
    rights = rights_of(user=lead, on=on)[organisation.slug]
    lines = counts_in(rights.scope(Permission.REMIND))
    if not lines:
        return ""
    context = {
        "name": lead.name,
        "organisation": organisation.name,
        "on": on,
        "lines": lines,
        "url": f"{settings.SITE_URL}/lead/{organisation.slug}/",
    }
    return render_to_string("courses/email/digest.txt", context)


def counts_in(scope: Scope) -> list[Mapping[str, str | int]]:
    """Return how many people of each site and team are overdue and due soon, where somebody is."""
    rules = rules_of([scope.organisation_id]).get(scope.organisation_id, [])
    names = places_in(scope)
    late: Counter[str] = Counter()
    soon: Counter[str] = Counter()
    for person in everybody(scope, rules=rules):
        for site, _role, team in person.places:
            place = names.sites[site][1]
            if team is not None:
                place = f"{place}, {names.teams[team]}"
            late[place] += State.OVERDUE in person.states
            soon[place] += State.DUE_SOON in person.states and State.OVERDUE not in person.states
    return [
        {"place": place, "late": late[place], "soon": soon[place]}
        for place in sorted(late)
        if late[place] or soon[place]
    ]


@transaction.atomic
def tell(organisation: Organisation, lead: User, *, body: str, plan: Plan, at: datetime) -> bool:
    """Queue one digest; False where it was queued before."""
    # The person's row is the lock, as in send_reminders.
    User.objects.select_for_update(no_key=True).get(pk=lead.pk)
    key = f"digest:{organisation.pk}:{lead.pk}:{local_date(at).isoformat()}"
    if is_queued(key):
        return False
    notifications.queue(
        key=key,
        kind=Message.Kind.DIGEST,
        recipient=lead,
        organisation=organisation,
        subject=SUBJECT,
        body=body,
        due_at=plan.next_allowed(at),
    )
    transaction.on_commit(send_due.enqueue)
    record(
        verb="sent-digests",
        about=organisation,
        organisation_id=organisation.pk,
        at=at,
        details={"lead": lead.pk},
    )
    return True
