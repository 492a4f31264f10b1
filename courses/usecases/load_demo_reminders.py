"""What the demonstration shows of reminders: a plan, days of rest, and a mail nobody took."""

from datetime import datetime, timedelta

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation
from courses.common.dates import local_date
from courses.notifications import planning
from courses.notifications.models import Message
from courses.notifications.services import TRIES, Problem

MONDAY = 0


def add_reminders(organisation: Organisation, *, stuck: Membership, at: datetime) -> None:
    """Give ``organisation`` a plan of its own; a mail to ``stuck`` could not be delivered."""
    today = local_date(at)
    planning.save_plan(
        organisation=organisation,
        changes={
            "digest_on": MONDAY,
            "nudges": True,
            "closing": "If you need time for it, ask your line manager. {organisation} gives you"
            " working time.",
        },
    )
    planning.add_quiet_days(
        organisation=organisation,
        name="School holidays",
        first_day=today + timedelta(days=16),
        last_day=today + timedelta(days=20),
    )
    then = at - timedelta(days=3, minutes=11)
    Message.objects.create(
        key=f"demonstration:{stuck.pk}",
        recipient=stuck.user,
        organisation=organisation,
        kind=Message.Kind.REMINDER,
        subject="Safeguarding training: 1 course to finish",
        body="There is a course for you to finish.",
        queued_at=then,
        due_at=then,
        tries=TRIES,
        failed_at=then + timedelta(hours=5),
        problem=Problem.ADDRESS_REFUSED if stuck.user.email else Problem.NO_ADDRESS,
    )
