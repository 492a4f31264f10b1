"""Questions about mail that was not delivered: given up, or still being tried."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from courses.accounts.membership import Membership
from courses.common.scope import Scope
from courses.notifications.models import Message
from courses.notifications.services import Problem

KEPT = timedelta(days=90)
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Stuck:
    """One message that was not taken, and the membership of whom it is for, if any."""

    message: Message
    membership_id: int | None


def stuck_in(scope: Scope) -> QuerySet[Message]:
    """Return the messages of the scope's organisation that were not taken, the newest first.

    Sign-in codes are nobody else's business, and what did not go to a leaver is as it should be. A
    lead of a part sees those to the part's people.
    """
    rows = Message.objects.filter(
        Q(failed_at__isnull=False) | Q(sent_at__isnull=True, tries__gt=0) & ~Q(problem=""),
        organisation=scope.organisation_id,
    ).exclude(Q(kind__in=[Message.Kind.SIGN_IN, Message.Kind.REFRESHER]) | Q(problem=Problem.LEFT))
    if not scope.whole:
        people = Membership.objects.visible_to(scope).on(scope.on)
        rows = rows.filter(recipient__in=people.values("user"))
    return rows.order_by("-queued_at", "-pk")


def undelivered(scope: Scope, *, at: datetime, newest: int = MOST_SHOWN) -> list[Stuck]:
    """Return what was not taken in the last 90 days, the ``newest`` of it; two queries."""
    rows = stuck_in(scope).filter(queued_at__gte=at - KEPT).select_related("recipient")
    messages = list(rows[:newest])
    people = Membership.objects.filter(
        organisation=scope.organisation_id, user__in=[one.recipient_id for one in messages]
    )
    ids = {learner: pk for pk, learner in people.values_list("pk", "user")}
    return [Stuck(one, ids.get(one.recipient_id or 0)) for one in messages]


def given_up_count(scope: Scope, *, at: datetime) -> int:
    """Return how many messages were given up in the last 90 days; one query."""
    rows = stuck_in(scope).filter(queued_at__gte=at - KEPT, failed_at__isnull=False)
    return rows.count()


def stuck_at(scope: Scope, pk: int) -> Message | None:
    """Return one message that was given up, where the scope shows it, or None."""
    return stuck_in(scope).filter(pk=pk, failed_at__isnull=False).first()
