"""What it would do to allow chosen people something, or to end a rule, before it is saved."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Q

from courses.accounts.membership import Membership
from courses.catalogue.models import Course, CourseVersion
from courses.compliance.anew import Anew
from courses.compliance.models import Requirement
from courses.compliance.queries import Rule, facts_of
from courses.compliance.reading import revision_of
from courses.compliance.revising import Change, Outcome, is_another, outcome_of, rules_about
from courses.compliance.status import History, status_on
from courses.compliance.urgency import most_urgent


def rehearse_allowing(
    members: Sequence[Membership],
    *,
    rules: Sequence[Rule],
    on: date,
    allowed: Callable[[Membership, Rule, History], History],
) -> Outcome:
    """Return who would stand otherwise on ``on`` in the course of ``rules``; nothing is written.

    ``allowed`` gives the history of one person under one rule as it would be then. Three queries,
    one more where a rule asks for a tag.
    """
    facts = facts_of(members, rules=rules)
    changes = []
    for member in members:
        now = [(rule, facts.history(member, rule)) for rule in rules]
        before = most_urgent(status_on(one, on) for _rule, one in now)
        after = most_urgent(status_on(allowed(member, rule, one), on) for rule, one in now)
        if is_another(before, after):
            changes.append(Change(member.pk, member.user.name, before, after))
    return Outcome(on, tuple(changes), len(members) - len(changes))


def rehearse_ending(*, requirement: Requirement, last_day: date) -> Outcome:
    """Return who would stand otherwise on the first day without ``requirement``; as above.

    That is the day after ``last_day``, or its own first day where it begins later. Only
    those whom it names are read; nine queries.
    """
    on = max(last_day + timedelta(days=1), requirement.effective_from)
    rules = rules_about(requirement)
    was = revision_of(requirement)
    until = replace(was, effective_until=last_day)
    kept = () if was.effective_from > last_day else (until,)
    after = [
        replace(rule, revisions=(*(one for one in rule.revisions if one != was), *kept))
        if rule.identifier == requirement.rule
        else rule
        for rule in rules
    ]
    return outcome_of(
        requirement, before=rules, after=after, on=on, only=was if was.in_force(on) else None
    )


def number_of(version: CourseVersion) -> tuple[int, int, int]:
    """Return a version as rules compare it."""
    return version.major, version.minor, version.patch


def rules_to_come(course: Course, *, on: date) -> list[Requirement]:
    """Return every revision of a rule about ``course`` that is not over by ``on``; one query.

    But of one for people who were chosen: each of them was given it once.
    """
    rows = Requirement.objects.current().filter(
        Q(effective_until__isnull=True) | Q(effective_until__gte=on), course=course
    )
    return [row for row in rows.order_by("pk") if not row.audience.chosen]


def rehearse_anew(*, version: CourseVersion, due_on: date, on: date) -> tuple[Outcome, Outcome]:
    """Return who would stand otherwise if ``version``, of an own course, were asked for anew.

    On ``on``, the day of asking, and on the day after ``due_on``, if nobody completes anything
    meanwhile. Fifteen queries.
    """
    about = Requirement(organisation_id=version.course.owner_id or 0, course=version.course)
    rules = rules_about(about)
    asked = Anew(number_of(version), due_on, on)
    after = [
        replace(
            rule,
            revisions=tuple(replace(one, anew=(*one.anew, asked)) for one in rule.revisions),
        )
        for rule in rules
    ]
    first, second = (
        outcome_of(about, before=rules, after=after, on=day)
        for day in (on, due_on + timedelta(days=1))
    )
    return first, second
