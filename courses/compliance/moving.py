"""What it would do to let people work elsewhere or carry other tags, before it is saved."""

import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from courses.accounts.membership import Membership
from courses.compliance.audience import Audience, Period, Tagged
from courses.compliance.queries import Facts, Rule, facts_of
from courses.compliance.revising import Change, Outcome, is_another
from courses.compliance.status import status_on
from courses.compliance.stretches import side_by_side
from courses.compliance.urgency import most_urgent

DAY = timedelta(days=1)
MOST = 25_000  # people times rules: about a second


@dataclass(frozen=True, slots=True)
class CourseTurning(Change):
    """One person whose standing in the course ``title`` would be another from ``on`` on."""

    on: date
    course_id: int
    title: str

    @property
    def where(self) -> tuple[object, ...]:
        """Return the course and the day."""
        return self.course_id, self.on


@dataclass(frozen=True, slots=True)
class CourseRules:
    """The rules about one course: those that follow what is changed, and the others."""

    course_id: int
    title: str
    following: tuple[Rule, ...]
    others: tuple[Rule, ...]


def rules_following(
    rules: Sequence[Rule], follows: Callable[[Audience], object]
) -> list[CourseRules]:
    """Return the rules of each course about which one, in some revision, names what is changed.

    By title. In every other course people stand as before.
    """
    found: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for rule in rules:
        is_one = any(follows(one.audience) for one in rule.revisions)
        found[rule.course_id][0 if is_one else 1].append(rule)
    some = [
        CourseRules(course, following[0].title, tuple(following), tuple(others))
        for course, (following, others) in found.items()
        if following
    ]
    return sorted(some, key=lambda one: (one.title, one.course_id))


def most_people(rules: Sequence[CourseRules]) -> int:
    """Return for how many people at most it is worked out while a lead waits."""
    return most_under(sum(len(one.following) + len(one.others) for one in rules))


def most_under(rules: int) -> int:
    """Return how many people at most are looked at under so many ``rules`` while somebody waits."""
    return max(1, MOST // rules) if rules else sys.maxsize


def rehearse_moving(
    members: Sequence[Membership],
    *,
    rules: Sequence[CourseRules],
    on: date,
    moved: Callable[[Facts], Facts],
) -> Outcome:
    """Return who would stand otherwise on ``on`` or any day after it, and in which course.

    ``moved`` gives what would be known of them instead of what is; nobody completes anything
    meanwhile. Three queries, one more where a rule asks for a tag, and one where a rule is for
    people who were chosen; none where there are no ``rules``.
    """
    if not rules:
        return Outcome(on, (), len(members))
    was = facts_of(members, rules=[rule for one in rules for rule in (*one.following, *one.others)])
    will = moved(was)
    changes = tuple(
        one
        for member in members
        for course in rules
        if (one := turning_in(course, member, was, will, since=on))
    )
    return Outcome(on, changes, len(members) - len({one.membership_id for one in changes}))


def turning_in(
    course: CourseRules, member: Membership, was: Facts, will: Facts, *, since: date
) -> CourseTurning | None:
    """Return from when ``member`` would stand otherwise in ``course``; None where on no day."""
    others = [was.history(member, rule) for rule in course.others]
    before = [was.history(member, rule) for rule in course.following]
    after = [will.history(member, rule) for rule in course.following]
    alike = [status_on(one, since) for one in others]
    now, then = (
        most_urgent([*alike, *(status_on(one, since) for one in some)]) for some in (before, after)
    )
    if is_another(now, then):
        turn = since, now, then
    else:
        days = side_by_side([*others, *before], [*others, *after], since=since)
        later = next((one for one in days if is_another(*one[1:])), None)
        if later is None:
            return None
        turn = later
    on, first, second = turn
    name = member.user.name
    return CourseTurning(member.pk, name, first, second, on, course.course_id, course.title)


def elsewhere(
    periods: Iterable[Period],
    *,
    ended: Iterable[Period],
    made: Iterable[Period],
) -> tuple[Period, ...]:
    """Return ``periods`` with those ``made`` in place of those ``ended``."""
    gone = set(ended)
    return (*(one for one in periods if one not in gone), *made)


def tagged_as(wanted: Collection[int], tagged: Iterable[Tagged], on: date) -> tuple[Tagged, ...]:
    """Return ``tagged`` with just the tags ``wanted`` from ``on`` on."""
    every = tuple(tagged)
    held = [one for one in every if one.valid_until is None or one.valid_until >= on]
    gone = [one for one in held if one.tag_id not in wanted]
    new = set(wanted).difference(one.tag_id for one in held)
    return (
        *(one for one in every if one not in gone),
        *(replace(one, valid_until=on - DAY) for one in gone if one.valid_from < on),
        *(Tagged(on, None, tag) for tag in sorted(new)),
    )
