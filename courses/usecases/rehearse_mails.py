"""Which reminders a rule would bring or take away, before it is saved; nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from courses.accounts.membership import Membership
from courses.compliance.models import Requirement
from courses.compliance.queries import Rule, courses_of, facts_of, rules_of, standings_read
from courses.compliance.revising import with_drawn
from courses.learning.many import open_among
from courses.notifications.forecast import DAYS
from courses.usecases.apply_requirements import TO_DO, ways
from courses.usecases.foresee_reminders import coming_to

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
    here = drawn.organisation_id
    was, _minutes = coming_to(members, before, organisation_id=here, first=today, days=number)
    will, _minutes = coming_to(
        members, after, organisation_id=here, first=today, days=number, given_on=given
    )
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
