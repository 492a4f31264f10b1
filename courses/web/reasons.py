"""The reasons of a standing in plain words, from the trace of the pure rule.

The training lead and the person read the same sentences; only the word of the status differs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.accounts.places import Names
from courses.compliance.audience import Assigned, Audience
from courses.compliance.reasons import Reason
from courses.compliance.renewing import LEAP_YEAR, Renewal
from courses.compliance.status import Done, Finding, Revision, State
from courses.compliance.trace import Trace
from courses.web.presenters import Status, day_in_words, lead_status

OPEN = (State.OVERDUE, State.DUE_SOON, State.DUE)


@dataclass(frozen=True, slots=True)
class Why:
    """One rule's status for one person, why it is so, and what would change it."""

    course_id: int
    title: str
    status: Status
    rule: str
    steps: list[str]
    remedy: str


def why(reason: Reason, names: Names, *, status: Callable[[Finding], Status] = lead_status) -> Why:
    """Return the words for one rule; ``status`` gives its word for whoever reads."""
    trace = reason.trace
    return Why(
        course_id=reason.rule.course_id,
        title=reason.rule.title,
        status=status(trace.finding),
        rule=rule_words(trace.revision, names),
        steps=[step for step in steps_of(trace) if step],
        remedy=remedy_of(trace),
    )


def rule_words(revision: Revision | None, names: Names) -> str:
    """Return whom the rule asks for what, and for how long it lasts."""
    if revision is None:
        return _("No rule about this course was in force on this day.")
    if revision.audience.chosen:
        return _("Asked of people whom a training lead chose, by a day of their own, once.")
    return " ".join(
        [
            _("Asked of %(whom)s since %(day)s.")
            % {
                "whom": whom(revision, names),
                "day": day_in_words(revision.effective_from),
            },
            first_due_words(revision),
            *lasting_words(revision),
        ]
    )


def lasting_words(revision: Revision) -> list[str]:
    """Return for how long a completion lasts, and how it is renewed."""
    months = revision.valid_months
    if not months:
        return [_("It does not run out.")]
    lasting = ngettext("It lasts for %d month.", "It lasts for %d months.", months) % months
    words = [lasting]
    if revision.fixed:
        words.append(_("It always ends on the day before %s.") % day_of_year(revision.fixed))
    elif revision.renewal is Renewal.ANNIVERSARY:
        words.append(_("It always ends on an anniversary of the first completion."))
    if grace := revision.grace_days:
        words.append(
            ngettext("After it, %d day of grace.", "After it, %d days of grace.", grace) % grace
        )
    if revision.refresher_id:
        words.append(_("A shorter course renews it once it was completed in full."))
    return words


def day_of_year(fixed: tuple[int, int]) -> str:
    """Return a month and a day of it as "1 September"; 29 February with what holds without it."""
    day = date(LEAP_YEAR, *fixed)
    words = f"{day.day} {day:%B}"
    return _("%s (28 February in other years)") % words if fixed == (2, 29) else words


def whom(revision: Revision, names: Names) -> str:
    """Return the audience of a rule, such as "everyone with the job Cook at North"."""
    return told(
        revision.audience,
        names,
        {
            "roles": _("with the job %s"),
            "sites": _("at %s"),
            "teams": _("in the team %s"),
            "tags": _("tagged %s"),
        },
        everyone=_("everyone"),
    )


def told(audience: Audience, names: Names, words: Mapping[str, str], *, everyone: str) -> str:
    """Return an audience in words, those of each kind in the order of ``words``."""
    parts = [everyone]
    for kind, phrase in words.items():
        if ids := getattr(audience, kind):
            called = getattr(names, kind)
            parts.append(phrase % one_of([called.get(pk, _("one deleted since")) for pk in ids]))
    return " ".join(parts)


def one_of(names: Sequence[str]) -> str:
    """Return names as "North", "North or South", "Cook, Driver or Nurse"."""
    *first, last = names
    return _("%(first)s or %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def first_due_words(revision: Revision) -> str:
    """Return by when the rule wants the course the first time."""
    if revision.due_on is not None:
        return _("First due on %s.") % day_in_words(revision.due_on)
    days = revision.due_days or 0
    if not days:
        return _("First due on the first day.")
    return (
        ngettext("First due %d day after starting.", "First due %d days after starting.", days)
        % days
    )


def steps_of(trace: Trace) -> list[str]:
    """Return how the dates follow from one another, a sentence each."""
    if trace.revision is None:
        return []
    if trace.since is None or trace.first_due is None:
        if trace.revision.audience.chosen:
            return [_("On this day this was not asked of this person.")]
        return [_("On this day no job, place or tag that the rule names is held.")]
    return [
        own_day_words(trace.assigned, since=trace.since)
        if trace.assigned
        else _("In this group without a break since %(since)s, so first due on %(due)s.")
        % {"since": day_in_words(trace.since), "due": day_in_words(trace.first_due)},
        *[ignored_words(done, trace.revision) for done in trace.ignored],
        last_words(trace),
        anew_words(trace),
        grace_words(trace),
        more_time_words(trace),
        exempt_words(trace),
    ]


def own_day_words(assigned: Assigned, *, since: date) -> str:
    """Return when the course was given, by which day, and since when a completion counts.

    ``since``: the first day back, where that day passed while the person was away.
    """
    words = [
        _("Given on %(since)s, to be completed by %(due)s.")
        % {"since": day_in_words(assigned.valid_from), "due": day_in_words(assigned.due_on)}
    ]
    if since > assigned.due_on:
        words.append(_("Away then and back on %s, so due on that day.") % day_in_words(since))
    if assigned.counts_from is not None:
        words.append(_("A completion since %s counts.") % day_in_words(assigned.counts_from))
    return " ".join(words)


def last_words(trace: Trace) -> str:
    """Return what the last completion that counts means."""
    if trace.last is None:
        return _("No completion that counts is on record.")
    done = _("Completed on %(day)s (%(how)s)") % {
        "day": day_in_words(trace.last.completed_on),
        "how": how_words(trace.last),
    }
    if trace.held_until is None:
        return _("%s. It does not run out.") % done
    until = day_in_words(trace.held_until)
    if trace.finding.state in OPEN:
        return _("%(done)s. It was in date until the end of %(day)s.") % {
            "done": done,
            "day": until,
        }
    return _("%(done)s. It is in date until the end of %(day)s.") % {"done": done, "day": until}


def anew_words(trace: Trace) -> str:
    """Return which newer version is to be completed, by when, or nothing where none is."""
    if trace.anew is None:
        return ""
    words = _(
        "On %(since)s version %(version)s came out, which must be completed by %(due)s. What was"
        " completed before counts until then at most."
    )
    return words % {
        "since": day_in_words(trace.anew.since),
        "version": version_words(trace.anew.version),
        "due": day_in_words(trace.anew.due_on),
    }


def grace_words(trace: Trace) -> str:
    """Return until when the days of grace run, or nothing where there are none to speak of."""
    revision, held = trace.revision, trace.held_until
    if (
        revision is None
        or held is None
        or not revision.grace_days
        or trace.anew is not None
        or trace.finding.state not in OPEN
    ):
        return ""
    last = day_in_words(held + timedelta(days=revision.grace_days))
    return _("With the days of grace it was to be renewed by %s.") % last


def how_words(done: Done) -> str:
    """Return the edition of a completion, or that it was outside the platform."""
    if done.refresher_id is not None:
        return _("the shorter course that renews it")
    if done.version is None:
        return _("training outside the platform")
    return _("version %s") % version_words(done.version)


def version_words(version: tuple[int, int, int]) -> str:
    """Return (1, 2, 0) as "1.2.0"."""
    return ".".join(map(str, version))


def ignored_words(done: Done, revision: Revision) -> str:
    """Return why a later completion does not count."""
    if done.refresher_id is not None:
        return _(
            "The shorter course of %s does not count: it only renews what was completed in full."
        ) % day_in_words(done.completed_on)
    return _("The completion of %(day)s does not count: %(how)s is older than %(least)s.") % {
        "day": day_in_words(done.completed_on),
        "how": how_words(done),
        "least": version_words(revision.minimum_version or (0, 0, 0)),
    }


def more_time_words(trace: Trace) -> str:
    """Return from which day to which the due day was put back, and when; or nothing."""
    if trace.extension is None or trace.due_before is None:
        return ""
    return _("Due on %(before)s by the rule. More time was given on %(since)s: due on %(due)s.") % {
        "before": day_in_words(trace.due_before),
        "since": day_in_words(trace.extension.valid_from),
        "due": day_in_words(trace.extension.due_on),
    }


def exempt_words(trace: Trace) -> str:
    """Return until when the person is exempt, or nothing."""
    if trace.exemption is None:
        return ""
    return _("Exempt from %(first)s to %(last)s.") % {
        "first": day_in_words(trace.exemption.valid_from),
        "last": day_in_words(trace.exemption.valid_until),
    }


def remedy_of(trace: Trace) -> str:
    """Return what would make the status green, or nothing where it is."""
    finding = trace.finding
    shorter = " " + _("The shorter course is enough.") if finding.refresher_id is not None else ""
    if finding.state is State.OVERDUE and finding.until:
        words = _(
            "Late since %s. Completing the course makes this green, and so does recording "
            "training taken elsewhere."
        ) % day_in_words(finding.until + timedelta(days=1))
        return words + shorter
    if finding.state in OPEN:
        return _("Completing the course makes this green.") + shorter
    if finding.state is State.RENEWAL_OPEN and finding.until:
        words = _("Completing it again by %s keeps this green.") % day_in_words(finding.until)
        return words + shorter
    return ""
