"""Writes of many reminders at once. No transaction is opened here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from courses.accounts.models import Organisation, User
from courses.notifications.models import Message, Reminder
from courses.notifications.reminders import Wanted

ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Letter:
    """One reminder mail to be: for whom, from where, when it leaves, what it tells, its words."""

    key: str
    recipient: User
    organisation: Organisation
    due_at: datetime
    tells: tuple[Wanted, ...]
    subject: str
    body: str


def remind_many(letters: Sequence[Letter], *, at: datetime) -> None:
    """Put reminder mails into the outbox, and note what each reminds of; two statements a thousand.

    The people's rows are to be held by the caller: a key that is there already is an error.
    """
    queued = Message.objects.bulk_create(
        (
            Message(
                key=one.key,
                recipient=one.recipient,
                organisation=one.organisation,
                kind=Message.Kind.REMINDER,
                subject=one.subject,
                body=one.body,
                queued_at=at,
                due_at=one.due_at,
            )
            for one in letters
        ),
        batch_size=ROWS,
    )
    Reminder.objects.bulk_create(
        (
            Reminder(
                membership_id=one.membership_id,
                course_id=one.course_id,
                due_on=one.due_on,
                stage=one.stage,
                message=message,
            )
            for letter, message in zip(letters, queued, strict=True)
            for one in letter.tells
        ),
        batch_size=ROWS,
    )
