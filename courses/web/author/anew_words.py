"""What asking for a version anew would do, in words, before it is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.compliance.revising import Outcome
from courses.compliance.status import State
from courses.web.presenters import day_in_words


@dataclass(frozen=True, slots=True)
class Anewed:
    """How many people would stand otherwise, in sentences; and whether that moved meanwhile."""

    lines: Sequence[str]
    has_moved: bool


def anewed(now: Outcome, then: Outcome, *, by: date, has_moved: bool) -> Anewed:
    """Return what it would do on the day of asking, and on the day after ``by``."""
    today, day = len(now.changes), day_in_words(by)
    late = sum(
        one.after.state is State.OVERDUE and one.before.state is not State.OVERDUE
        for one in then.changes
    )
    asked = ngettext(
        "From today %(people)d person has to complete it anew, and stays in date until %(day)s at"
        " most.",
        "From today %(people)d people have to complete it anew, and stay in date until %(day)s at"
        " most.",
        today,
    ) % {"people": today, "day": day}
    overdue = ngettext(
        "%(people)d person becomes overdue on %(day)s, if nobody completes it by then.",
        "%(people)d people become overdue on %(day)s, if nobody completes it by then.",
        late,
    ) % {"people": late, "day": day_in_words(by + timedelta(days=1))}
    kept = _("Completions, certificates and the status of earlier days stay as they are.")
    return Anewed([asked, overdue, kept], has_moved)
