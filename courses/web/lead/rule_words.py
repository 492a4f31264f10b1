"""Rules and what they would do, in sentences."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.compliance.models import Requirement
from courses.compliance.rehearsal import Rehearsal
from courses.compliance.status import State
from courses.web.presenters import day_in_words


def unsaved(**fields: Any) -> Requirement:
    """Return a rule that is not saved, for the words of it."""
    return Requirement(**fields)


def audience(rule: Requirement) -> str:
    """Return whom the rule names."""
    parts = [_("Everyone")]
    if rule.role:
        parts = [_("Everyone whose job is %s") % rule.role.name]
    if rule.site:
        parts.append(_("at %s") % rule.site.name)
    if rule.team:
        parts.append(_("in %s") % rule.team.name)
    return " ".join(parts)


def sentence(rule: Requirement, title: str) -> str:
    """Return the rule as one sentence: who, what, by when, how often."""
    if rule.due_on is not None:
        due = _("by %s") % day_in_words(rule.due_on)
    elif rule.due_days == 0:
        due = _("on their first day")
    else:
        days = rule.due_days or 0
        due = ngettext("within %d day of starting", "within %d days of starting", days) % days
    if rule.valid_months is None:
        again = _("once")
    else:
        months = rule.valid_months
        again = ngettext("again every month", "again every %(months)d months", months)
        again %= {"months": months}
    return _("%(who)s must complete “%(course)s” %(due)s, %(again)s.") % {
        "who": audience(rule),
        "course": title,
        "due": due,
        "again": again if rule.valid_months is None else _("and %s") % again,
    }


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
