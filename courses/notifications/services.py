"""Writes of the outbox: queue once, send, try again with growing gaps, give up."""

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from smtplib import SMTPRecipientsRefused
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.validators import validate_email
from django.db.models import F, Q

from courses.accounts.models import Organisation, User
from courses.accounts.queries import places_of
from courses.common.dates import local_date
from courses.notifications.letter import headers_of, html_of
from courses.notifications.models import Message


class Problem(StrEnum):
    """Why a message was not taken."""

    NO_ADDRESS = "no-address"
    ADDRESS_REFUSED = "address-refused"
    SERVER_REFUSED = "server-refused"
    UNSENDABLE = "unsendable"
    LEFT = "left"


# What concerns somebody while they work at the organisation; and of that, what its leads alone get.
LEADS_MAIL = frozenset({Message.Kind.DIGEST, Message.Kind.LIST})
WORK_MAIL = LEADS_MAIL | {Message.Kind.RECAP, Message.Kind.REMINDER, Message.Kind.SUPERVISION}


ROWS_A_STATEMENT = 1_000
TRIES = 8
CODE_TRIES = 4  # their gaps are 1, 2 and 4 minutes: the last lies within the life of a code
CODE_LIFE = timedelta(minutes=15)
# Longer than the slowest mail server: a message must not fall due again while it is being sent.
LEASE = timedelta(minutes=5)

logger = logging.getLogger(__name__)


def queue(
    *,
    key: str,
    kind: Message.Kind,
    subject: str,
    body: str,
    due_at: datetime,
    recipient: User | None = None,
    address: str = "",
    organisation: Organisation | None = None,
) -> None:
    """Put one message into the outbox; a second one with the same ``key`` changes nothing.

    ``recipient`` is written to at the address they have when the message leaves; ``address`` serves
    where the message is not for a person we know.
    """
    message = Message(
        key=key,
        recipient=recipient,
        address=address,
        organisation=organisation,
        kind=kind,
        subject=subject,
        body=body,
        queued_at=due_at,
        due_at=due_at,
    )
    queue_many([message])


def queue_many(messages: Sequence[Message]) -> None:
    """Put ``messages`` into the outbox; of the same key the first alone; a statement a thousand."""
    Message.objects.bulk_create(messages, batch_size=ROWS_A_STATEMENT, ignore_conflicts=True)


def claim(*, message: Message, at: datetime) -> bool:
    """Take ``message`` for sending now; False where another worker has it.

    It falls due again if this one dies.
    """
    waiting = Message.objects.filter(
        pk=message.pk, tries=message.tries, sent_at__isnull=True, failed_at__isnull=True
    )
    return bool(waiting.update(tries=F("tries") + 1, due_at=at + LEASE))


def deliver(*, message: Message, at: datetime) -> bool:
    """Send one claimed message, outside any transaction; return whether the server took it."""
    address = (message.recipient.email if message.recipient else message.address) or ""
    if hindrance := hindrance_of(message, address, at=at):
        close(message=message, failed_at=at, problem=hindrance)
        return False
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.body,
        to=[address],
        connection=get_connection(settings.OUTBOX_EMAIL_BACKEND),
        headers={"Message-ID": message_id(message), **headers_of(message)},
    )
    mail.attach_alternative(html_of(message), "text/html")
    try:
        mail.send()
    except (OSError, ValueError) as refusal:  # refused, cut, timed out; or no text for a mail
        logger.warning("message %s was not taken, try %s", message.pk, message.tries + 1)
        problem = problem_of(refusal)
        if message.tries + 1 >= (CODE_TRIES if message.kind == Message.Kind.SIGN_IN else TRIES):
            close(message=message, failed_at=at, problem=problem)
        else:
            later = at + timedelta(minutes=2**message.tries)
            Message.objects.filter(pk=message.pk).update(due_at=later, problem=problem)
        return False
    close(message=message, sent_at=at)
    return True


def hindrance_of(message: Message, address: str, *, at: datetime) -> Problem | None:
    """Return why ``message`` is not sent to ``address`` at all; None where it is."""
    if not address:
        return Problem.NO_ADDRESS
    if not is_sendable(address):
        return Problem.UNSENDABLE
    return None if still_concerns(message, on=local_date(at)) else Problem.LEFT


def still_concerns(message: Message, *, on: date) -> bool:
    """Test whether ``message``, which may have waited, is for its recipient on ``on``.

    Whoever has left gets no mail about work there, and who leads no more none for leads. A reminder
    may be of several organisations: it goes while they work at one. One query, for some kinds.
    """
    if message.recipient is None or message.kind not in WORK_MAIL:
        return True
    places = places_of(user=message.recipient, on=on)
    if message.kind == Message.Kind.REMINDER:
        return bool(places)
    here = [one for one in places if one.organisation.pk == message.organisation_id]
    return any(one.has_access or message.kind not in LEADS_MAIL for one in here)


def is_sendable(address: str) -> bool:
    """Test whether a mail can be addressed so; at others Python's own library of mails may fail."""
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def message_id(message: Message) -> str:
    """Return the same Message-ID for every try, so that a mail sent twice can be told."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{sha256(message.key.encode()).hexdigest()[:32]}@{host.replace(':', '-')}>"


def problem_of(refusal: Exception) -> Problem:
    """Return what a refusal by the mail server, or by the mail itself, comes to."""
    if isinstance(refusal, SMTPRecipientsRefused):
        return Problem.ADDRESS_REFUSED
    if isinstance(refusal, ValueError):
        return Problem.UNSENDABLE
    return Problem.SERVER_REFUSED


def close(*, message: Message, problem: str = "", **moment: datetime) -> None:
    """Note when ``message`` left or was given up, unless that is noted; a secret text goes too."""
    secret = {"body": ""} if is_secret(message) else {}
    undecided = Message.objects.filter(pk=message.pk, sent_at__isnull=True, failed_at__isnull=True)
    undecided.update(problem=problem, **moment, **secret)


def send_again(*, message: Message, at: datetime) -> bool:
    """Give a message that was given up its tries again; False where it waits or has left."""
    given_up = Message.objects.filter(pk=message.pk, failed_at__isnull=False).exclude(body="")
    return bool(given_up.update(failed_at=None, tries=0, due_at=at, problem=""))


def deliver_due(*, at: datetime) -> int:
    """Send what is due and not yet sent or given up; return how many left."""
    forget_codes(at=at)
    waiting = Message.objects.filter(sent_at__isnull=True, failed_at__isnull=True, due_at__lte=at)
    due = list(waiting.select_related("recipient").order_by("due_at", "pk")[:500])
    started, sent = monotonic(), 0
    for message in due:
        # A long batch must not claim in its own past, where a lease would be over at once.
        now = at + timedelta(seconds=round(monotonic() - started))
        if claim(message=message, at=now):
            sent += deliver(message=message, at=now)
    return sent


def forget_codes(*, at: datetime) -> None:
    """Give up sign-in codes that were not sent within 15 minutes, and remove their text."""
    old = Q(kind=Message.Kind.SIGN_IN, sent_at__isnull=True, failed_at__isnull=True)
    Message.objects.filter(old, queued_at__lt=at - CODE_LIFE).update(failed_at=at, body="")


def is_secret(message: Message) -> bool:
    """Test whether the text of ``message`` must not be kept once it has left or was given up."""
    return message.kind in {Message.Kind.SIGN_IN, Message.Kind.INVITATION}
