"""Dated facts about people, read for the pure rules of ``status``: one query each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import DateField, F, Value
from django.db.models.functions import Cast

from courses.accounts.membership import Member, MembershipPeriod, Tagging
from courses.common.among import packed
from courses.compliance.allowances import Excused, Extended
from courses.compliance.assignments import Assignment
from courses.compliance.audience import Assigned, Period, Tagged
from courses.compliance.extensions import Extension
from courses.compliance.models import Exemption
from courses.compliance.status import Done, Revision
from courses.learning.models import Completion

DAYS_KEPT = 8_192  # in the memory of a process; days and versions, nobody's name


def periods_by_membership(
    memberships: Sequence[Member], *, known_at: datetime | None = None
) -> dict[int, tuple[Period, ...]]:
    """Return every period of each membership, by its id; one query."""
    found: dict[int, tuple[Period, ...]] = {}
    known = MembershipPeriod.objects.known(known_at)
    rows = known.filter(membership__pk__among=packed(m.pk for m in memberships))
    for membership, since, until, *place in rows.order_by("valid_from", "pk").values_list(
        "membership", "valid_from", "valid_until", "role", "site", "team"
    ):
        period = Period(since, until, place[0] or 0, place[1] or 0, place[2])
        found[membership] = (*found.get(membership, ()), period)
    return found


def period_of(row: MembershipPeriod) -> Period:
    """Return one period as the pure rules read it."""
    return Period(row.valid_from, row.valid_until, row.role_id or 0, row.site_id or 0, row.team_id)


def tags_by_membership(
    membership_ids: Collection[int],
    *,
    revisions: Iterable[Revision],
    known_at: datetime | None = None,
) -> dict[int, tuple[Tagged, ...]]:
    """Return the tags of each membership that some revision asks for, by its id.

    One query, none where no revision asks for a tag.
    """
    asked = {tag for one in revisions for tag in one.audience.tags}
    found: dict[int, tuple[Tagged, ...]] = defaultdict(tuple)
    if not asked:
        return found
    rows = Tagging.objects.known(known_at).filter(
        membership__pk__among=packed(membership_ids), tag__in=asked
    )
    columns = ("membership", "valid_from", "valid_until", "tag")
    for membership, since, until, tag in rows.values_list(*columns):
        found[membership] += (Tagged(since, until, tag),)
    return found


def assigned_by_membership(
    membership_ids: Collection[int],
    *,
    revisions: Iterable[Revision],
    known_at: datetime | None = None,
) -> dict[tuple[int, UUID], tuple[Assigned, ...]]:
    """Return the courses that these people were given by a day, by (membership, rule).

    One query, none where no revision is for people who were chosen.
    """
    found: dict[tuple[int, UUID], tuple[Assigned, ...]] = defaultdict(tuple)
    if not any(one.audience.chosen for one in revisions):
        return found
    rows = Assignment.objects.known(known_at)
    rows = rows.filter(membership__pk__among=packed(membership_ids))
    days = ("valid_from", "valid_until", "due_on", "counts_from")
    for membership, rule, *given in rows.values_list("membership", "rule", *days):
        found[membership, rule] += (Assigned(*given),)
    return found


def completions_by_learner(
    memberships: Sequence[Member],
    *,
    course_ids: Collection[int],
    known_at: datetime | None = None,
) -> dict[tuple[int, int, int], tuple[Done, ...]]:
    """Return the completions of these people, by (learner, organisation, course); one query."""
    found: dict[tuple[int, int, int], tuple[Done, ...]] = defaultdict(tuple)
    rows = Completion.objects.known(known_at).filter(
        learner__pk__among=packed(membership.user_id for membership in memberships),
        organisation__in={membership.organisation_id for membership in memberships},
        course__in=course_ids,
    )
    for learner, organisation, course, completed_on, *version in rows.values_list(
        "learner",
        "organisation",
        "course",
        "completed_on",
        "version__major",
        "version__minor",
        "version__patch",
    ):
        found[learner, organisation, course] += (done_on(completed_on, *version),)
    return found


@lru_cache(maxsize=DAYS_KEPT)
def done_on(completed_on: date, major: int | None, minor: int | None, patch: int | None) -> Done:
    """Return a completion of that day and version; many people share few days."""
    if major is None or minor is None or patch is None:
        return Done(completed_on)
    return Done(completed_on, (major, minor, patch))


class Allowances(NamedTuple):
    """What people are excused from and given more time for, by (membership, rule)."""

    excused: dict[tuple[int, UUID], tuple[Excused, ...]]
    extended: dict[tuple[int, UUID], tuple[Extended, ...]]


def allowances_by_membership(
    memberships: Sequence[Member], *, known_at: datetime | None = None
) -> Allowances:
    """Return the exemptions and the later due days of these people; one query for both."""
    found = Allowances(defaultdict(tuple), defaultdict(tuple))
    columns = ("membership", "rule", "valid_from", "valid_until", "due")
    no_day = Cast(Value(None), DateField())
    rows = [
        table.objects.known(known_at)
        .filter(membership__pk__among=packed(m.pk for m in memberships))
        .order_by()
        .annotate(due=due)
        .values_list(*columns)
        for table, due in ((Exemption, no_day), (Extension, F("due_on")))
    ]
    for membership, rule, since, until, due in rows[0].union(rows[1], all=True):
        if due is None:
            found.excused[membership, rule] += (Excused(since, until),)
        else:
            found.extended[membership, rule] += (Extended(since, until, due),)
    return found
