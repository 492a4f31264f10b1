"""Invent the days on which people met a rule, by how well they keep up."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from courses.common.dates import LONDON, add_months
from courses.compliance.models import Requirement
from courses.usecases.seed_people import Person

# How people keep up, by share: on time, late each year, stopped after once, never began.
HABITS = {"on-time": 80, "late": 11, "stopped": 6, "never": 3}


def noon(day: date) -> datetime:
    """Return the noon of a London day."""
    return datetime.combine(day, time(12), tzinfo=LONDON)


def applies(rule: Requirement, person: Person) -> bool:
    """Test whether the rule names the person in any of their periods."""
    roles, sites = rule.audience.roles, rule.audience.sites
    return (not roles or not person.role_ids.isdisjoint(roles)) and (
        not sites or not person.site_ids.isdisjoint(sites)
    )


def days_completed(
    rule: Requirement, person: Person, *, random: Random, today: date
) -> Iterator[date]:
    """Yield the days on which the person met the rule, oldest first, by how they keep up."""
    (habit,) = random.choices(list(HABITS), weights=list(HABITS.values()))
    if habit == "never":
        return
    last = min(person.left or today, today)
    lateness = 60 if habit == "late" else 0
    day = max(person.started, rule.effective_from) + timedelta(
        days=random.randint(0, rule.due_days or 0) + lateness
    )
    while day <= last:
        yield day
        if habit == "stopped" or rule.valid_months is None:
            return
        early = random.randint(0, rule.renew_window_days) - lateness
        day = add_months(day, rule.valid_months) - timedelta(days=early)
