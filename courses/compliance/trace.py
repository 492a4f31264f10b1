"""Pure reasons of a standing: the finding of ``status_on`` with every date it rests on."""

from dataclasses import dataclass, replace
from datetime import date

from courses.compliance.allowances import Excused, Extended, extension_on
from courses.compliance.anew import Anew, unmet
from courses.compliance.audience import Assigned
from courses.compliance.status import Done, Finding, History, Revision, status_on


@dataclass(frozen=True, slots=True)
class Trace:
    """A finding and what led to it; what does not apply is None.

    ``since``: the first day of the unbroken time in the audience. ``last``: the completion that
    counts. ``ignored``: later completions that do not, of an edition older than the rule asks for
    or of a shorter course that renews nothing. ``assigned``: what was given by a day of their own,
    of several the one with the earliest day that is not met. ``anew``: the newer version
    that is to be completed, until whose due day at most ``held_until`` reaches.
    """

    finding: Finding
    revision: Revision | None = None
    since: date | None = None
    first_due: date | None = None
    exemption: Excused | None = None
    last: Done | None = None
    held_until: date | None = None
    ignored: tuple[Done, ...] = ()
    extension: Extended | None = None
    due_before: date | None = None
    assigned: Assigned | None = None
    anew: Anew | None = None


def trace_on(history: History, on: date) -> Trace:
    """Return the standing on ``on`` with its reasons."""
    finding = status_on(history, on)
    revision = history.revision_on(on)
    if revision is None or not history.named_on(on):
        return Trace(finding, revision)
    if revision.audience.chosen:
        return trace_of_own_day(history, finding, on, revision)
    since = history.in_audience_since(on)
    counted = history.counted(on, revision)
    last = counted[-1] if counted else None
    until = revision.held_until(last.completed_on, first=counted[0].completed_on) if last else None
    anew = unmet(revision.anew, counted) if counted else None
    if until is not None and anew is not None:
        until = min(until, anew.due_on)
    ignored = [
        done
        for done in history.completions
        if done.completed_on <= on
        and (last is None or done.completed_on > last.completed_on)
        and done not in counted
    ]
    extension, due_before = extension_of(history, finding, on, revision)
    return Trace(
        finding=finding,
        revision=revision,
        since=since,
        first_due=revision.first_due(started=since),
        exemption=history.exemption_on(on),
        last=last,
        held_until=None if until == date.max else until,
        ignored=tuple(sorted(ignored, key=lambda done: done.completed_on)),
        extension=extension,
        due_before=due_before,
        anew=anew,
    )


def trace_of_own_day(history: History, finding: Finding, on: date, revision: Revision) -> Trace:
    """Return the reasons of somebody given the course by a day of their own."""
    unmet = sorted(history.unmet(on, revision), key=lambda one: one.due_on)
    held = [one for one in history.assigned if one.covers(on)]
    told = unmet[0] if unmet else max(held, key=lambda one: one.valid_from)
    meeting = [one for one in history.counted(on, revision) if told.is_met([one.completed_on])]
    extension, due_before = extension_of(history, finding, on, revision)
    since = max(told.valid_from, history.in_audience_since(on))
    return Trace(
        finding=finding,
        revision=revision,
        since=since,
        first_due=max(told.due_on, since),
        exemption=history.exemption_on(on),
        last=meeting[-1] if meeting else None,
        extension=extension,
        due_before=due_before,
        assigned=told,
    )


def extension_of(
    history: History, finding: Finding, on: date, revision: Revision
) -> tuple[Extended | None, date | None]:
    """Return what put the due day of ``finding`` back, and the day before that; else nothing."""
    without = status_on(replace(history, extensions=()), on)
    if without.until is None or without.until == finding.until:
        return None, None
    return extension_on(history.given(on, revision), on, due=without.until), without.until
