"""Tell leads of the lists that they asked for at intervals."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from courses.usecases.send_lists import send_lists


class Command(BaseCommand):
    """Queues today's mails about lists; safe to run twice, or at once."""

    help = "Tell leads of the lists that they asked for every week or month."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --dry-run."""
        parser.add_argument("--dry-run", action="store_true", help="count, and write nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Queue what is due today and print how much it was, by organisation."""
        dry_run = options["dry_run"]
        told = send_lists(at=timezone.now(), dry_run=dry_run)
        word = "to send" if dry_run else "queued"
        for slug, count in sorted(told.items()):
            self.stdout.write(f"{slug}: {count} lists {word}")
        if not told:
            self.stdout.write(f"0 lists {word}")
