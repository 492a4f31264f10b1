"""List what must be read again, and what nobody has confirmed yet."""

from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.catalogue.upkeep import Entry, agenda, as_data, entries_in, versions_offered
from courses.common.dates import local_date
from courses.common.jcs import canonical

IS_PAST = "There is something past its review date. Read it again, and publish a new version."


class Command(BaseCommand):
    """Prints what the courses on offer rest on, by review date; exit code 1 where one is past.

    With ``--unconfirmed`` it prints what still awaits a check instead, whatever its date.
    """

    help = "List facts, offences, contacts and courses that are past review, or soon will be."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("--on", type=date.fromisoformat, help="the day (default: today)")
        parser.add_argument(
            "--days", type=int, default=60, help="also list what is due within so many days"
        )
        parser.add_argument(
            "--unconfirmed", action="store_true", help="list what awaits a check, due or not"
        )
        parser.add_argument("--json", action="store_true", help="for machines: one JSON text")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the list.

        :raises CommandError: where something is past its review date on the day.
        """
        on = options["on"] or local_date(timezone.now())
        found = agenda(entries_in(versions_offered(None)), on=on, days=options["days"])
        if options["unconfirmed"]:
            self.print(found.open, on, as_json=options["json"])
            return
        self.print([*found.past, *found.soon], on, as_json=options["json"])
        if found.past:
            raise CommandError(IS_PAST)

    def print(self, entries: Sequence[Entry], on: date, *, as_json: bool) -> None:
        """Print ``entries``, one a line, or all as JSON."""
        if as_json:
            self.stdout.write(canonical([as_data(entry) for entry in entries]).decode())
            return
        for entry in entries:
            word = "Past since" if entry.review_by < on else "Due by"
            awaiting = " (awaiting a check)" if entry.is_open else ""
            self.stdout.write(
                f"{word} {entry.review_by.isoformat()}: {entry.kind} {entry.identifier}{awaiting}:"
                f" {entry.text} [{', '.join(place.address for place in entry.places)}]"
            )
        self.stdout.write(f"{len(entries)} in all.")
