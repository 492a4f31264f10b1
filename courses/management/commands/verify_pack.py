"""Check an inspection pack."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.reporting.pack_archive import NoPack, check_pack


class Command(BaseCommand):
    """Checks digests and signature of a pack; exit code 1 names what is not as it was made."""

    help = "Check that an inspection pack was made here and that no file in it was changed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Check and report."""
        try:
            checked = check_pack(options["file"], keys=settings.DATA_DIR / "keys")
        except NoPack as error:
            raise CommandError(str(error)) from error
        problems = [f"Changed, missing or added: {path}" for path in checked.wrong]
        if not checked.signed:
            problems.insert(0, "The signature of manifest.json is of no key of this platform.")
        if problems:
            raise CommandError("\n".join(problems))
        told = checked.manifest
        self.stdout.write(
            f"Genuine: {told['organisation']}, as at {told['as_at']}, {len(told['files'])} files,"
            f" asked for at {told['asked_at']}."
        )
