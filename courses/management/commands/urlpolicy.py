"""Print every address with its policy."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.web.policy import as_rows


class Command(BaseCommand):
    """Lists the addresses as the tests walk them; exit code 1 where one declares no policy."""

    help = "Print every address with its policy, as a table or as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the rows."""
        rows = as_rows()
        if options["json"]:
            self.stdout.write(json.dumps(rows, indent=2))
        else:
            for row in rows:
                self.stdout.write(line_of(row))
        undeclared = [row["route"] for row in rows if row["policy"] is None]
        if undeclared:
            raise CommandError("No policy declared: " + ", ".join(undeclared))


def line_of(row: dict[str, Any]) -> str:
    """Return one address as a line of the table."""
    policy = row["policy"] or {
        "audience": "UNDECLARED",
        "methods": [],
        "rows": "",
        "permission": "",
    }
    methods = ",".join(policy["methods"])
    return (
        f"{row['route']:70} {policy['audience']:8} {methods:9} {policy['rows']:2}"
        f" {policy['permission']}".rstrip()
    )
