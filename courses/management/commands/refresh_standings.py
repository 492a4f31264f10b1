"""Work out the kept standings again, where facts have changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from courses.accounts.queries import organisations
from courses.usecases.refresh_standings import refresh_standings


class Command(BaseCommand):
    """Refreshes every organisation; safe to run as often as wished."""

    help = "Work out the standings that lists and counts of many people are answered from."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer to work out everybody's."""
        parser.add_argument("--anew", action="store_true", help="everybody's, changed or not")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Refresh, and print of how many people."""
        for organisation in organisations():
            number = refresh_standings(
                organisation=organisation, at=timezone.now(), anew=options["anew"]
            )
            self.stdout.write(f"{organisation.slug}: {number} people.")
