"""Queue today's reminders."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from courses.usecases.send_reminders import send_reminders


class Command(BaseCommand):
    """Reminds whoever has a course due, overdue or to be renewed; safe to run twice, or at once."""

    help = "Queue today's reminders: one mail a person a day, each stage once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --dry-run."""
        parser.add_argument("--dry-run", action="store_true", help="count, and write nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Queue what is due today and print how much it was, by organisation."""
        dry_run = options["dry_run"]
        told = send_reminders(at=timezone.now(), dry_run=dry_run)
        word = "to send" if dry_run else "queued"
        for slug, count in sorted(told.items()):
            self.stdout.write(f"{slug}: {count} reminders {word}")
        if not told:
            self.stdout.write(f"0 reminders {word}")
