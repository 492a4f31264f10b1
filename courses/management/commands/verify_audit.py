"""Check that the trail is whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from courses.audit.queries import broken_chains
from courses.audit.triggers import NAMES, installed_triggers


class Command(BaseCommand):
    """Checks triggers and hash chains; exit code 1 names the first broken link of each chain."""

    help = "Check that the triggers stand and that every chain of the audit trail is unbroken."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Check and report."""
        missing = sorted(set(NAMES) - set(installed_triggers(connection)))
        problems = [f"The trigger {name} is missing: run migrate." for name in missing]
        problems += [
            f"Organisation {chain}: event {sequence} does not follow."
            for chain, sequence in broken_chains()
        ]
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write("The audit trail is whole.")
