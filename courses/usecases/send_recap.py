"""Send one passage of a course to a team: what answers a question that many get wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, User
from courses.audit.services import record
from courses.catalogue.models import Item
from courses.common.dates import local_date
from courses.learning.many import newest_enrolments
from courses.learning.models import Enrolment
from courses.notifications.models import Message
from courses.notifications.planning import plan_of
from courses.notifications.queries import keys_taken
from courses.notifications.services import queue_many
from courses.notifications.tasks import send_due


@dataclass(frozen=True, slots=True)
class Sent:
    """How many have a mail, had one today already, or cannot: no address, or never enrolled."""

    told: int = 0
    again: int = 0
    without: int = 0


@transaction.atomic
def send_recap(
    *,
    item: Item,
    organisation: Organisation,
    members: Iterable[Membership],
    by: User,
    at: datetime,
) -> Sent:
    """Queue one mail for each of ``members`` who has the course, once a day for one question.

    It leads to the passage behind ``item`` in the version that each of them has; no key of the
    question leaves. In quiet hours it waits, as a reminder does.
    """
    people = list(members)
    has = newest_enrolments(
        learner_ids=[one.user_id for one in people],
        organisation_id=organisation.pk,
        course_id=item.version.course_id,
    )
    day = local_date(at).isoformat()
    reached = {
        f"recap:{item.pk}:{one.pk}:{day}": one
        for one in people
        if one.user_id in has and one.user.email and one.user.is_active
    }
    taken = keys_taken(reached)
    due_at = plan_of(organisation.pk).next_allowed(at)
    fresh = {key: one for key, one in reached.items() if key not in taken}
    queue_many(
        [
            Message(
                key=key,
                kind=Message.Kind.RECAP,
                recipient=one.user,
                organisation=organisation,
                queued_at=due_at,
                due_at=due_at,
                **words(item, has[one.user_id], to=one.user, by=by),
            )
            for key, one in fresh.items()
        ]
    )
    if fresh:
        record(
            verb="sent-recap",
            about=item,
            organisation_id=organisation.pk,
            actor_id=by.pk,
            at=at,
            details={"people": len(fresh)},
        )
        transaction.on_commit(send_due.enqueue)
    return Sent(len(fresh), len(taken), len(people) - len(reached))


def words(item: Item, enrolment: Enrolment, *, to: User, by: User) -> dict[str, str]:
    """Return subject and body of the mail to one person."""
    url = f"{settings.SITE_URL}/learn/{enrolment.registration}/"
    if item.anchor is not None and enrolment.version_id == item.version_id:
        url = f"{url}lessons/{item.anchor.lesson.identifier}/#{item.anchor.identifier}"
    context = {"name": to.name, "lead": by.name, "title": item.version.title, "url": url}
    return {
        "subject": render_to_string("courses/email/recap_subject.txt", context).strip(),
        "body": render_to_string("courses/email/recap.txt", context),
    }
