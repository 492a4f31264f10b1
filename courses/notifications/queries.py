"""Questions about reminders: which are still to be given."""

from collections.abc import Sequence
from datetime import date

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.compliance.queries import standings_of
from courses.notifications.models import Message, Reminder
from courses.notifications.reminders import Wanted, wanted_on


def reminders_wanted(memberships: Sequence[Membership], *, on: date) -> list[Wanted]:
    """Return what these people are still to be reminded of on ``on``; five queries."""
    wanted = wanted_on(standings_of(memberships, on=on).items(), on=on)
    return not_given(wanted)


def not_given(wanted: Sequence[Wanted]) -> list[Wanted]:
    """Return those of ``wanted`` that nobody was told yet; one query."""
    rows = Reminder.objects.filter(membership__in={one.membership_id for one in wanted})
    given = {Wanted(*row) for row in rows.values_list("membership", "course", "due_on", "stage")}
    return [one for one in wanted if one not in given]


def reminder_key(user_id: int, on: date) -> str:
    """Return the key of the one reminder mail that a person may have on ``on``."""
    return f"reminder:{user_id}:{on.isoformat()}"


def was_reminded(*, user_id: int, on: date) -> bool:
    """Test whether the person has had the one reminder mail of ``on``."""
    return Message.objects.filter(key=reminder_key(user_id, on)).exists()


def refresher_key(user_id: int, on: date) -> str:
    """Return the key of the one refresher mail that a person may have on ``on``."""
    return f"refresher:{user_id}:{on.isoformat()}"


def was_refreshed(*, user_id: int, on: date) -> bool:
    """Test whether the person has had the one refresher mail of ``on``."""
    return Message.objects.filter(key=refresher_key(user_id, on)).exists()


def messages_to(user: User, *, organisation_id: int) -> list[Message]:
    """Return what was sent to somebody for an organisation, newest first; one query.

    Sign-in codes belong to nobody else, and refreshers to their owner: both are left out.
    """
    mine = Message.objects.filter(
        recipient=user, organisation=organisation_id, sent_at__isnull=False
    ).exclude(kind__in=[Message.Kind.SIGN_IN, Message.Kind.REFRESHER])
    return list(mine.order_by("-sent_at", "-pk"))
