"""Make the HTML of every version anew, after the renderer was upgraded."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from courses.catalogue.queries import every_version
from courses.packages.rerendering import TextsRefused
from courses.usecases.rerender_content import rerender_content


class Command(BaseCommand):
    """Rewrites the HTML of all versions, drafts too, from their text; each in a transaction.

    Safe to run twice.
    """

    help = "Make the HTML of every course version anew from its text, with the installed renderer."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --dry-run."""
        parser.add_argument("--dry-run", action="store_true", help="count, and write nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Rewrite each version and print how many of its texts differed.

        :raises CommandError: when the renderer refuses texts; those versions keep their HTML.
        """
        dry_run, now = options["dry_run"], timezone.now()
        word = "to rewrite" if dry_run else "rewritten"
        refused = []
        for version in every_version():
            name = f"{version.course.slug} {version.version}"
            try:
                count = rerender_content(version=version, at=now, dry_run=dry_run)
            except TextsRefused as error:
                refused += [f"{name}: {place}" for place in error.places]
            else:
                self.stdout.write(f"{name}: texts {word}: {count}")
        if refused:
            raise CommandError("\n".join(refused))
