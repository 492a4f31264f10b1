"""Which reminders would go out on the days to come, if nobody completed anything meanwhile."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from courses.accounts.membership import Membership
from courses.compliance.queries import Rule, facts_of
from courses.compliance.status import Finding, History, State, status_on
from courses.compliance.urgency import most_urgent
from courses.notifications.models import Reminder
from courses.notifications.plan import Plan
from courses.notifications.queries import told_lately
from courses.notifications.reminders import Wanted, wanted_on

DAYS = 30
MOST_PEOPLE = 5_000
NOTHING_GIVEN: Mapping[tuple[int, int], date] = {}
OPEN: Mapping[int, date] = {}
NOTHING_TO_DO = {State.IN_DATE, State.NOT_REQUIRED, State.EXEMPT}


@dataclass(frozen=True, slots=True)
class Coming:
    """The one mail of a day that one person would have, and what it would name."""

    membership: Membership
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """One person with what is known of them, under each rule for each course."""

    membership: Membership
    histories: Mapping[int, list[History]]

    def standings(self, on: date) -> Iterator[tuple[tuple[int, int], Finding]]:
        """Yield the standing in each course on ``on``, the most urgent of several rules."""
        for course, found in self.histories.items():
            finding = most_urgent(status_on(history, on) for history in found)
            yield (self.membership.pk, course), finding


def forecast(
    memberships: Sequence[Membership],
    *,
    rules: Sequence[Rule],
    plan: Plan,
    published: set[int],
    first: date,
    days: int = DAYS,
    given_on: Mapping[tuple[int, int], date] = NOTHING_GIVEN,
    opens: Mapping[int, date] = OPEN,
) -> dict[date, list[Coming]]:
    """Return who would be reminded of what on each of ``days`` days from ``first`` on.

    ``given_on``: (membership, course) of whoever will be given a course, and on which day.
    Of ``published`` courses alone, and of those of ``opens``, by course, from that day on. What was
    told already is left out, and nothing is told twice.
    Seven queries, however many people and days.
    """
    until = last_of(plan, first=first, days=days)
    return coming_of(
        watched(memberships, rules=rules, first=first, until=until),
        memberships=memberships,
        courses={rule.course_id for rule in rules},
        plan=plan,
        published=published,
        first=first,
        days=days,
        given_on=given_on,
        opens=opens,
    )


def last_of(plan: Plan, *, first: date, days: int) -> date:
    """Return the last due day of which something may be said on ``days`` days from ``first`` on."""
    return first + timedelta(days=days + max(plan.before, default=0))


def coming_of(
    people: Sequence[Watched],
    *,
    memberships: Sequence[Membership],
    courses: set[int],
    plan: Plan,
    published: set[int],
    first: date,
    days: int,
    given_on: Mapping[tuple[int, int], date],
    opens: Mapping[int, date] = OPEN,
) -> dict[date, list[Coming]]:
    """Return the same of ``people``, who are of ``memberships``, as known; three queries.

    ``courses``: every course that the rules are about.
    """
    told = {**told_lately(memberships, courses, on=first), **given_on}
    rows = Reminder.objects.filter(membership__in=[one.pk for one in memberships])
    given = {Wanted(*row) for row in rows.values_list("membership", "course", "due_on", "stage")}
    coming: dict[date, list[Coming]] = {}
    for day in (first + timedelta(days=n) for n in range(days)):
        found = coming[day] = []
        if plan.rests_on(day):
            continue
        for person in people:
            plans = {person.membership.pk: plan}
            wanted = [
                one
                for one in wanted_on(person.standings(day), told=told, on=day, plans=plans)
                if one not in given
                and opens.get(one.course_id, day) <= day
                and any(way in published for way in one.ways)
            ]
            if wanted:
                given.update(wanted)
                found.append(Coming(person.membership, tuple(wanted)))
    return coming


def watched(
    memberships: Sequence[Membership], *, rules: Sequence[Rule], first: date, until: date
) -> list[Watched]:
    """Return the people for whom something may be to do between these days; three queries.

    One more where a rule asks for a tag.
    """
    facts = facts_of(memberships, rules=rules)
    found = (
        watched_one(
            member,
            ((rule.course_id, facts.history(member, rule)) for rule in rules),
            first=first,
            until=until,
        )
        for member in memberships
    )
    return [one for one in found if one.histories]


def watched_one(
    membership: Membership,
    known: Iterable[tuple[int, History]],
    *,
    first: date,
    until: date,
) -> Watched:
    """Return one person with those of ``known``, by course, under which something may come."""
    histories: dict[int, list[History]] = {}
    for course, history in known:
        if may_come(history, first=first, until=until):
            histories.setdefault(course, []).append(history)
    return Watched(membership, histories)


def may_come(history: History, *, first: date, until: date) -> bool:
    """Test whether something under one rule may be to do from ``first`` to ``until``.

    Not where nothing is on either day, and nothing begins or ends between them.
    """
    if has_turns(history, first=first, until=until):
        return True
    return any(status_on(history, day).state not in NOTHING_TO_DO for day in (first, until))


def has_turns(history: History, *, first: date, until: date) -> bool:
    """Test whether the rule, a job, a tag or an exemption begins or ends between the two days."""
    spans = [
        *((one.effective_from, one.effective_until) for one in history.revisions),
        *history.spans(),
        *((one.valid_from, one.valid_until) for one in history.exemptions),
    ]
    return any(first <= day <= until for span in spans for day in span if day is not None)
