"""One event of a person's timeline, and those of what somebody was allowed."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from courses.compliance.assignments import Assignment
from courses.compliance.extensions import Extension
from courses.compliance.models import Exemption, Supervision
from courses.web.presenters import Status, day_in_words


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened on one day; ``certificate`` is the number of the one it is about.

    ``brought``: the record from elsewhere whose attached file shows it, or none.
    """

    on: date
    words: str
    detail: str = ""
    status: Status | None = None
    certificate: str = ""
    brought: int | None = None


def exempted(exemption: Exemption) -> Event:
    """Return that the person was excused, until when and why."""
    until = _("Exempt until %s") % day_in_words(exemption.valid_until)
    return Event(exemption.valid_from, until, exemption.reason)


def extended(extension: Extension) -> Event:
    """Return that the person was given more time, until when and why, and if it was taken back."""
    until, detail = (
        _("Given a later due day: %s") % day_in_words(extension.due_on),
        extension.reason,
    )
    if last := extension.valid_until:
        detail = f"{detail}. {_('Taken back after %s') % day_in_words(last)}"
    return Event(extension.valid_from, until, detail)


def assigned(assignment: Assignment, title: str) -> Event:
    """Return that the person was given a course by a day, and if it was taken back."""
    words = _("Given a course by a day: %s") % day_in_words(assignment.due_on)
    detail = title
    if last := assignment.valid_until:
        detail = f"{detail}. {_('Taken back after %s') % day_in_words(last)}"
    return Event(assignment.valid_from, words, detail)


def supervised(supervision: Supervision) -> Event:
    """Return that the person worked under supervision, until when, of whom and why."""
    until = _("Supervised until %s") % day_in_words(supervision.valid_until)
    detail = f"{supervision.supervisor.user.name}: {supervision.reason}"
    return Event(supervision.valid_from, until, detail)
