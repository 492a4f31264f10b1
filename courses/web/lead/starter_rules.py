"""Rules to begin with, offered where there are none: none is in force until a lead saves it.

Suggestions of ours by kind of work, not law: how often the full course is taken is not fixed
nationally. Reading one's part of the statutory guidance is for schools and colleges alone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from courses.accounts.models import Sector


@dataclass(frozen=True, slots=True)
class StarterRule:
    """One rule to begin with: everyone holds the course of this slug."""

    course: str
    words: str | Promise
    due_days: int
    valid_months: int | None = None
    refresher: str = ""

    def answers(self, courses: Collection[str]) -> dict[str, Any]:
        """Return the form of a new rule as it would be filled in, with ``courses`` on offer."""
        return {
            "who": "everyone",
            "course": self.course,
            "due": "days",
            "due_days": self.due_days,
            "valid_months": self.valid_months,
            "refresher": self.refresher if self.refresher in courses else "",
        }


EVERYWHERE = (
    StarterRule(
        "induction-essentials",
        gettext_lazy("Everyone, due on their first day, once"),
        due_days=0,
    ),
    StarterRule(
        "recognise-respond-report",
        gettext_lazy("Everyone, due 28 days after starting, again every 12 months"),
        due_days=28,
        valid_months=12,
        refresher="annual-refresher",
    ),
)
IN_SCHOOLS = (
    StarterRule(
        "read-your-part",
        gettext_lazy("Everyone, due 14 days after starting, again every 12 months"),
        due_days=14,
        valid_months=12,
    ),
)


def starters_for(sector: str, *, courses: Collection[str]) -> list[StarterRule]:
    """Return the rules to begin with in this kind of work, of the ``courses`` on offer alone."""
    rules = EVERYWHERE + (IN_SCHOOLS if sector == Sector.SCHOOL else ())
    return [rule for rule in rules if rule.course in courses]
