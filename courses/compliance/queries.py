"""Questions about standing: the rows of a page's people, handed to the pure rules of ``status``."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import F, OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Least

from courses.accounts.membership import Member, MembershipQuerySet
from courses.accounts.models import Organisation
from courses.catalogue.models import Course, CourseVersion
from courses.compliance.allowances import Excused, Extended
from courses.compliance.audience import Assigned, Period, Tagged
from courses.compliance.facts import (
    DAYS_KEPT,
    allowances_by_membership,
    assigned_by_membership,
    completions_by_learner,
    periods_by_membership,
    tags_by_membership,
)
from courses.compliance.models import Requirement
from courses.compliance.own_day import rank_under
from courses.compliance.reading import revision_of
from courses.compliance.status import Done, Finding, History, Revision, status_on
from courses.compliance.urgency import most_urgent


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule through its revisions, and the course it is about.

    ``title`` is that of the newest published version, else the course's slug.
    """

    identifier: UUID
    course_id: int
    revisions: tuple[Revision, ...]
    organisation_id: int
    slug: str
    title: str

    @property
    def is_for_chosen(self) -> bool:
        """Test whether it is for those who are given the course by a day of their own."""
        return any(one.audience.chosen for one in self.revisions)

    @property
    def refresher_ids(self) -> set[int]:
        """Return the shorter courses that some revision takes for a renewal."""
        return {one.refresher_id for one in self.revisions if one.refresher_id is not None}


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's standing in one course, the completion it may rest on, and whether begun."""

    finding: Finding
    last: Done | None = None
    has_begun: bool = False

    def begun_in(
        self, begun: Collection[tuple[int, int]], learner_id: int, course_id: int
    ) -> "Standing":
        """Return the same, begun where (learner, course) is among ``begun``."""
        has_begun = (learner_id, course_id) in begun
        return self if has_begun == self.has_begun else replace(self, has_begun=has_begun)


@dataclass(frozen=True, slots=True)
class Read:
    """A page of people as read: standings by membership and course, periods by membership."""

    standings: dict[int, dict[int, Standing]]
    periods: dict[int, tuple[Period, ...]]

    def finding(self, membership: int, course: int) -> Finding:
        """Return one standing; not required where no rule is about the course."""
        standing = self.standings[membership].get(course)
        return standing.finding if standing else most_urgent(())


def rules_of(
    organisation_ids: Sequence[int], *, known_at: datetime | None = None
) -> dict[int, list[Rule]]:
    """Return the rules of each organisation, by its id, each with all its revisions; one query.

    With ``known_at`` as they stood at that moment; by today's title where no version was out then.
    """
    revisions: dict[tuple[int, UUID, int], list[Revision]] = defaultdict(list)
    names: dict[int, tuple[str, str]] = {}
    rows = Requirement.objects.known(known_at).filter(organisation__in=organisation_ids)
    newest = CourseVersion.objects.filter(course=OuterRef("course")).published()
    title: Combinable = Subquery(newest.values("title")[:1])
    if known_at is not None:
        by_then = newest.filter(published_at__lte=known_at)
        title = Coalesce(Subquery(by_then.values("title")[:1]), title)
    titled = rows.annotate(slug=F("course__slug"), title=title)
    for row in titled.order_by("effective_from", "pk"):
        names[row.course_id] = row.slug, row.title or row.slug
        revisions[row.organisation_id, row.rule, row.course_id].append(revision_of(row))
    rules: dict[int, list[Rule]] = defaultdict(list)
    for (organisation_id, identifier, course_id), found in revisions.items():
        rule = Rule(identifier, course_id, tuple(found), organisation_id, *names[course_id])
        rules[organisation_id].append(rule)
    return rules


def standings_of(memberships: Sequence[Member], *, on: date) -> dict[tuple[int, int], Finding]:
    """Return the standing of each person in each course that a rule of theirs names, on ``on``.

    Keys: (membership id, course id). Four queries, however many people.
    """
    rules = rules_of(sorted({membership.organisation_id for membership in memberships}))
    read = standings_read(
        memberships, rules=[rule for found in rules.values() for rule in found], on=on
    )
    return {
        (membership, course): standing.finding
        for membership, standings in read.standings.items()
        for course, standing in standings.items()
    }


@dataclass(frozen=True, slots=True)
class Facts:
    """Every dated fact about some people, by their keys; tags where a rule asks for them.

    And what they were given by a day, where a rule is for people who were chosen.
    """

    periods: dict[int, tuple[Period, ...]]
    done: dict[tuple[int, int, int], tuple[Done, ...]]
    excused: dict[tuple[int, UUID], tuple[Excused, ...]]
    tagged: dict[int, tuple[Tagged, ...]]
    extended: dict[tuple[int, UUID], tuple[Extended, ...]]
    assigned: dict[tuple[int, UUID], tuple[Assigned, ...]]

    def history(self, membership: Member, rule: Rule) -> History:
        """Return what is known of one person under one rule."""
        return History(
            periods=self.periods.get(membership.pk, ()),
            revisions=rule.revisions,
            completions=done_for(rule, membership, self.done),
            exemptions=self.excused.get((membership.pk, rule.identifier), ()),
            tagged=self.tagged.get(membership.pk, ()),
            extensions=self.extended.get((membership.pk, rule.identifier), ()),
            assigned=self.assigned.get((membership.pk, rule.identifier), ()),
        )


def facts_of(
    memberships: Sequence[Member], *, rules: Sequence[Rule], known_at: datetime | None = None
) -> Facts:
    """Return the facts about people that ``rules`` ask for; three queries, however many people.

    One more where a rule asks for a tag, and one where a rule is for people who were chosen.
    """
    ids = [one.pk for one in memberships]
    revisions = [revision for rule in rules for revision in rule.revisions]
    allowed = allowances_by_membership(memberships, known_at=known_at)
    return Facts(
        periods_by_membership(memberships, known_at=known_at),
        completions_by_learner(memberships, course_ids=courses_of(rules), known_at=known_at),
        allowed.excused,
        tags_by_membership(ids, revisions=revisions, known_at=known_at),
        allowed.extended,
        assigned_by_membership(ids, revisions=revisions, known_at=known_at),
    )


def standings_read(
    memberships: Sequence[Member],
    *,
    rules: Sequence[Rule],
    on: date,
    known_at: datetime | None = None,
) -> Read:
    """Return the standing of each person in each course of ``rules``, and every period.

    Where several rules name one course, the most urgent finding stands. Three queries, however
    many people.
    """
    facts = facts_of(memberships, rules=rules, known_at=known_at)
    asked: dict[int, dict[int, list[Rule]]] = defaultdict(dict)
    for rule in rules:
        asked[rule.organisation_id].setdefault(rule.course_id, []).append(rule)
    read: dict[int, dict[int, Standing]] = {}
    for membership in memberships:
        own = read[membership.pk] = {}
        for course, mine in asked[membership.organisation_id].items():
            histories = [facts.history(membership, rule) for rule in mine]
            found = [status_on(history, on) for history in histories]
            done = [one for history in histories for one in history.completions]
            own[course] = Standing(
                found[0] if len(found) == 1 else most_urgent(found), latest(done, on)
            )
    return Read(read, facts.periods)


def courses_of(rules: Sequence[Rule]) -> set[int]:
    """Return the courses whose completions ``rules`` may count."""
    return {rule.course_id for rule in rules}.union(*(rule.refresher_ids for rule in rules))


def done_for(
    rule: Rule, membership: Member, done: Mapping[tuple[int, int, int], tuple[Done, ...]]
) -> tuple[Done, ...]:
    """Return what a person completed of the courses that ``rule`` may count."""
    learner, organisation = membership.user_id, membership.organisation_id
    found = done.get((learner, organisation, rule.course_id), ())
    for course in rule.refresher_ids:
        shorter = done.get((learner, organisation, course), ())
        found += tuple(as_refresher(one, course) for one in shorter)
    return found


@lru_cache(maxsize=DAYS_KEPT)
def as_refresher(done: Done, course_id: int) -> Done:
    """Return a completion as one of the shorter course ``course_id``."""
    return replace(done, refresher_id=course_id)


def latest(done: Collection[Done], on: date) -> Done | None:
    """Return the last of ``done`` up to ``on`` that may count, whatever the version.

    A shorter course not before the first completion of the rule's own. Of one day the rule's own
    course, in the newest version.
    """
    until = [one for one in done if one.completed_on <= on]
    first = min((one.completed_on for one in until if one.refresher_id is None), default=date.max)
    may_count = [one for one in until if one.completed_on >= first]
    return max(may_count, key=in_time, default=None)


def in_time(one: Done) -> tuple[date, bool, tuple[int, ...]]:
    """Return the place of a completion in the order of time."""
    return one.completed_on, one.refresher_id is None, one.version or ()


def with_status(
    memberships: MembershipQuerySet,
    *,
    rules: Sequence[Rule],
    on: date,
    known_at: datetime | None = None,
) -> MembershipQuerySet:
    """Give each membership ``rank_<course id>``: its standing on ``on`` in each course ruled.

    The same as ``standings_of``, worked out by the database (numbers of ``ranks``). No query.
    """
    ranks: dict[int, list[Combinable]] = defaultdict(list)
    for rule in rules:
        ranks[rule.course_id].append(
            rank_under(
                rule=rule.identifier,
                course_id=rule.course_id,
                revisions=rule.revisions,
                on=on,
                known_at=known_at,
            )
        )
    return memberships.alias(
        **{f"rank_{course}": least_of(found) for course, found in ranks.items()}
    )


def least_of(ranks: list[Combinable]) -> Combinable:
    """Return the least of ``ranks`` as one expression."""
    return ranks[0] if len(ranks) == 1 else Least(*ranks)


def required_courses(organisation: Organisation) -> list[Course]:
    """Return the courses that some rule of the organisation names, by slug."""
    named = Requirement.objects.current().filter(organisation=organisation).values("course")
    return list(Course.objects.filter(pk__in=named).order_by("slug"))
