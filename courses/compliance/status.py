"""Pure rules of standing: what one person's state under one rule is on one day, and why.

Everything here is a function of dated facts and a day; nothing is stored. The history handed in is
"as known at" a moment: rows recorded later have been left out by whoever asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter

from courses.compliance.allowances import Excused, Extended, put_back, unspent
from courses.compliance.anew import Anew, unmet
from courses.compliance.audience import EVERYONE, Assigned, Audience, Period, Tagged, stays_named
from courses.compliance.renewing import Renewal, held_until

DUE_SOON_DAYS = 30
FINDINGS_KEPT = 4_096  # in the memory of a process; days, nobody's name
COMPLETED = attrgetter("completed_on")


class State(StrEnum):
    """What one person's standing under one rule can be.

    The words stand in the templates' one table.
    """

    NOT_REQUIRED = "not_required"
    EXEMPT = "exempt"
    DUE = "due"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    IN_DATE = "in_date"
    RENEWAL_OPEN = "renewal_open"


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of a rule.

    ``fixed`` is the (month, day) of a renewal on a fixed day. ``refresher_id`` is the course that
    renews what was completed in full before.
    """

    effective_from: date
    effective_until: date | None
    due_days: int | None
    due_on: date | None
    valid_months: int | None
    renew_window_days: int
    audience: Audience = EVERYONE
    minimum_version: tuple[int, int, int] | None = None
    renewal: Renewal = Renewal.COMPLETION
    fixed: tuple[int, int] | None = None
    grace_days: int = 0
    refresher_id: int | None = None
    anew: tuple[Anew, ...] = ()

    def in_force(self, day: date) -> bool:
        """Test whether the revision is in force on ``day``."""
        return self.effective_from <= day and (
            self.effective_until is None or day <= self.effective_until
        )

    def first_due(self, *, started: date) -> date:
        """Return the due day of the first completion, for somebody in the audience since then."""
        if self.due_on is not None:
            return max(self.due_on, started)
        return started + timedelta(days=self.due_days or 0)

    def held_until(self, completed_on: date, *, first: date) -> date:
        """Return the last day on which a completion of ``completed_on`` is held.

        ``first`` is the day of the first completion that counts.
        """
        if not self.valid_months:
            return date.max
        return held_until(
            completed_on,
            first=first,
            kind=self.renewal,
            months=self.valid_months,
            window=self.renew_window_days,
            fixed=self.fixed,
        )

    def counts(self, done: "Done") -> bool:
        """Test whether a completion of the course itself counts.

        Outside training counts whatever the version.
        """
        return done.refresher_id is None and (
            self.minimum_version is None
            or done.version is None
            or done.version >= self.minimum_version
        )


@dataclass(frozen=True, slots=True)
class Done:
    """One completion; ``version`` is None for training outside the platform.

    ``refresher_id`` is the course where it is not the rule's own but one that may renew it.
    """

    completed_on: date
    version: tuple[int, int, int] | None = None
    refresher_id: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A standing: ``until`` is the last day it rests on (of an overdue, the due day).

    ``refresher_id`` is the shorter course that renews it, where one would do.
    """

    state: State
    until: date | None
    reasons: tuple[str, ...]
    refresher_id: int | None = None


@dataclass(frozen=True, slots=True)
class History:
    """What is known of one person under one rule; its ``revisions`` in any order."""

    periods: tuple[Period, ...] = ()
    revisions: tuple[Revision, ...] = ()
    completions: tuple[Done, ...] = ()
    exemptions: tuple[Excused, ...] = ()
    tagged: tuple[Tagged, ...] = ()
    extensions: tuple[Extended, ...] = ()
    assigned: tuple[Assigned, ...] = ()

    def spans(self) -> list[tuple[date, date | None]]:
        """Return the first and last day of each job at a place, tag and course given by a day."""
        held: list[Period | Tagged | Assigned] = [*self.periods, *self.tagged, *self.assigned]
        return [(one.valid_from, one.valid_until) for one in held]

    def revision_on(self, day: date) -> Revision | None:
        """Return the revision in force on ``day``, whoever it names."""
        for revision in self.revisions:
            if revision.in_force(day):
                return revision
        return None

    def named_on(self, day: date) -> tuple[Period, ...]:
        """Return the periods of ``day`` that the rule in force names; there may be two jobs.

        Empty where the rule asks for a tag that the person does not carry, or for who was chosen.
        """
        revision = self.revision_on(day)
        return self.named_by(revision, day) if revision else ()

    def named_by(self, revision: Revision, day: date) -> tuple[Period, ...]:
        """Return the periods of ``day`` that ``revision`` names, in force or not."""
        audience = revision.audience
        if stays_named(audience, self.tagged, day) is None:
            return ()
        if audience.chosen and not any(one.covers(day) for one in self.assigned):
            return ()
        return tuple(p for p in self.periods if p.covers(day) and audience.names_place(p))

    def exemption_on(self, day: date) -> Excused | None:
        """Return the exemption that covers ``day``, the longest where several do."""
        covering = [e for e in self.exemptions if e.valid_from <= day <= e.valid_until]
        return max(covering, key=lambda e: e.valid_until, default=None)

    def counted(self, day: date, rule: Revision) -> list[Done]:
        """Return the completions up to ``day`` that count under ``rule``, the earliest first.

        A shorter course counts from the first completion of the rule's own on, never before.
        """
        done = [one for one in self.completions if one.completed_on <= day]
        full = [one for one in done if rule.counts(one)]
        if rule.refresher_id is not None and full:
            first = min(one.completed_on for one in full)
            full += [
                one
                for one in done
                if one.refresher_id == rule.refresher_id and one.completed_on >= first
            ]
        return sorted(full, key=COMPLETED)

    def given(self, day: date, rule: Revision) -> tuple[Extended, ...]:
        """Return the later due days after which nothing that counts was completed by ``day``.

        It counts under ``rule``, the one of ``day``, or did under the revision of its own day.
        """
        if not self.extensions:
            return ()
        done = {
            one.completed_on
            for revision in self.revisions
            for one in self.counted(day, revision)
            if revision == rule or revision.in_force(one.completed_on)
        }
        return unspent(self.extensions, done)

    def unmet(self, day: date, rule: Revision) -> tuple[Assigned, ...]:
        """Return what was given by a day, holds on ``day`` and is not completed as asked."""
        done = {one.completed_on for one in self.counted(day, rule)}
        return tuple(one for one in self.assigned if one.covers(day) and not one.is_met(done))

    def in_audience_since(self, day: date) -> date:
        """Return the first day of the unbroken time in the rule's audience up to ``day``.

        Never before the rule's first revision: neither a later revision nor a move inside the
        audience hands out fresh days. ``day`` itself is in the audience.
        """
        since, start = day, self.stretch_from(day)
        while start is not None:
            since, start = start, self.stretch_from(start - timedelta(days=1))
        return since

    def stretch_from(self, day: date) -> date | None:
        """Return since when the revision in force on ``day`` has named the periods of that day.

        None where it names none of them.
        """
        revision = self.revision_on(day)
        named = self.named_by(revision, day) if revision else ()
        if revision is None or not named:
            return None
        there = min(period.valid_from for period in named)
        tagged = stays_named(revision.audience, self.tagged, day) or there
        return max(revision.effective_from, there, tagged)


def status_on(history: History, on: date) -> Finding:
    """Return the standing under one rule on ``on``, inclusive of that whole local day."""
    rule = history.revision_on(on)
    if rule is None or not history.named_by(rule, on):
        return Finding(State.NOT_REQUIRED, until=None, reasons=("no-rule-applies",))
    if exemption := history.exemption_on(on):
        return Finding(State.EXEMPT, until=exemption.valid_until, reasons=("exempt",))
    if rule.audience.chosen:
        return by_own_day(rule, history=history, on=on)
    if counted := history.counted(on, rule):
        return under(rule, counted, history=history, on=on)
    first_due = rule.first_due(started=history.in_audience_since(on))
    due = put_back(first_due, history.given(on, rule), on)
    return open_or_overdue(on, due=due, reasons=("never-completed",))


def under(rule: Revision, counted: Sequence[Done], *, history: History, on: date) -> Finding:
    """Return the standing of somebody whose completions ``counted`` count under ``rule``."""
    held = rule.held_until(counted[-1].completed_on, first=counted[0].completed_on)
    anew = unmet(rule.anew, counted)
    until = min(held, anew.due_on) if anew else held
    if on <= until:
        window = (until - on).days + 1 if anew else rule.renew_window_days
        found = in_date_or_renewal_open(on, until=until, window=window)
    else:
        last = held + timedelta(days=rule.grace_days) if until == held else until
        last = min(last, anew.due_on) if anew else last
        due = max(last, rule.first_due(started=history.in_audience_since(on)))
        due = put_back(due, history.given(on, rule), on)
        found = open_or_overdue(on, due=due, reasons=("completed", "lapsed"))
    renews = rule.refresher_id is not None and anew is None
    return replace(found, refresher_id=rule.refresher_id) if renews else found


def by_own_day(rule: Revision, *, history: History, on: date) -> Finding:
    """Return the standing of somebody given the course, by the earliest day that is not met.

    Whoever was away on that day has it due on the first day back, as any rule for a fixed day has.
    """
    unmet = history.unmet(on, rule)
    if not unmet:
        return Finding(State.IN_DATE, until=None, reasons=("completed", "never-lapses"))
    due = max(min(one.due_on for one in unmet), history.in_audience_since(on))
    due = put_back(due, history.given(on, rule), on)
    return open_or_overdue(on, due=due, reasons=("never-completed",))


@lru_cache(maxsize=FINDINGS_KEPT)
def open_or_overdue(on: date, *, due: date, reasons: tuple[str, ...]) -> Finding:
    """Return overdue from the day after ``due``, due soon in its last 30 days, due before."""
    if on > due:
        return Finding(State.OVERDUE, until=due, reasons=reasons)
    state = State.DUE_SOON if (due - on).days <= DUE_SOON_DAYS else State.DUE
    return Finding(state, until=due, reasons=reasons)


@lru_cache(maxsize=FINDINGS_KEPT)
def in_date_or_renewal_open(on: date, *, until: date, window: int) -> Finding:
    """Return in date, or renewal open in the last ``window`` days.

    A completion that never lapses has no end.
    """
    if until == date.max:
        return Finding(State.IN_DATE, until=None, reasons=("completed", "never-lapses"))
    state = State.RENEWAL_OPEN if (until - on).days < window else State.IN_DATE
    return Finding(state, until=until, reasons=("completed", "still-valid"))
