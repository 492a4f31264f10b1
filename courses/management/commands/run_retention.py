"""Remove what is past its period."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from courses.usecases.run_retention import expire_uploads


class Command(BaseCommand):
    """Expires uploaded packages that nobody decided upon; safe to run twice."""

    help = "Discard every uploaded package that has waited for more than 30 days, with its file."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Expire them and print how many."""
        self.stdout.write(f"Uploaded packages expired: {expire_uploads(at=timezone.now())}")
