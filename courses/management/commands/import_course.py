"""Import a course package as a draft, and publish it where that is asked."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.packages.opening import shared_beside
from courses.usecases.import_package import Imported, import_package
from courses.usecases.publish_version import publish_version

NOTHING_WRITTEN = "The package was refused; nothing was written."


class Command(BaseCommand):
    """Imports one package; exit code 1 with every problem on its own line where it is refused."""

    help = "Import a course package (a folder or a zip) as a draft version."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("path", type=Path, help="the folder or zip of the package")
        parser.add_argument("--dry-run", action="store_true", help="say what would change")
        parser.add_argument("--publish", action="store_true", help="publish the imported version")
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
            reason = "Published from the command line"
            version = publish_version(version=imported.version, at=now, reason=reason)
            self.stdout.write(f"{version} is {version.get_state_display().lower()}.")

    def tell(self, imported: Imported) -> None:
        """Print warnings and plan; end with exit code 1 where there are problems."""
        for warning in imported.report.warnings:
            self.stdout.write(f"Warning: {warning.advice}")
        if problems := imported.report.problems:
            for problem in problems:
                self.stderr.write(problem.advice)
            raise CommandError(NOTHING_WRITTEN)
        for line in imported.plan:
            self.stdout.write(line)
