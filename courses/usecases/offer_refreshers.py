"""Offer the refreshers of a day: three questions, by a mail that nobody has to open."""

import secrets
from collections import Counter
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from courses.accounts.models import Organisation, User
from courses.assessment import recall
from courses.assessment import services as assessment
from courses.assessment.editions import pool_items, pool_of
from courses.assessment.models import Refresher
from courses.assessment.refresher import OPEN_DAYS, drawn_from, questions_for, stage_on
from courses.audit.services import record
from courses.common.dates import local_date
from courses.common.links import signed
from courses.learning.models import Completion
from courses.notifications import services as notifications
from courses.notifications.models import Message
from courses.notifications.planning import plan_of
from courses.notifications.queries import refresher_key, was_refreshed, was_reminded
from courses.notifications.tasks import send_due

Missed = dict[tuple[int, int], list[str]]
SUBJECT = "Safeguarding training: three questions, if you like"
AGAIN_SUBJECT = "Safeguarding training: once more, if you like"


def offer_refreshers(*, at: datetime, dry_run: bool = False) -> Counter[str]:
    """Queue the refreshers that are due on the London day of ``at``, each stage once for ever.

    Return how many each organisation, by its slug, offered. A person has at most one mail a day: a
    reminder goes first, and the refresher waits. Each offer is a transaction of its own. With
    ``dry_run`` nothing is written.
    """
    on = local_date(at)
    missed: Missed = {}
    offered: Counter[Organisation] = Counter()
    for completion in recall.completions_to_refresh(on=on):
        if dry_run or offer(completion, missed=missed, at=at):
            offered[completion.organisation] += 1
    for completion, first in recall.sets_to_repeat(on=on):
        if dry_run or offer_again(completion, first, at=at):
            offered[completion.organisation] += 1
    if offered and not dry_run:
        note(offered, at=at)
    return Counter({organisation.slug: count for organisation, count in offered.items()})


@transaction.atomic
def note(offered: Counter[Organisation], *, at: datetime) -> None:
    """Record one event for each organisation, and have the mails sent."""
    transaction.on_commit(send_due.enqueue)
    for organisation, count in sorted(offered.items(), key=lambda pair: pair[0].pk):
        record(
            verb="offered-refreshers",
            about=organisation,
            organisation_id=organisation.pk,
            at=at,
            details={"refreshers": count},
        )


@transaction.atomic
def offer(completion: Completion, *, missed: Missed, at: datetime) -> bool:
    """Make one refresher and queue its mail; False where somebody was faster or it must wait.

    ``missed`` keeps what the colleagues of an organisation miss, by organisation and version.
    """
    on, enrolment, version = local_date(at), completion.enrolment, completion.version
    # The person's row is the lock, as in send_reminders.
    user = User.objects.select_for_update().get(pk=completion.learner_id)
    stage = stage_on(completion.completed_on, on)
    if enrolment is None or version is None or has_mail(user, on=on):
        return False
    if recall.is_offered(enrolment_id=enrolment.pk, stage=stage):
        return False
    here = (completion.organisation_id, version.pk)
    if here not in missed:
        missed[here] = recall.missed_in(organisation_id=here[0], version_id=here[1])
    pool = pool_of(version)
    drawn = questions_for(
        pool_items(pool.values()),
        mine=recall.missed_by(enrolment),
        colleagues=missed[here],
        asked=recall.asked_before(enrolment),
        seed=secrets.token_hex(8),
    )
    if not drawn:
        return False
    refresher = assessment.offer(enrolment=enrolment, stage=stage, drawn=drawn, items=pool, at=at)
    queue_mail(user, refresher, completion.organisation, at=at)
    return True


@transaction.atomic
def offer_again(completion: Completion, first: Refresher, *, at: datetime) -> bool:
    """Offer what was missed in ``first`` once more; False where it must wait or nothing is left."""
    enrolment, version = completion.enrolment, completion.version
    user = User.objects.select_for_update().get(pk=completion.learner_id)
    if enrolment is None or version is None or has_mail(user, on=local_date(at)):
        return False
    if recall.is_offered(enrolment_id=enrolment.pk, stage=first.stage, again=True):
        return False
    pool = pool_of(version)
    missed = pool_items(pool[item] for item in recall.missed_in_set(first) if item in pool)
    drawn = drawn_from(missed, seed=secrets.token_hex(8))
    if not drawn:
        return False
    refresher = assessment.offer(
        enrolment=enrolment, stage=first.stage, drawn=drawn, items=pool, at=at, again=True
    )
    queue_mail(user, refresher, completion.organisation, at=at)
    return True


def has_mail(user: User, *, on: date) -> bool:
    """Test whether the person has had the one mail of ``on``."""
    return was_reminded(user_id=user.pk, on=on) or was_refreshed(user_id=user.pk, on=on)


def queue_mail(
    user: User, refresher: Refresher, organisation: Organisation, *, at: datetime
) -> None:
    """Queue the mail with the link to the questions, and the link that says how often.

    It is optional, so it leaves at the next moment that the organisation allows.
    """
    context = {
        "name": user.name,
        "again": refresher.again,
        "url": f"{settings.SITE_URL}/refresher/{signed('refresher', refresher.pk)}/",
        "stop_url": f"{settings.SITE_URL}/optional-mail/{signed('optional-mail', user.pk)}/",
        "days": OPEN_DAYS,
    }
    notifications.queue(
        key=refresher_key(user.pk, local_date(at)),
        kind=Message.Kind.REFRESHER,
        recipient=user,
        organisation=organisation,
        subject=AGAIN_SUBJECT if refresher.again else SUBJECT,
        body=render_to_string("courses/email/refresher.txt", context),
        due_at=plan_of(organisation.pk).next_allowed(at),
    )
