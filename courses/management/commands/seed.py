"""Fill an empty demonstration with invented history, for measuring and for trials."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from courses.accounts.sign_in import DEMO_PASSWORD
from courses.common.dates import local_date
from courses.usecases.load_demo import CourseRefused
from courses.usecases.seed_history import MOST_RULES, PeopleThere, Plan, seed_history

FEWEST = 2  # people in an organisation
MOST_MONTHS = 120


class Command(BaseCommand):
    """Seeds; refused outside DEMO, and where anybody is in the database already."""

    help = "Invent organisations, people and years of training (DEMO=1 and an empty database only)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the counts."""
        parser.add_argument("--organisations", type=int, default=1)
        parser.add_argument(
            "--staff",
            type=int,
            nargs="+",
            default=[1000],
            help="people in all, shared evenly; or a number for each organisation",
        )
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same history")
        parser.add_argument("--requirements", type=int, default=3, help=f"rules, 1 to {MOST_RULES}")
        parser.add_argument(
            "--months",
            type=int,
            default=12,
            help="how long training holds: the longer, the less of it",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make the tables, then everything, and print what was made."""
        if not settings.DEMO:
            raise CommandError("Invented people are for DEMO=1 alone: their password is public.")
        sizes = sizes_of(options["organisations"], options["staff"])
        plan = Plan(sizes, options["requirements"], options["seed"], options["months"])
        if problem := refusal(plan):
            raise CommandError(problem)
        call_command("prepare")
        now = timezone.now()
        try:
            seeded = seed_history(
                plan=plan,
                fixtures=settings.BASE_DIR / "fixtures",
                site_url=settings.SITE_URL,
                keys=settings.DATA_DIR / "keys",
                at=now,
                today=local_date(now),
            )
        except PeopleThere:
            message = "There are people in this database already. Name an empty folder in DATA_DIR."
            raise CommandError(message) from None
        except CourseRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{seeded.people} people, {seeded.completions} completions.")
        self.stdout.write(f"Sign in with one of these; the password is {DEMO_PASSWORD}")
        for address in seeded.sign_ins:
            self.stdout.write(f"  {address}")


def sizes_of(organisations: int, staff: list[int]) -> tuple[int, ...]:
    """Return the people of each organisation: as given, or one total shared evenly."""
    if len(staff) > 1 or organisations < 1:
        return tuple(staff)
    share, rest = divmod(staff[0], organisations)
    return tuple(share + (position < rest) for position in range(organisations))


def refusal(plan: Plan) -> str:
    """Return what is wrong with the counts, in one sentence; empty where nothing is."""
    if min(plan.staff) < FEWEST:
        return f"Give at least {FEWEST} staff for each organisation: a lead and a learner."
    if not 1 <= plan.requirements <= MOST_RULES:
        return f"Give --requirements 1 to {MOST_RULES}."
    if not 1 <= plan.months <= MOST_MONTHS:
        return f"Give --months 1 to {MOST_MONTHS}."
    return ""
