"""Seeding from a folder with one small course."""

from pathlib import Path

from courses.common.dates import local_date
from courses.usecases.seed_history import TAUGHT, Plan, Seeded, seed_history
from tests.packages.build import files
from tests.people import NOON

SMALL = Plan(staff=(40, 10), requirements=12, seed=7)


def write_fixtures(folder: Path, **changes) -> Path:
    """Write one course and what it cites below ``folder`` and return where."""
    root = folder / "fixtures"
    for path, text in files(**changes).items():
        place = "" if path.startswith("shared/") else f"courses/{TAUGHT}/"
        file = root / f"{place}{path}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def seed(root: Path, plan: Plan = SMALL) -> Seeded:
    """Seed from the fixtures of ``root``."""
    return seed_history(
        plan=plan,
        fixtures=root,
        site_url="https://training.example.org",
        keys=root / "keys",
        at=NOON,
        today=local_date(NOON),
    )
