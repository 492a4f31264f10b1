"""Queue today's reminders, refreshers and warnings that a supervision ends."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from courses.usecases.offer_refreshers import offer_refreshers
from courses.usecases.send_digests import send_digests
from courses.usecases.send_reminders import send_reminders
from courses.usecases.warn_of_supervision import warn_of_supervision


class Command(BaseCommand):
    """Reminds whoever has a course due, overdue or to renew, offers refreshers, warns leads.

    Safe to run twice, or at once.
    """

    help = "Queue today's reminders and refreshers: one mail a person a day, each stage once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --dry-run."""
        parser.add_argument("--dry-run", action="store_true", help="count, and write nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Queue what is due today and print how much it was, by organisation."""
        dry_run = options["dry_run"]
        now = timezone.now()
        told = send_reminders(at=now, dry_run=dry_run)
        offered = offer_refreshers(at=now, dry_run=dry_run)
        warned = warn_of_supervision(at=now, dry_run=dry_run)
        digests = send_digests(at=now, dry_run=dry_run)
        word = "to send" if dry_run else "queued"
        for slug, count in sorted(told.items()):
            self.stdout.write(f"{slug}: {count} reminders {word}")
        if not told:
            self.stdout.write(f"0 reminders {word}")
        for slug, count in sorted(offered.items()):
            self.stdout.write(f"{slug}: {count} refreshers {word}")
        for slug, count in sorted(warned.items()):
            self.stdout.write(f"{slug}: {count} warnings of supervision {word}")
        for slug, count in sorted(digests.items()):
            self.stdout.write(f"{slug}: {count} digests {word}")
