"""Close the training rooms that were left open."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from courses.usecases.run_gathering import close_overdue


class Command(BaseCommand):
    """Closes every room whose day is over; safe to run twice."""

    help = "Close every training room whose day is over, and forget its code and PINs."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Close them and print how many."""
        self.stdout.write(f"{close_overdue(at=timezone.now())} rooms closed")
