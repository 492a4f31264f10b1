"""Write one backup: the database of one moment, keys, fonts, media."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from courses.management import archive, snapshot


class Command(BaseCommand):
    """Writes one file that ``restore`` reads; people may go on working meanwhile."""

    help = "Write database and files of DATA_DIR to one file."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Ask for the file to write."""
        parser.add_argument("file", type=Path, help="the file to write; it must not exist yet")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        """Write the backup.

        :raises CommandError: where the file is there already or its folder is not.
        """
        if file.exists() or not file.parent.is_dir():
            message = f"Name a new file in a folder that exists: {file}"
            raise CommandError(message)
        with TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
            rows = snapshot.take(Path(folder))
            facts = {
                "taken_at": timezone.now().isoformat(timespec="seconds"),
                "database": connection.vendor,
                "migrations": snapshot.migrations(),
                "rows": rows,
            }
            archive.write(
                file, database=Path(folder), data_dir=Path(settings.DATA_DIR), facts=facts
            )
        self.stdout.write(f"{sum(rows.values())} rows of {len(rows)} tables in {file}")
