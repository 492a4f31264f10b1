"""Offer the refreshers of a day: three questions, by a mail that nobody has to open."""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import Final

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from courses.accounts.models import Organisation, User
from courses.assessment import recall
from courses.assessment import services as assessment
from courses.assessment.editions import drawable, pool_items, pool_of
from courses.assessment.models import Refresher
from courses.assessment.nudge_queries import nudges_due
from courses.assessment.nudging import QUESTIONS as NUDGE_QUESTIONS
from courses.assessment.nudging import is_nudge, kind_of
from courses.assessment.refresher import (
    OPEN_DAYS,
    QUESTIONS,
    drawn_from,
    questions_for,
    stage_on,
)
from courses.audit.services import record
from courses.common.dates import local_date
from courses.common.links import signed
from courses.learning.models import Completion
from courses.notifications import services as notifications
from courses.notifications.models import Message
from courses.notifications.plan import USUAL, Plan
from courses.notifications.planning import organisations_that_nudge, plans_of
from courses.notifications.queries import (
    mailed_among,
    refresher_key,
    was_refreshed,
    was_reminded,
)
from courses.notifications.tasks import send_due

Missed = dict[tuple[int, int], list[str]]
Turn = tuple[Completion, int]
SUBJECTS: Final = {
    "refresher": "Safeguarding training: three questions, if you like",
    "nudge": "Safeguarding training: two questions, if you like",
    "again": "Safeguarding training: once more, if you like",
}
BATCH = 200  # offers a transaction


def offer_refreshers(*, at: datetime, dry_run: bool = False) -> Counter[str]:
    """Queue the refreshers that are due on the London day of ``at``, each stage once for ever.

    Return how many each organisation, by its slug, offered. A person has at most one mail a day: a
    reminder goes first, and the refresher waits. Some hundred offers are a transaction. With
    ``dry_run`` nothing is written.
    """
    on = local_date(at)
    missed: Missed = {}
    plans = plans_of()
    offered: Counter[Organisation] = Counter()
    waiting = chain(
        ((one, stage_on(one.completed_on, on)) for one in recall.completions_to_refresh(on=on)),
        nudges_due(on=on, organisations=organisations_that_nudge()),
    )
    while some := list(islice(waiting, BATCH)):
        if dry_run:
            offered.update(one.organisation for one, _stage in some)
        else:
            offered.update(offer_many(some, missed=missed, plans=plans, at=at))
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


def offer(completion: Completion, *, missed: Missed, at: datetime) -> bool:
    """Make one refresher and queue its mail; False where somebody was faster or it must wait."""
    plans = plans_of([completion.organisation_id])
    stage = stage_on(completion.completed_on, local_date(at))
    return bool(offer_many([(completion, stage)], missed=missed, plans=plans, at=at))


@transaction.atomic
def offer_many(
    turns: Sequence[Turn], *, missed: Missed, plans: Mapping[int, Plan], at: datetime
) -> list[Organisation]:
    """Make refreshers and nudges and queue their mails; return from where each is.

    ``turns``: (what was completed, which stage is due). Nothing where somebody was faster, or the
    person has had the mail of the day. ``missed`` keeps what the colleagues of an organisation
    miss, by organisation and version. Ten statements.
    """
    on = local_date(at)
    completions = [one for one, _stage in turns]
    # The people's rows are the lock, as in send_reminders.
    locked = User.objects.select_for_update(no_key=True).order_by("pk")
    users = {user.pk: user for user in locked.filter(pk__in=[c.learner_id for c in completions])}
    had = mailed_among(list(users), on=on)
    enrolments = [one.enrolment_id for one in completions if one.enrolment_id is not None]
    given = recall.offered_to(enrolments)
    mine, asked = recall.missed_by(enrolments), recall.asked_before(enrolments)
    offers: list[assessment.Offer] = []
    places: list[Organisation] = []
    for one, stage in turns:
        enrolment, version = one.enrolment, one.version
        if enrolment is None or version is None or one.learner_id in had:
            continue
        if (enrolment.pk, stage) in given:
            continue
        here = (one.organisation_id, version.pk)
        if here not in missed:
            missed[here] = recall.missed_in(organisation_id=here[0], version_id=here[1])
        drawn = questions_for(
            drawable(version),
            mine=mine.get(enrolment.pk, ()),
            colleagues=missed[here],
            asked=asked.get(enrolment.pk, {}),
            seed=secrets.token_hex(8),
        )[: NUDGE_QUESTIONS if is_nudge(stage) else QUESTIONS]
        if drawn:
            had.add(one.learner_id)
            offers.append(assessment.Offer(enrolment, stage, drawn, pool_of(version)))
            places.append(one.organisation)
    made = assessment.offer_many(offers, at=at)
    notifications.queue_many(
        [
            mail_of(users[one.enrolment.learner_id], one, place, plans, at=at)
            for one, place in zip(made, places, strict=True)
        ]
    )
    return places


@transaction.atomic
def offer_again(completion: Completion, first: Refresher, *, at: datetime) -> bool:
    """Offer what was missed in ``first`` once more; False where it must wait or nothing is left."""
    enrolment, version = completion.enrolment, completion.version
    user = User.objects.select_for_update(no_key=True).get(pk=completion.learner_id)
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
    here = completion.organisation
    notifications.queue_many([mail_of(user, refresher, here, plans_of([here.pk]), at=at)])
    return True


def has_mail(user: User, *, on: date) -> bool:
    """Test whether the person has had the one mail of ``on``."""
    return was_reminded(user_id=user.pk, on=on) or was_refreshed(user_id=user.pk, on=on)


def mail_of(
    user: User,
    refresher: Refresher,
    organisation: Organisation,
    plans: Mapping[int, Plan],
    *,
    at: datetime,
) -> Message:
    """Return the mail that brings the link of one refresher, and names no topic.

    It is optional, so it leaves at the next moment that the organisation allows.
    """
    context = {
        "name": user.name,
        "again": refresher.again,
        "is_nudge": is_nudge(refresher.stage),
        "url": f"{settings.SITE_URL}/refresher/{signed('refresher', refresher.pk)}/",
        "stop_url": f"{settings.SITE_URL}/optional-mail/{signed('optional-mail', user.pk)}/",
        "days": OPEN_DAYS,
    }
    leaves = plans.get(organisation.pk, USUAL).next_allowed(at)
    return Message(
        key=refresher_key(user.pk, local_date(at)),
        recipient=user,
        organisation=organisation,
        kind=Message.Kind.REFRESHER,
        subject=SUBJECTS[kind_of(refresher.stage, again=refresher.again)],
        body=render_to_string("courses/email/refresher.txt", context),
        queued_at=leaves,
        due_at=leaves,
    )
