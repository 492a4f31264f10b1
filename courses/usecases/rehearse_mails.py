"""Which reminders a rule would bring or take away, before it is saved; nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from courses.accounts.membership import Membership
from courses.compliance.models import Requirement
from courses.compliance.queries import Rule, courses_of, facts_of, rules_of, standings_read
from courses.compliance.revising import with_drawn
from courses.learning.many import open_among
from courses.notifications.forecast import DAYS, Coming, forecast
from courses.notifications.planning import plan_of
from courses.usecases.apply_requirements import TO_DO, ways
from courses.usecases.send_reminders import add_minutes

MOST_PEOPLE = 1_000
LONGEST_WAIT = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Mails:
    """How many mails go to the people a rule touches, each day on which it changes them.

    ``days``: day, mails with the rule, mails as things are. ``until`` is the last day looked at.
    """

    until: date
    days: tuple[tuple[date, int, int], ...] = ()


def rehearse_mails(*, drawn: Requirement, today: date) -> Mails | None:
    """Return the mails that would be others if ``drawn``, not saved, were a rule from its day on.

    Of the 30 days from its first day on, and those until then. As ``send_reminders`` sends them on
    each day, where nobody completes anything meanwhile. None where it touches more than 1,000
    people, or begins more than 60 days ahead: nobody can say that far, or wait that long.
    """
    begins = max(today, drawn.effective_from)
    if begins > today + LONGEST_WAIT:
        return None
    before = rules_of([drawn.organisation_id]).get(drawn.organisation_id, [])
    after = with_drawn(before, drawn)
    members = touched(drawn, [one for one in (*before, *after) if one.course_id == drawn.course_id])
    if len(members) > MOST_PEOPLE:
        return None
    number = (begins - today).days + DAYS
    about = [rule for rule in after if rule.course_id == drawn.course_id]
    given = to_be_given(members, about, on=begins) if members else {}
    was = coming_to(members, before, today=today, days=number, given_on={})
    will = coming_to(members, after, today=today, days=number, given_on=given)
    return Mails(
        until=today + timedelta(days=number - 1),
        days=tuple((day, len(will[day]), len(was[day])) for day in will if will[day] != was[day]),
    )


def touched(drawn: Requirement, rules: Sequence[Rule]) -> list[Membership]:
    """Return whoever can be written to and whom one of ``rules`` names on some day."""
    people = Membership.objects.filter(
        organisation=drawn.organisation_id,
        user__email__isnull=False,
        user__is_active=True,
        user__anonymised_at__isnull=True,
    )
    members = list(people.select_related("user").order_by("pk"))
    facts = facts_of(members, rules=rules)
    return [
        member
        for member in members
        if any(
            revision.audience.names_place(period)
            for rule in rules
            for revision in rule.revisions
            for period in facts.periods.get(member.pk, ())
        )
    ]


def coming_to(
    members: Sequence[Membership],
    rules: Sequence[Rule],
    *,
    today: date,
    days: int,
    given_on: Mapping[tuple[int, int], date],
) -> dict[date, list[Coming]]:
    """Return the mails of each of ``days`` days from ``today`` on under ``rules``.

    ``given_on``: (membership, course) of whoever is given a course by then, and on which day.
    """
    minutes: dict[int, int] = {}
    add_minutes(
        minutes, {rule.course_id for rule in rules}.union(*(r.refresher_ids for r in rules))
    )
    if not members:
        return {today + timedelta(days=n): [] for n in range(days)}
    return forecast(
        members,
        rules=rules,
        plan=plan_of(members[0].organisation_id),
        published=set(minutes),
        first=today,
        days=days,
        given_on=given_on,
    )


def to_be_given(
    members: Sequence[Membership], rules: Sequence[Rule], *, on: date
) -> dict[tuple[int, int], date]:
    """Return whom the rules give which course on ``on``: to do, and not under way already."""
    here = members[0].organisation_id
    learners = [member.user_id for member in members]
    read = standings_read(members, rules=rules, on=on)
    begun = {
        course: open_among(learners, organisation_id=here, course_id=course)[0]
        for course in courses_of(rules)
    }
    return {
        (member.pk, course): on
        for member in members
        for course, standing in read.standings[member.pk].items()
        if standing.finding.state in TO_DO
        if not any(member.user_id in begun[way] for way in ways(course, standing.finding))
    }
