"""What allowing chosen people something, ending a rule, or another version would do beforehand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from django.db.models import Q

from courses.accounts.membership import Membership, MembershipQuerySet
from courses.catalogue.models import Course, CourseVersion
from courses.compliance.anew import Anew, reachable, unmet
from courses.compliance.models import Requirement
from courses.compliance.moving import most_under
from courses.compliance.queries import Rule, facts_of
from courses.compliance.ranks import HELD
from courses.compliance.reading import revision_of
from courses.compliance.revising import (
    Change,
    Outcome,
    in_order,
    is_another,
    outcome_of,
    rules_about,
)
from courses.compliance.status import History, State, status_on
from courses.compliance.stretches import side_by_side
from courses.compliance.urgency import most_urgent
from courses.learning.models import Completion


@dataclass(frozen=True, slots=True)
class Turning(Change):
    """One person whose standing would be another from ``on`` on: as it is found on that day.

    ``late_on``: from when they would be overdue and else not, if nothing is completed; or never.
    """

    on: date
    late_on: date | None


@dataclass(frozen=True, slots=True)
class TooMany:
    """More ``people`` than the ``most`` who are looked at under so many ``rules`` about a course.

    ``completed``: how many of them have completed it, in whatever version.
    """

    people: int
    completed: int
    rules: int
    most: int


@dataclass(frozen=True, slots=True)
class Asking:
    """Everybody whose standing would change on some day, by name; ``same`` counts the others.

    ``to_complete``: how many hold the course on the day of asking and would have to complete it
    anew. ``renewing``: how many of those renew it by then in any case, and so stand as before.
    Nobody is named or counted where they are ``too_many``.
    """

    asked: Anew
    turns: tuple[Turning, ...]
    same: int
    to_complete: int
    renewing: int
    too_many: TooMany | None = None

    @property
    def mark(self) -> str:
        """Return what tells this outcome from another, to see whether anything moved since.

        Of too many people, whether the rules did.
        """
        told = [
            (
                *(one.membership_id, one.on, one.late_on),
                *(one.before.state, one.before.until, one.after.state, one.after.until),
            )
            for one in self.turns
        ]
        rules = self.too_many.rules if self.too_many else 0
        counts = f"{self.same}|{self.to_complete}|{self.renewing}|{rules}"
        return sha256(f"{self.asked}|{counts}|{told}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Stopping:
    """What would be asked for anew no more, and everybody whose standing that changes, by name.

    Nobody is named where they are ``too_many``.
    """

    ended: tuple[Anew, ...] = ()
    turns: tuple[Turning, ...] = ()
    too_many: TooMany | None = None


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


def rehearse_anew(*, version: CourseVersion, due_on: date, on: date) -> Asking:
    """Return who would stand otherwise if ``version``, of an own course, were asked for anew.

    On ``on``, the day of asking, or any day after it, if nobody completes anything meanwhile.
    """
    asked, rules = Anew(number_of(version), due_on, on), rules_here(version.course)
    if too_many := too_many_for(rules, version.course, on=on):
        return Asking(asked, (), 0, 0, 0, too_many)
    turns: list[Turning] = []
    same = to_complete = renewing = 0
    for before, turning in turnings(rules, version.course, lambda one: (*one, asked), on=on):
        if turning is None:
            same += 1
        else:
            turns.append(turning)
        if is_to_complete(before, asked):
            to_complete += 1
            renewing += turning is None
    return Asking(asked, tuple(turns), same, to_complete, renewing)


def rehearse_stopping(course: Course, *, offered: CourseVersion | None, on: date) -> Stopping:
    """Return what would be asked for no more, and who would stand otherwise, with ``offered``.

    That is the version, of an own course, that new learners would get from ``on`` on. One query
    where nothing is asked for that ends.
    """
    number = number_of(offered) if offered else None
    asked = {one for row in rules_to_come(course, on=on) for one in row.anew}
    ends = asked.difference(reachable(asked, offered=number))
    if not ends:
        return Stopping()
    ended, rules = tuple(sorted(ends, key=lambda one: one.due_on)), rules_here(course)
    if too_many := too_many_for(rules, course, on=on):
        return Stopping(ended, too_many=too_many)
    found = turnings(rules, course, lambda anew: reachable(anew, offered=number), on=on)
    return Stopping(ended, tuple(turning for _before, turning in found if turning is not None))


def rules_here(course: Course) -> list[Rule]:
    """Return the rules about ``course``, an own one; one query."""
    return rules_about(Requirement(organisation_id=course.owner_id or 0, course=course))


def people_from(course: Course, on: date) -> MembershipQuerySet:
    """Return who is there on ``on``, or is to begin later, where ``course`` is an own one."""
    return Membership.objects.filter(organisation=course.owner_id or 0).from_day(on)


def too_many_for(rules: Sequence[Rule], course: Course, *, on: date) -> TooMany | None:
    """Return how many people there are where they are too many to look at each of them.

    None where they are not. One query; two where they are.
    """
    people, most = people_from(course, on), most_under(len(rules))
    number = people.count()
    if number <= most:
        return None
    done = Completion.objects.current().filter(organisation=course.owner_id, course=course)
    completed = people.filter(user__in=done.order_by().values("learner")).count()
    return TooMany(number, completed, len(rules), most)


def turnings(
    rules: Sequence[Rule],
    course: Course,
    change: Callable[[tuple[Anew, ...]], tuple[Anew, ...]],
    *,
    on: date,
) -> Iterator[tuple[list[History], Turning | None]]:
    """Yield what is known of each person, by name, and from when they would stand otherwise.

    If the ``rules`` about ``course``, an own one, asked for what ``change`` makes of it; of
    everybody who is there on ``on`` or is to begin later. Four queries, however many people; one
    more where a rule asks for a tag, and one where a rule is for people who were chosen.
    """
    changed = [
        tuple(replace(one, anew=change(one.anew)) for one in rule.revisions) for rule in rules
    ]
    members = in_order(people_from(course, on))
    facts = facts_of(members, rules=rules)
    for member in members:
        before = [facts.history(member, rule) for rule in rules]
        if not any(one.completions for one in before):
            yield before, None
            continue
        after = [replace(one, revisions=r) for one, r in zip(before, changed, strict=True)]
        yield before, turning_of(member, before, after, since=on)


def turning_of(
    member: Membership, before: Sequence[History], after: Sequence[History], *, since: date
) -> Turning | None:
    """Return from when ``member`` stands otherwise under ``after``; None where on no day."""
    days = [one for one in side_by_side(before, after, since=since) if is_another(*one[1:])]
    if not days:
        return None
    late = (
        day
        for day, was, will in days
        if will.state is State.OVERDUE and was.state is not State.OVERDUE
    )
    on, was, will = days[0]
    return Turning(member.pk, member.user.name, was, will, on, next(late, None))


def is_to_complete(histories: Sequence[History], asked: Anew) -> bool:
    """Test whether somebody who holds the course on the day of asking has to complete it anew."""
    on = asked.since
    found = [status_on(one, on) for one in histories]
    if most_urgent(found).state not in HELD:
        return False
    held = (one for one, finding in zip(histories, found, strict=True) if finding.state in HELD)
    asking = ((one, rule) for one in held if (rule := one.revision_on(on)) is not None)
    return any(
        unmet([asked], one.counted(on, rule)) for one, rule in asking if not rule.audience.chosen
    )
