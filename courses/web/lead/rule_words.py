"""Rules and what they would do, in sentences."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.accounts.places import Names
from courses.compliance.models import Requirement
from courses.compliance.moving import CourseTurning
from courses.compliance.reading import fixed_of
from courses.compliance.rehearsal import Rehearsal
from courses.compliance.renewing import Renewal
from courses.compliance.revising import Group, Outcome, group_of
from courses.compliance.status import State
from courses.usecases.rehearse_mails import Mails
from courses.web.presenters import MOST_NAMED, change_rows, day_in_words
from courses.web.reasons import day_of_year, told, version_words

MOST_DAYS = 10


def unsaved(**fields: Any) -> Requirement:
    """Return a rule that is not saved, for the words of it."""
    return Requirement(**fields)


def audience(rule: Requirement, names: Names) -> str:
    """Return whom the rule names."""
    if rule.audience.chosen:
        return _("Whoever is given it by a day")
    words = {
        "roles": _("whose job is %s"),
        "sites": _("at %s"),
        "teams": _("in %s"),
        "tags": _("tagged %s"),
    }
    return told(rule.audience, names, words, everyone=_("Everyone"))


def sentence(rule: Requirement, title: str, names: Names) -> str:
    """Return the rule as one sentence: who, what, by when, how often."""
    if rule.audience.chosen:
        due = _("by that day")
    elif rule.due_on is not None:
        due = _("by %s") % day_in_words(rule.due_on)
    elif rule.due_days == 0:
        due = _("on their first day")
    else:
        days = rule.due_days or 0
        due = ngettext("within %d day of starting", "within %d days of starting", days) % days
    return _("%(who)s must complete “%(course)s” %(due)s, %(again)s.") % {
        "who": audience(rule, names),
        "course": title,
        "due": due,
        "again": again(rule),
    }


def again(rule: Requirement) -> str:
    """Return how often the course is to be done, in half a sentence."""
    if rule.valid_months is None:
        return _("once")
    months = rule.valid_months
    words = ngettext("and again every month", "and again every %(months)d months", months)
    words %= {"months": months}
    if rule.renewal == Renewal.ANNIVERSARY:
        return _("%s, by the anniversary of their first time") % words
    if fixed := fixed_of(rule):
        return _("%(often)s, before %(day)s") % {"often": words, "day": day_of_year(fixed)}
    return words


def renewal_words(rule: Requirement, titles: Mapping[int, str]) -> list[str]:
    """Return how the rule is renewed, a sentence each; none where once is enough.

    And which newer versions are to be completed anew, by when.
    """
    anew = [
        _("Whoever completed a version before %(version)s completes it anew by %(day)s.")
        % {"version": version_words(one.version), "day": day_in_words(one.due_on)}
        for one in rule.anew
    ]
    if rule.valid_months is None:
        return anew
    window, grace = rule.renew_window_days, rule.grace_days
    words = [
        ngettext(
            "Renewal opens %d day before the end.", "Renewal opens %d days before the end.", window
        )
        % window
        if window
        else _("Renewal opens when it has run out.")
    ]
    if grace:
        words.append(
            ngettext(
                "There is %d day of grace to renew it then.",
                "There are %d days of grace to renew it then.",
                grace,
            )
            % grace
        )
    if rule.refresher:
        title = titles.get(rule.refresher.pk, rule.refresher.slug)
        words.append(_("“%s” renews it, but does not count the first time.") % title)
    return [*words, *anew]


def since(rule: Requirement, *, on: date) -> str:
    """Return from when the rule holds, and until when where that is known."""
    first = day_in_words(rule.effective_from)
    begun = _("Since %s.") % first if rule.effective_from <= on else _("From %s on.") % first
    if rule.effective_until is None:
        return begun
    return f"{begun} {_('Last day: %s.') % day_in_words(rule.effective_until)}"


def counted(found: Rehearsal) -> list[str]:
    """Return what the rule would do, one line a group of people that is not empty."""
    late = found.states.get(State.OVERDUE, 0)
    open_ = found.states.get(State.DUE_SOON, 0) + found.states.get(State.DUE, 0)
    held = found.states.get(State.IN_DATE, 0) + found.states.get(State.RENEWAL_OPEN, 0)
    lines = {
        ngettext("%d person is overdue.", "%d people are overdue.", late): late,
        ngettext("%d person has it to do.", "%d people have it to do.", open_): open_,
        ngettext(
            "%d person is in date already and keeps what they have.",
            "%d people are in date already and keep what they have.",
            held,
        ): held,
    }
    return [words % count for words, count in lines.items() if count]


def turned(outcome: Outcome) -> list[str]:
    """Return what a change would make of people, one line a group that is not empty.

    Course by course, where it is of several.
    """
    number: dict[str, Counter[Group]] = defaultdict(Counter)
    for one in outcome.changes:
        title = one.title if isinstance(one, CourseTurning) else ""
        number[title][group_of(one.before, one.after)] += 1
    return [
        f"{title}: {words}" if title else words
        for title, counts in sorted(number.items())
        for words in grouped(counts).values()
    ]


def grouped(number: Mapping[Group, int]) -> dict[Group, str]:
    """Return what becomes of so many people of each group that is not empty, in words."""
    late, open_, held = (number.get(one, 0) for one in (Group.OVERDUE, Group.TO_DO, Group.HELD))
    free, away = number.get(Group.FREE, 0), number.get(Group.EXEMPT, 0)
    lines = {
        Group.OVERDUE: ngettext("%d person becomes overdue.", "%d people become overdue.", late),
        Group.TO_DO: ngettext("%d person gets it to do.", "%d people get it to do.", open_),
        Group.HELD: ngettext("%d person becomes in date.", "%d people become in date.", held),
        Group.FREE: ngettext("%d person need not hold it.", "%d people need not hold it.", free),
        Group.EXEMPT: ngettext("%d person becomes exempt.", "%d people become exempt.", away),
    }
    return {one: words % number[one] for one, words in lines.items() if number.get(one)}


def mails_told(mails: Mails | None) -> list[str]:
    """Return which reminders a rule would bring or take away, a line each."""
    if mails is None:
        return [
            _(
                "How many emails would go out is not worked out for more than 1,000 people, nor"
                " for a rule that begins more than 60 days ahead."
            )
        ]
    return mails_by_day(mails)


def mails_by_day(mails: Mails) -> list[str]:
    """Return on which days how many emails more or fewer go out, a line each."""
    until = day_in_words(mails.until)
    if not mails.days:
        return [_("No email more or fewer goes out up to %s.") % until]
    lines = []
    for day, after, before in mails.days[:MOST_DAYS]:
        words = ngettext(
            "%(day)s: %(after)d email, without it %(before)d",
            "%(day)s: %(after)d emails, without it %(before)d",
            after,
        )
        lines.append(words % {"day": day_in_words(day), "after": after, "before": before})
    left = len(mails.days) - MOST_DAYS
    if left > 0:
        lines.append(ngettext("and on %d day more", "and on %d days more", left) % left)
    return lines


def rehearsal_of(outcome: Outcome | None, *, may_take: bool) -> dict[str, Any]:
    """Return what a page that checks something shows of whose status it would change.

    ``may_take``: whether the sender may take them away as a file.
    """
    if outcome is None:
        return {}
    rows = change_rows(outcome.changes)
    in_courses = [one for one in outcome.changes if isinstance(one, CourseTurning)]
    for row, one in zip(rows, in_courses, strict=False):
        row.update(course=one.title, on=day_in_words(one.on))
    return {
        "outcome": outcome,
        "counts": turned(outcome),
        "rows": rows,
        "has_courses": bool(in_courses),
        "is_dated": any(one.on != outcome.on for one in in_courses),
        "left_out": max(0, len(outcome.changes) - MOST_NAMED),
        "may_take": may_take,
    }
