"""What applying a staff file would make of people's standings; nothing is written.

Each row is written as applying it does, in memory, and judged by the rules as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from courses.accounts import staff_bulk
from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.models import User
from courses.accounts.staff_bulk import Writing
from courses.accounts.staff_columns import EMAIL, END, JOB, NAME, SITE, START, TAGS, TEAM
from courses.accounts.staff_roster import Kind
from courses.common.dates import local_date
from courses.compliance.facts import period_of
from courses.compliance.keeping import rules_now
from courses.compliance.moving import elsewhere, tagged_as
from courses.compliance.queries import Facts, Rule, courses_of, facts_of, rules_of
from courses.compliance.revising import is_another
from courses.compliance.status import Finding, History, status_on
from courses.compliance.urgency import most_urgent
from courses.learning.many import open_among
from courses.notifications.forecast import DAYS, coming_of, last_of, watched_one
from courses.notifications.planning import plan_of
from courses.packages.staff_files import StaffFile, StaffFileRow
from courses.packages.staff_foreseen import Foreseen, MailDay, Turn, keep_turns
from courses.packages.staff_rows import Content, content_of
from courses.usecases.apply_requirements import TO_DO, ways
from courses.usecases.rehearse_mails import MOST_PEOPLE
from courses.usecases.send_reminders import add_minutes

DAY = timedelta(days=1)
ACTS = {Kind.ADD, Kind.CHANGE, Kind.LEAVER}
Known = list[tuple[int, History]]
Periods = Mapping[int, MembershipPeriod]


@dataclass(frozen=True, slots=True)
class Moved:
    """One person whose standings change; ``before`` and ``after`` are what is known, by course."""

    member: Membership
    turns: Sequence[Turn]
    before: Known
    after: Known


@dataclass(slots=True)
class Rehearsal:
    """One file on its way through, as if applied at ``at``: what it makes of people so far.

    ``moved``: those who can be written to, no further than it takes to know that they are too many.
    ``alike``: what was found of newcomers, who are many and of whom nothing else is known.
    """

    organisation_id: int
    at: datetime
    rules: Sequence[Rule]
    foreseen: Foreseen
    moved: list[Moved] = field(default_factory=list)
    alike: dict[tuple[object, ...], Moved] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """Return the day on which it is as if applied."""
        return self.foreseen.on


def rehearse_staff_file(*, file: StaffFile, at: datetime) -> Rehearsal:
    """Begin to rehearse ``file`` as if it were applied at ``at``; two queries."""
    foreseen = Foreseen(local_date(at), rules=rules_now(file.organisation_id))
    rules = rules_of([file.organisation_id]).get(file.organisation_id, [])
    return Rehearsal(file.organisation_id, at, rules, foreseen)


def rehearse_rows(rehearsal: Rehearsal, rows: Sequence[StaffFileRow]) -> None:
    """Keep in each of ``rows``, not saved yet, what becomes of the person it is about.

    Five queries, six where a rule asks for a tag; none where no row is about days at work.
    """
    said = [(row, content_of(row)) for row in rows if row.kind in ACTS]
    said = [(row, content) for row, content in said if is_about_work(content)]
    if not said or not rehearsal.rules:
        return
    ids = [row.membership_id for row, _content in said if row.membership_id]
    members = staff_bulk.members_by_id(ids)
    facts = facts_of(list(members.values()), rules=rehearsal.rules)
    periods = staff_bulk.every_period([pk for _row, one in said for pk in periods_named(one)])
    for row, content in said:
        member = members.get(row.membership_id or 0)
        if member is None:
            moved = newcomer_moved(rehearsal, row, content, facts)
        else:
            moved = moved_by(rehearsal, (row, content), member, facts, periods)
        if moved.turns:
            keep_turns(row, moved.turns)
            rehearsal.foreseen.add(moved.turns)
            if is_written_to(moved.member) and len(rehearsal.moved) <= MOST_PEOPLE:
                rehearsal.moved.append(moved)


def is_about_work(content: Content) -> bool:
    """Test whether a row says where or how long somebody works, or what they are tagged."""
    return not content.write.keys().isdisjoint({START, "period", "periods", TAGS})


def periods_named(content: Content) -> list[int]:
    """Return the periods that a row moves or ends."""
    moved = [content.write["period"]] if "period" in content.write else []
    return [*moved, *content.write.get("periods", ())]


def newcomer_moved(
    rehearsal: Rehearsal, row: StaffFileRow, content: Content, facts: Facts
) -> Moved:
    """Return what one row makes of somebody new; those with the same days and places are alike."""
    write = content.write
    key = (*(write[name] for name in (START, END, JOB, SITE, TEAM)), *write.get(TAGS, ()))
    member = newcomer(rehearsal, row, content)
    if key not in rehearsal.alike:
        rehearsal.alike[key] = moved_by(rehearsal, (row, content), member, facts, {})
    return replace(rehearsal.alike[key], member=member)


def newcomer(rehearsal: Rehearsal, row: StaffFileRow, content: Content) -> Membership:
    """Return the member whom a row adds, not saved, under an id of nobody's."""
    user = User(pk=-row.position, name=content.write[NAME], email=content.write[EMAIL])
    return Membership(pk=-row.position, user=user, organisation_id=rehearsal.organisation_id)


def is_written_to(member: Membership) -> bool:
    """Test whether reminders go to somebody."""
    return bool(member.user.email) and member.user.is_active


def moved_by(
    rehearsal: Rehearsal,
    said: tuple[StaffFileRow, Content],
    member: Membership,
    facts: Facts,
    periods: Periods,
) -> Moved:
    """Return what one row makes of ``member``, on the first day on which it tells."""
    row, content = said
    writing = written(row, content, member, periods, rehearsal.at)
    before: Known = []
    after: Known = []
    for rule in rehearsal.rules:
        history = facts.history(member, rule)
        before.append((rule.course_id, history))
        after.append((rule.course_id, rewritten(history, writing, content, rehearsal.today)))
    on = max(rehearsal.today, first_day(content, periods))
    return Moved(member, turns_on(on, before, after), before, after)


def written(
    row: StaffFileRow, content: Content, member: Membership, periods: Periods, at: datetime
) -> Writing:
    """Return what applying one row writes about days at work; it is not saved."""
    write, writing = content.write, Writing(at, None)
    if row.kind == Kind.ADD:
        staff_bulk.begin(row.position, member, write, writing)
    elif row.kind == Kind.LEAVER:
        mine = [periods[pk] for pk in write["periods"]]
        staff_bulk.end(row.position, mine, write[END], writing)
    elif "period" in write:
        old = periods[write["period"]]
        staff_bulk.move(row.position, old, write, local_date(at), writing)
    return writing


def rewritten(history: History, writing: Writing, content: Content, today: date) -> History:
    """Return ``history`` with what was written of one row, its tags too."""
    periods = elsewhere(
        history.periods,
        ended=(period_of(one) for some in writing.ended.values() for one in some),
        made=(period_of(one) for some in writing.made.values() for one in some),
    )
    tagged = history.tagged
    if TAGS in content.write:
        tagged = tagged_as(content.write[TAGS], tagged, today)
    return replace(history, periods=periods, tagged=tagged)


def first_day(content: Content, periods: Periods) -> date:
    """Return the first day on which a row tells, where that has not passed."""
    write = content.write
    named = [periods[pk].valid_from for pk in periods_named(content)]
    leaves: date | None = write.get(END)
    if leaves is not None and "periods" in write:
        return max(leaves + DAY, min(named))
    starts: date = write.get(START) or date.min
    return max([*named, starts])


def turns_on(on: date, before: Known, after: Known) -> list[Turn]:
    """Return the courses in which the standing of ``on`` is another, the most urgent of rules."""
    was, will = standings_on(on, before), standings_on(on, after)
    turns = (Turn(course, on, was[course], will[course]) for course in was)
    return [one for one in turns if is_another(one.before, one.after)]


def standings_on(on: date, known: Known) -> dict[int, Finding]:
    """Return the standing in each course on ``on``."""
    found: dict[int, list[Finding]] = {}
    for course, history in known:
        found.setdefault(course, []).append(status_on(history, on))
    return {course: most_urgent(some) for course, some in found.items()}


def finish_rehearsal(rehearsal: Rehearsal) -> Foreseen:
    """Return what the file makes of people, with the reminders of the next 30 days.

    Those are left out where more than 1,000 people change. Eleven queries for them, and one for
    each course.
    """
    foreseen = rehearsal.foreseen
    if len(rehearsal.moved) <= MOST_PEOPLE:
        foreseen.until = rehearsal.today + timedelta(days=DAYS - 1)
        foreseen.mails = mails_of(rehearsal) if rehearsal.moved else ()
    return foreseen


def mails_of(rehearsal: Rehearsal) -> tuple[MailDay, ...]:
    """Return the days on which more or fewer reminders go to those who change."""
    plan, first = plan_of(rehearsal.organisation_id), rehearsal.today
    until = last_of(plan, first=first, days=DAYS)
    members = [one.member for one in rehearsal.moved]
    published: dict[int, int] = {}
    add_minutes(published, courses_of(rehearsal.rules))
    was, will = (
        coming_of(
            [
                watched_one(one.member, getattr(one, known), first=first, until=until)
                for one in rehearsal.moved
            ],
            memberships=members,
            courses={rule.course_id for rule in rehearsal.rules},
            plan=plan,
            published=set(published),
            first=first,
            days=DAYS,
            given_on=given_on,
        )
        for known, given_on in (
            ("before", given_on_starting(rehearsal)),
            ("after", to_be_given(rehearsal)),
        )
    )
    days = ((day, len(will[day]), len(was[day])) for day in will)
    return tuple(one for one in days if one[1] != one[2])


def given_on_starting(rehearsal: Rehearsal) -> dict[tuple[int, int], date]:
    """Return on which day whoever starts later, as things are, is given which course."""
    starts = {
        one.member.pk: min((period.valid_from for period in one.before[0][1].periods), default=None)
        for one in rehearsal.moved
    }
    return {
        (one.member.pk, turn.course_id): first
        for one in rehearsal.moved
        for turn in one.turns
        if (first := starts[one.member.pk]) and first > rehearsal.today
    }


def to_be_given(rehearsal: Rehearsal) -> dict[tuple[int, int], date]:
    """Return whom the rules give which course once the file is applied, and on which day."""
    learners = [one.member.user_id for one in rehearsal.moved]
    begun = {
        course: open_among(learners, organisation_id=rehearsal.organisation_id, course_id=course)[0]
        for course in courses_of(rehearsal.rules)
    }
    return {
        (one.member.pk, turn.course_id): turn.on
        for one in rehearsal.moved
        for turn in one.turns
        if turn.after.state in TO_DO
        if not any(one.member.user_id in begun[way] for way in ways(turn.course_id, turn.after))
    }
