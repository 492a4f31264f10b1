"""Import a course package as a draft, and publish it where that is asked."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.packages.opening import shared_beside
from courses.usecases.import_package import Imported, import_package
from courses.usecases.publish_version import ReasonNeeded, publish_version

NOTHING_WRITTEN = "The package was refused; nothing was written."
STILL_A_DRAFT = "The version stays a draft. Check these, or give --reason TEXT to publish it so."
MAX_REASON = 500


def reason_of(text: str) -> str:
    """Return ``text`` as the reason for publishing, without the blanks around it.

    :raises ArgumentTypeError: when it is longer than the table holds.
    """
    reason = text.strip()
    if len(reason) > MAX_REASON:
        message = f"it may have at most {MAX_REASON} characters"
        raise ArgumentTypeError(message)
    return reason


class Command(BaseCommand):
    """Imports one package; exit code 1 with every problem on its own line where it is refused."""

    help = "Import a course package (a folder or a zip) as a draft version."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("path", type=Path, help="the folder or zip of the package")
        parser.add_argument("--dry-run", action="store_true", help="say what would change")
        parser.add_argument("--publish", action="store_true", help="publish the imported version")
        parser.add_argument(
            "--reason",
            type=reason_of,
            default="",
            help="why it is published although something it cites is past its review date",
        )
        parser.add_argument(
            "--shared", type=Path, help="folder of facts, sources … where the package has none"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import the package."""
        path, now = options["path"], timezone.now()
        imported = import_package(
            path=path,
            at=now,
            shared=options["shared"] or shared_beside(path),
            dry_run=options["dry_run"],
        )
        self.tell(imported)
        if options["publish"] and imported.version is not None:
            try:
                version = publish_version(
                    version=imported.version, at=now, reason=options["reason"]
                )
            except ReasonNeeded as error:
                message = f"{error}. {STILL_A_DRAFT}"
                raise CommandError(message) from error
            self.stdout.write(f"{version} is {version.get_state_display().lower()}.")

    def tell(self, imported: Imported) -> None:
        """Print warnings and plan; end with exit code 1 where there are problems."""
        for warning in imported.report.warnings:
            self.stdout.write(f"Warning: {warning.advice}")
        if problems := imported.report.problems:
            for problem in problems:
                self.stderr.write(problem.advice)
            raise CommandError(NOTHING_WRITTEN)
        for line in imported.plan.lines if imported.plan else ():
            self.stdout.write(line)
