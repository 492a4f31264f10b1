"""Deliver the outbox."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from courses.notifications.services import deliver_due


class Command(BaseCommand):
    """Sends every message that is due; what fails is tried again later, with growing gaps."""

    help = "Send the messages that are due."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Send what is due now."""
        sent = deliver_due(at=timezone.now())
        self.stdout.write(f"{sent} messages sent")
