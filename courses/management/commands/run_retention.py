"""Remove what is past its period."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from courses.usecases.run_retention import expire_uploads, forget_attendance


class Command(BaseCommand):
    """Expires packages that nobody decided upon, and forgets who was in rooms long ago.

    Safe to run twice.
    """

    help = (
        "Discard every uploaded package that has waited for more than 30 days, with its file, and "
        "remove who was in training rooms more than ATTENDANCE_MONTHS ago."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do both and print how many."""
        now = timezone.now()
        self.stdout.write(f"Uploaded packages expired: {expire_uploads(at=now)}")
        rooms = forget_attendance(months=settings.ATTENDANCE_MONTHS, at=now)
        self.stdout.write(f"Training rooms whose attendance was removed: {rooms}")
