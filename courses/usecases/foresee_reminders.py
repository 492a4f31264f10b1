"""What will go out in the days to come: the calendar, and one person's next mail word for word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation
from courses.accounts.queries import people_in
from courses.common.scope import Scope
from courses.compliance.queries import Rule, rules_of
from courses.learning.openings import not_open_in
from courses.notifications.forecast import (
    DAYS,
    MOST_PEOPLE,
    NOTHING_GIVEN,
    Coming,
    forecast,
)
from courses.notifications.planning import plan_of
from courses.usecases.send_reminders import add_minutes, letter


class TooManyPeople(ValueError):
    """The calendar is worked out person by person, and here are too many."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The next mail of one person: the day, and its words."""

    on: date
    subject: str
    body: str


def foresee(*, scope: Scope) -> dict[date, list[Coming]]:
    """Return who in ``scope`` would be reminded on each of the next 30 days.

    :raises TooManyPeople: where there are more than 5,000.
    """
    members = list(people_in(scope)[: MOST_PEOPLE + 1])
    if len(members) > MOST_PEOPLE:
        raise TooManyPeople
    here = scope.organisation_id
    rules = rules_of([here]).get(here, [])
    return coming_to(members, rules, organisation_id=here, first=scope.on)[0]


def preview_of(membership: Membership, *, organisation: Organisation, on: date) -> Preview | None:
    """Return the next mail of one person from ``organisation``, or None within 30 days."""
    here = organisation.pk
    rules = rules_of([here]).get(here, [])
    coming, minutes = coming_to([membership], rules, organisation_id=here, first=on)
    for day, found in coming.items():
        for one in found:
            places = [organisation] * len(one.wanted)
            plan = plan_of(organisation.pk)
            words = letter(membership.user, one.wanted, places, minutes, on=day, plan=plan)
            return Preview(day, *words)
    return None


def coming_to(
    members: Sequence[Membership],
    rules: Sequence[Rule],
    *,
    organisation_id: int,
    first: date,
    days: int = DAYS,
    given_on: Mapping[tuple[int, int], date] = NOTHING_GIVEN,
) -> tuple[dict[date, list[Coming]], dict[int, int]]:
    """Return the mails of ``members`` by day from ``first`` on, and the minutes of the courses.

    As ``send_reminders`` sends them under ``rules``, where nobody completes anything meanwhile.
    ``given_on``: (membership, course) of whoever is given a course by then, and on which day.
    """
    minutes: dict[int, int] = {}
    add_minutes(
        minutes, {rule.course_id for rule in rules}.union(*(r.refresher_ids for r in rules))
    )
    reached = [
        one
        for one in members
        if one.user.email and one.user.is_active and one.user.anonymised_at is None
    ]
    later = not_open_in([organisation_id], on=first)
    coming = forecast(
        reached,
        rules=rules,
        plan=plan_of(organisation_id),
        published=set(minutes),
        first=first,
        days=days,
        given_on=given_on,
        opens={course: day for (_here, course), day in later.items()},
    )
    return coming, minutes
