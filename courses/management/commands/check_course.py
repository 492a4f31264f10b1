"""Check course packages without importing them."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.common.dates import local_date
from courses.packages.checking import PAST, differing
from courses.packages.opening import opened, shared_beside
from courses.packages.problems import Problem, in_order

HAS_PROBLEMS = "There are problems to put right."


class Command(BaseCommand):
    """Prints every problem and warning of the packages; exit code 1 where there is a problem."""

    help = "Check course packages; nothing is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("paths", nargs="+", type=Path, help="folders or zips of packages")
        parser.add_argument(
            "--strict", action="store_true", help="a review date that is past is a problem"
        )
        parser.add_argument(
            "--on", type=date.fromisoformat, help="the day for review dates (default: today)"
        )
        parser.add_argument("--shared", type=Path, help="folder used where a package has no shared")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Check the packages, on their own and against one another."""
        today = options["on"] or local_date(timezone.now())
        found = [
            opened(path, today=today, shared=options["shared"] or shared_beside(path))
            for path in options["paths"]
        ]
        problems = [problem for one in found for problem in one.report.problems]
        warnings = [warning for one in found for warning in one.report.warnings]
        problems += differing(one.package for one in found if one.package is not None)
        if options["strict"]:
            problems += [warning for warning in warnings if is_past(warning)]
            warnings = [warning for warning in warnings if not is_past(warning)]
        for warning in in_order(warnings):
            self.stdout.write(f"Warning: {warning.advice}")
        if problems:
            for problem in in_order(problems):
                self.stderr.write(problem.advice)
            raise CommandError(HAS_PROBLEMS)
        self.stdout.write(f"No problems in {len(found)} package{'' if len(found) == 1 else 's'}.")


def is_past(warning: Problem) -> bool:
    """Test whether ``warning`` is about a review date that is past."""
    return warning.message.startswith(PAST)
