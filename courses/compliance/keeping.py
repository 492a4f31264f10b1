"""Kept standings: which of them are out of date, and what is to be kept instead."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.expressions import Combinable

from courses.accounts.membership import Membership, MembershipPeriod, Tagging
from courses.compliance.assignments import Assignment
from courses.compliance.extensions import Extension
from courses.compliance.models import Exemption, KeptStanding, Requirement
from courses.compliance.queries import Rule, facts_of
from courses.compliance.status import History
from courses.compliance.stretches import Stretch, stretches_of
from courses.learning.models import Completion


def rules_now(organisation_id: int) -> tuple[int, int]:
    """Return how many revisions of rules stand, and the sum of their ids; one query."""
    rows = Requirement.objects.current().filter(organisation=organisation_id)
    found = rows.aggregate(number=Count("pk"), sum=Sum("pk"))
    return found["number"], int(found["sum"] or 0)


def people_changed(
    organisation_id: int, *, known_at: datetime | Combinable
) -> QuerySet[Membership, tuple[int, int]]:
    """Return (member, person), as ids, about whom a fact has come or gone since ``known_at``."""
    here = {"organisation": organisation_id}
    members = Membership.objects.filter(**here).order_by()
    parts: list[QuerySet[Any, tuple[int, int]]] = []
    for changed in ({"recorded_at__gte": known_at}, {"superseded_at__gte": known_at}):
        done = Completion.objects.filter(**here, **changed).order_by()
        parts.append(members.filter(user__in=done.values("learner")).values_list("pk", "user"))
        for table in (MembershipPeriod, Exemption, Extension, Tagging, Assignment):
            rows = table.objects.filter(**here, **changed).order_by()
            parts.append(rows.values_list("membership", "membership__user"))
    return parts[0].union(*parts[1:])


def standings_to_keep(
    memberships: Sequence[Membership], *, rules: Sequence[Rule]
) -> Iterator[KeptStanding]:
    """Yield what is to be kept of these people, of one organisation, under all its rules."""
    facts = facts_of(memberships, rules=rules)
    for membership in memberships:
        histories: dict[int, list[History]] = defaultdict(list)
        for rule in rules:
            histories[rule.course_id].append(facts.history(membership, rule))
        for course_id, mine in histories.items():
            for stretch in stretches_of(mine):
                yield kept_as(stretch, membership=membership, course_id=course_id)


def kept_as(stretch: Stretch, *, membership: Membership, course_id: int) -> KeptStanding:
    """Return one stretch as the row that keeps it."""
    return KeptStanding(
        organisation_id=membership.organisation_id,
        membership_id=membership.pk,
        course_id=course_id,
        first_day=stretch.first_day.toordinal(),
        last_day=stretch.last_day.toordinal(),
        held_until=stretch.held_until.toordinal(),
        renew_from=stretch.renew_from.toordinal(),
        todo_from=stretch.todo_from.toordinal(),
        soon_from=stretch.soon_from.toordinal(),
        late_from=stretch.late_from.toordinal(),
        is_excused=stretch.is_excused,
        due_on=stretch.due_on.toordinal() if stretch.due_on else None,
        refresher=stretch.refresher_id,
    )
