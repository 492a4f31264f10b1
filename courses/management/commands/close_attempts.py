"""Hand in the attempts at a quiz whose time is over."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from courses.usecases.close_attempts import close_attempts


class Command(BaseCommand):
    """Hands in every attempt whose time is over, as it stood then; safe to run twice."""

    help = "Hand in every attempt at a quiz whose time limit is over, with what was saved by then."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Hand them in and print how many."""
        self.stdout.write(f"{close_attempts(at=timezone.now())} attempts handed in")
