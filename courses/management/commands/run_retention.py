"""Remove what is past its period."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from courses.usecases.expire_evidence import expire_evidence
from courses.usecases.expire_requests import expire_requests
from courses.usecases.foresee_removal import foresee_removal
from courses.usecases.make_inspection_pack import expire_packs
from courses.usecases.make_list_file import expire_list_files
from courses.usecases.run_retention import expire_uploads, forget_attendance

WORDS = {
    "uploads": "Uploaded packages",
    "rooms": "Training rooms whose attendance",
    "packs": "Inspection packs",
    "lists": "Excel files of long lists",
    "evidence": "Files of training elsewhere",
    "requests": "Requests to join",
}


class Command(BaseCommand):
    """Expires packages nobody decided upon and old packs; forgets who was in rooms long ago.

    Safe to run twice.
    """

    help = (
        "Discard every uploaded package that has waited for more than 30 days, with its file, "
        "remove who was in training rooms more than ATTENDANCE_MONTHS ago, and the file of every "
        "inspection pack made more than 90 days ago, and of every long list after 7 days, and the "
        "files of training done elsewhere a year after it was declined and six years after it was "
        "accepted, and requests to join after 30 days; or as an organisation has set."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take ``--dry-run``."""
        parser.add_argument(
            "--dry-run", action="store_true", help="Print how many would go, and remove nothing."
        )

    def handle(self, *_args: Any, dry_run: bool = False, **_options: Any) -> None:
        """Do each and print how many."""
        now = timezone.now()
        if dry_run:
            would = foresee_removal(at=now, attendance_months=settings.ATTENDANCE_MONTHS)
            for kind, number in would.items():
                self.stdout.write(f"{WORDS[kind]}: {number} would go")
            return
        self.stdout.write(f"Uploaded packages expired: {expire_uploads(at=now)}")
        rooms = forget_attendance(months=settings.ATTENDANCE_MONTHS, at=now)
        self.stdout.write(f"Training rooms whose attendance was removed: {rooms}")
        self.stdout.write(f"Inspection packs removed: {expire_packs(at=now)}")
        self.stdout.write(f"Excel files of long lists removed: {expire_list_files(at=now)}")
        self.stdout.write(f"Files of training elsewhere removed: {expire_evidence(at=now)}")
        self.stdout.write(f"Requests to join removed: {expire_requests(at=now)}")
