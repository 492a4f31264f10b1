"""The mail backend by which Django's own mails, such as sign-in codes, join the outbox."""

from collections.abc import Sequence
from uuid import uuid4

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from courses.notifications.models import Message
from courses.notifications.services import queue
from courses.notifications.tasks import send_due


class OutboxBackend(BaseEmailBackend):
    """Queues each mail instead of sending it, so that no request waits for a mail server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue every mail for each of its recipients and return how many mails were queued."""
        for mail in email_messages:
            for address in mail.to:
                queue(
                    key=f"sign-in:{uuid4()}",
                    kind=Message.Kind.SIGN_IN,
                    subject=str(mail.subject),
                    body=str(mail.body),
                    address=address,
                    due_at=timezone.now(),
                )
        transaction.on_commit(send_due.enqueue)
        return len(email_messages)
