"""Remove what is past its period."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from courses.usecases.expire_evidence import expire_evidence
from courses.usecases.expire_requests import expire_requests
from courses.usecases.make_inspection_pack import expire_packs
from courses.usecases.make_list_file import expire_list_files
from courses.usecases.run_retention import expire_uploads, forget_attendance


class Command(BaseCommand):
    """Expires packages nobody decided upon and old packs; forgets who was in rooms long ago.

    Safe to run twice.
    """

    help = (
        "Discard every uploaded package that has waited for more than 30 days, with its file, "
        "remove who was in training rooms more than ATTENDANCE_MONTHS ago, and the file of every "
        "inspection pack made more than 90 days ago, and of every long list after 7 days, and the "
        "files of training done elsewhere a year after it was declined and six years after it was "
        "accepted, and requests to join after 30 days."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do each and print how many."""
        now = timezone.now()
        self.stdout.write(f"Uploaded packages expired: {expire_uploads(at=now)}")
        rooms = forget_attendance(months=settings.ATTENDANCE_MONTHS, at=now)
        self.stdout.write(f"Training rooms whose attendance was removed: {rooms}")
        self.stdout.write(f"Inspection packs removed: {expire_packs(at=now)}")
        self.stdout.write(f"Excel files of long lists removed: {expire_list_files(at=now)}")
        self.stdout.write(f"Files of training elsewhere removed: {expire_evidence(at=now)}")
        self.stdout.write(f"Requests to join removed: {expire_requests(at=now)}")
