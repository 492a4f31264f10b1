"""How values become words: the one table of statuses, days, contacts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.catalogue.contacts import Contacts
from courses.catalogue.models import Contact
from courses.catalogue.review import Freshness, freshness
from courses.catalogue.slots import BY_IDENTIFIER
from courses.certification.validity import CertificateState
from courses.compliance.revising import Change
from courses.compliance.status import Finding, State
from courses.learning.progress import LessonState

MOST_NAMED: Final = 200  # people whom one page names
STATUSES_KEPT: Final = 4_096  # in the memory of a process: states and days, nobody's name


@dataclass(frozen=True, slots=True)
class Status:
    """A status as a page shows it: its word, and the shape beside it; no shape means plain text."""

    word: str
    shape: str = ""


def day_in_words(day: date) -> str:
    """Return "12 March 2027"."""
    return f"{day.day} {day:%B} {day.year}"


def day_in_brief(day: date) -> str:
    """Return "12 Mar 2027", for tables of many columns."""
    return f"{day.day} {day:%b} {day.year}"


def day_from_here(day: date, *, on: date) -> str:
    """Return "Friday 12 March 2027 (in 9 days)", seen from ``on``."""
    days = (day - on).days
    if days == 0:
        distance = _("today")
    elif days > 0:
        distance = _("tomorrow") if days == 1 else _("in %d days") % days
    else:
        distance = _("yesterday") if days == -1 else _("%d days ago") % -days
    return f"{day:%A} {day_in_words(day)} ({distance})"


def minutes_words(lesson: LessonState) -> str:
    """Return how long a lesson takes: "7 minutes" as given, "about 7 minutes" as observed."""
    if lesson.is_observed:
        words = ngettext("about %d minute", "about %d minutes", lesson.minutes)
    else:
        words = ngettext("%d minute", "%d minutes", lesson.minutes)
    return words % lesson.minutes


def lead_status(finding: Finding) -> Status:
    """Return the training lead's word and shape for a standing."""
    return kept_lead_status(finding.state, finding.until)


def lead_status_in_brief(finding: Finding) -> Status:
    """Return the training lead's word and shape for a standing, with short months."""
    return kept_lead_status(finding.state, finding.until, day_in_brief)


@lru_cache(maxsize=STATUSES_KEPT)
def kept_lead_status(
    state: State, until: date | None, written: Callable[[date], str] = day_in_words
) -> Status:
    """Return the training lead's word and shape for a state until a day; many share them."""
    day = written(until) if until else ""
    since = written(until + timedelta(days=1)) if until else ""
    table = {
        State.NOT_REQUIRED: Status(_("Not required"), "dash"),
        State.EXEMPT: Status(_("Exempt until %s") % day, "square"),
        State.DUE: Status(_("Due %s") % day, "circle"),
        State.DUE_SOON: Status(_("Due soon: %s") % day, "half"),
        State.OVERDUE: Status(_("Overdue since %s") % since, "triangle"),
        State.IN_DATE: Status(_("In date until %s") % day if day else _("In date"), "tick"),
        State.RENEWAL_OPEN: Status(_("Renewal open, in date until %s") % day, "tick-circle"),
    }
    return table[state]


def change_rows(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Return the people who would change as a rehearsal shows them, at most 200."""
    return [
        {
            "membership": one.membership_id,
            "name": one.name,
            "before": lead_status(one.before),
            "after": lead_status(one.after),
        }
        for one in changes[:MOST_NAMED]
    ]


def learner_status(finding: Finding) -> Status:
    """Return the learner's word and shape for a standing."""
    return kept_learner_status(finding.state, finding.until)


@lru_cache(maxsize=STATUSES_KEPT)
def kept_learner_status(state: State, until: date | None) -> Status:
    """Return the learner's word and shape for a state until a day; many share them."""
    day = day_in_words(until) if until else ""
    table = {
        State.NOT_REQUIRED: Status(_("Not needed for your job"), "dash"),
        State.EXEMPT: Status(_("Excused until %s") % day, "square"),
        State.IN_DATE: Status(_("Completed")),
        State.RENEWAL_OPEN: Status(_("Renew by %s") % day, "tick-circle"),
    }
    return table.get(state) or kept_lead_status(state, until)


def progress_status(*, completed: bool, begun: bool) -> Status:
    """Return how far an enrolment or a lesson is, in words and shape."""
    if completed:
        return Status(_("Completed"))
    return Status(_("In progress"), "bar-half") if begun else Status(_("Not started"), "bar-empty")


def lesson_status(lesson: LessonState) -> Status:
    """Return how far a lesson is, in words and shape."""
    if lesson.tested_out:
        return Status(_("You knew this"))
    return progress_status(completed=lesson.completed, begun=lesson.opened)


def certificate_status(state: CertificateState) -> Status:
    """Return the word and shape of a certificate's state."""
    table = {
        CertificateState.VALID: Status(_("Valid"), "tick"),
        CertificateState.EXPIRED: Status(_("Expired"), "clock"),
        CertificateState.WITHDRAWN: Status(_("Withdrawn"), "cross"),
        CertificateState.REPLACED: Status(_("Replaced"), "arrow"),
    }
    return table[state]


@dataclass(frozen=True, slots=True)
class ShownContact:
    """One contact as a page shows it; ``tel`` is the number as a phone dials it.

    ``checked_by`` names whoever checked it, empty for a national route. ``is_link``: what counts is
    the web address, such as that of the organisation's own form.
    """

    name: str
    purpose: str
    phone: str
    tel: str
    text_number: str
    email: str
    url: str
    hours: str
    not_for: str
    checked_on: date
    checked_by: str
    is_stale: bool
    is_old: bool
    is_link: bool


def shown_contact(contact: Contact, *, on: date, names_checker: bool = True) -> ShownContact:
    """Return ``contact`` ready for a page on ``on``.

    Without ``names_checker`` the organisation stands for the colleague who checked it: whoever is
    signed out need not learn that name.
    """
    age = freshness(checked_on=contact.checked_on, on=on)
    slot = BY_IDENTIFIER.get(contact.slot)
    return ShownContact(
        name=contact.name,
        purpose=contact.purpose,
        phone=contact.phone,
        tel=dialled(contact.phone),
        text_number=contact.text_number,
        email=contact.email,
        url=contact.url,
        hours=contact.hours,
        not_for=contact.not_for,
        checked_on=contact.checked_on,
        checked_by=checker_of(contact, is_named=names_checker),
        is_stale=age is not Freshness.FRESH,
        is_old=age is Freshness.OLD,
        is_link=slot.is_link if slot else False,
    )


@lru_cache(maxsize=1_000)
def dialled(phone: str) -> str:
    """Return the digits of ``phone`` as a link dials them; few numbers stand on many pages."""
    return "".join(c for c in phone if c.isdigit() or c == "+")


def checker_of(contact: Contact, *, is_named: bool) -> str:
    """Return who checked a local contact, or the name of the organisation, or empty text."""
    if contact.organisation is None or contact.checked_by is None:
        return ""
    return contact.checked_by.name if is_named else contact.organisation.name


@dataclass(frozen=True, slots=True)
class ConcernPanel:
    """Whom to tell now: the organisation's own people, else national routes."""

    place: str
    local: Sequence[ShownContact]
    national: Sequence[ShownContact]
    emergency_name: str = "999"

    @property
    def is_empty(self) -> bool:
        """Test whether no local contact is known."""
        return not self.local


def concern_panel(
    contacts: Contacts, *, place: str, on: date, names_checker: bool = False
) -> ConcernPanel:
    """Return the panel of one place on ``on``; the emergency number stands above it by itself."""
    return ConcernPanel(
        place=place,
        local=[
            shown_contact(contact, on=on, names_checker=names_checker) for contact in contacts.local
        ],
        national=[
            shown_contact(contact, on=on) for contact in contacts.national if contact.phone != "999"
        ],
    )
