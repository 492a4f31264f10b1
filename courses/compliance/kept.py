"""Lists and counts of many people from kept standings, and of whoever has changed since afresh."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from courses.accounts.membership import Membership
from courses.compliance.keeping import people_changed
from courses.compliance.kept_tables import KeptPerson, StandingMark
from courses.compliance.models import KeptStanding, Requirement
from courses.compliance.ranks import BANDS
from courses.compliance.status import Finding, State

MOST_CHANGED = 1_000  # people; with more, everybody's is worked out afresh until the next time


@dataclass(frozen=True, slots=True)
class Kept:
    """The kept standings of one organisation that hold for a day.

    ``changed``: the members, each with the id of the person, whose are out of date.
    ``has_numbers``: whether the ``KeptPerson`` of everybody else is of the day, which is today.
    """

    organisation_id: int
    on: date
    changed: Mapping[int, int]
    has_numbers: bool = False

    def rows(self) -> QuerySet[KeptStanding]:
        """Return the row of each person and course on the day, of those that are up to date."""
        day = self.on.toordinal()
        rows = KeptStanding.objects.filter(
            organisation=self.organisation_id, last_day__gte=day, first_day__lte=day
        )
        return rows.exclude(membership__in=list(self.changed)) if self.changed else rows

    def people(self) -> QuerySet[KeptPerson]:
        """Return the numbers of each person on the day, of those that are up to date."""
        day = self.on.toordinal()
        rows = KeptPerson.objects.filter(
            organisation=self.organisation_id, last_day__gte=day, first_day__lte=day
        )
        return rows.exclude(membership__in=list(self.changed)) if self.changed else rows

    def changed_members(self) -> list[Membership]:
        """Return those whose kept standings are out of date, to be worked out; no query."""
        here = self.organisation_id
        return [
            Membership(pk=member, user_id=user, organisation_id=here)
            for member, user in sorted(self.changed.items())
        ]

    def findings(self, membership_ids: Collection[int]) -> dict[tuple[int, int], Finding]:
        """Return what these people have to do or may renew, without reasons; one query.

        Keys: (membership id, course id). Of whoever has changed nothing is returned.
        """
        wanted = sorted(set(membership_ids) - set(self.changed))
        day = self.on.toordinal()
        rows = KeptStanding.objects.filter(
            organisation=self.organisation_id,
            membership__in=wanted,
            last_day__gte=day,
            first_day__lte=day,
            renew_from__lte=day,
            is_excused=False,
        )
        return {(row.membership_id, row.course_id): finding_of(row, day=day) for row in rows}


def finding_of(row: KeptStanding, *, day: int) -> Finding:
    """Return the finding of ``day`` that a kept row tells, of what is to do or may be renewed."""
    begins = {
        State.OVERDUE: row.late_from,
        State.DUE_SOON: row.soon_from,
        State.DUE: row.todo_from,
    }
    state = next((one for one, begun in begins.items() if begun <= day), State.RENEWAL_OPEN)
    until = row.held_until if state is State.RENEWAL_OPEN else row.due_on
    return Finding(state, date.fromordinal(until or 1), (), row.refresher)


def kept_on(organisation_id: int, *, on: date) -> Kept | None:
    """Return the kept standings, or None where they cannot be relied on; one query.

    They cannot before the first time, while a rule has changed since, and where so many people have
    changed that it is quicker to ask about everybody.
    """
    mark = StandingMark.objects.filter(organisation=organisation_id)
    current = Requirement.objects.current().filter(organisation=organisation_id).order_by()
    sums = current.values("organisation").annotate(number=Count("pk"), sum=Sum("pk"))
    is_good = mark.filter(
        known_at__isnull=False,
        rules_number=Coalesce(Subquery(sums.values("number")), 0),
        rules_sum=Coalesce(Subquery(sums.values("sum")), 0),
    )
    # One row more than the people says that the mark is good, and whether there are numbers of
    # the day: three questions in one query.
    sign = is_good.values_list(Value(0), Case(When(counted_on=on, then=1), default=0))
    people = people_changed(organisation_id, known_at=Subquery(mark.values("known_at")))
    found = dict(people.union(sign)[: MOST_CHANGED + 2])
    if 0 not in found or len(found) > MOST_CHANGED + 1:
        return None
    has_numbers = bool(found.pop(0))
    return Kept(organisation_id, on, found, has_numbers)


def is_kept(organisation_id: int) -> bool:
    """Test whether the standings of an organisation have ever been kept."""
    return StandingMark.objects.filter(organisation=organisation_id).exists()


def conditions(on: date) -> Mapping[str, Q]:
    """Return what a kept row meets in each state on ``on``, by its value; and what runs out when.

    The latter as "expiring_30" for within 30 days, and so on; and "to_do" and "held" for what
    several states have in common.
    """
    day = on.toordinal()
    held = Q(todo_from__gt=day, is_excused=False)
    found = {
        State.OVERDUE: Q(late_from__lte=day),
        State.DUE_SOON: Q(soon_from__lte=day, late_from__gt=day),
        State.DUE: Q(todo_from__lte=day, soon_from__gt=day),
        State.RENEWAL_OPEN: Q(renew_from__lte=day, todo_from__gt=day),
        State.IN_DATE: Q(renew_from__gt=day, is_excused=False),
        State.EXEMPT: Q(is_excused=True),
        "to_do": Q(todo_from__lte=day),
        "held": held,
    }
    least = 0
    for limit in BANDS:
        band = Q(held_until__range=(day + least, day + limit))
        found[f"expiring_{limit}"] = held & band
        least = limit + 1
    return {str(name): condition for name, condition in found.items()}
