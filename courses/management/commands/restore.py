"""Bring a backup back: check it, put everything in place, migrate, verify, count."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from courses.certification.queries import forged
from courses.management import archive, snapshot

COUNTED = {
    "courses_organisation": "organisations",
    "courses_user": "people",
    "courses_enrolment": "enrolments",
    "courses_certificate": "certificates",
    "courses_auditevent": "audit events",
}


class Command(BaseCommand):
    """Puts a backup in place and proves that it is whole; everybody signs in again afterwards."""

    help = "Replace database and files by those of a backup."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Ask for the file, and whether what is there may go."""
        parser.add_argument("file", type=Path, help="a file that backup wrote")
        parser.add_argument(
            "--replace", action="store_true", help="give up the people and files that are there"
        )

    def handle(self, *_args: Any, file: Path, replace: bool, **_options: Any) -> None:
        """Check first, then replace, then verify.

        :raises CommandError: where the backup is not whole or does not fit, where people would be
            lost, or where something does not verify afterwards.
        """
        data_dir = Path(settings.DATA_DIR)
        with TemporaryDirectory(dir=data_dir, prefix=".restore-") as folder:
            unpacked = Path(folder)
            manifest = archive.unpack(file, unpacked)
            refuse_misfit(manifest)
            if not replace:
                refuse_loss(data_dir)
            snapshot.put_back(unpacked / "database", at=manifest["migrations"])
            found = snapshot.counts(manifest["rows"])
            files = archive.put_files(unpacked / "data", data_dir)
        call_command("prepare")
        verify(manifest["rows"], found, keys=data_dir / "keys")
        told = ", ".join(f"{found.get(table, 0)} {noun}" for table, noun in COUNTED.items())
        self.stdout.write(f"Restored the backup of {manifest['taken_at']}: {told}, {files} files.")
        call_command("verify_audit", stdout=self.stdout)


def refuse_misfit(manifest: dict[str, Any]) -> None:
    """Let a backup pass that this database and this release can take.

    :raises CommandError: otherwise.
    """
    if manifest["database"] != connection.vendor:
        message = f"The backup is of {manifest['database']}, DATABASE_URL names {connection.vendor}"
        raise CommandError(message)
    if unknown := snapshot.unknown_migrations(manifest["migrations"]):
        message = f"The backup is of another release: {', '.join(unknown)} is not known here"
        raise CommandError(message)


def refuse_loss(data_dir: Path) -> None:
    """Let pass where no people and no keys would be lost.

    :raises CommandError: otherwise.
    """
    if snapshot.holds_people() or any((data_dir / "keys").glob("*")):
        message = "There are people or keys here. Back them up, then add --replace to give them up"
        raise CommandError(message)


def verify(expected: dict[str, int], found: dict[str, int], *, keys: Path) -> None:
    """Let pass where every row came back and every certificate is genuine.

    :raises CommandError: otherwise.
    """
    differing = [table for table, count in expected.items() if found.get(table) != count]
    if differing:
        message = f"Rows are missing in: {', '.join(differing)}"
        raise CommandError(message)
    if count := forged(keys=keys):
        message = f"{count} certificates do not verify with the keys of the backup"
        raise CommandError(message)
