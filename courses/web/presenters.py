"""How values become words: the one table of statuses, days, contacts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from courses.catalogue.models import Contact
from courses.catalogue.queries import Contacts, is_stale
from courses.certification.validity import CertificateState
from courses.compliance.status import Finding, State


@dataclass(frozen=True, slots=True)
class Status:
    """A status as a page shows it: its word, and the shape beside it; no shape means plain text."""

    word: str
    shape: str = ""


def day_in_words(day: date) -> str:
    """Return "12 March 2027"."""
    return f"{day.day} {day:%B} {day.year}"


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


def lead_status(finding: Finding) -> Status:
    """Return the training lead's word and shape for a standing."""
    day = day_in_words(finding.until) if finding.until else ""
    since = day_in_words(finding.until + timedelta(days=1)) if finding.until else ""
    table = {
        State.NOT_REQUIRED: Status(_("Not required"), "dash"),
        State.EXEMPT: Status(_("Exempt until %s") % day, "square"),
        State.DUE: Status(_("Due %s") % day, "circle"),
        State.DUE_SOON: Status(_("Due soon: %s") % day, "half"),
        State.OVERDUE: Status(_("Overdue since %s") % since, "triangle"),
        State.IN_DATE: Status(_("In date until %s") % day if day else _("In date"), "tick"),
        State.RENEWAL_OPEN: Status(_("Renewal open, in date until %s") % day, "tick-circle"),
    }
    return table[finding.state]


def learner_status(finding: Finding) -> Status:
    """Return the learner's word and shape for a standing."""
    day = day_in_words(finding.until) if finding.until else ""
    table = {
        State.NOT_REQUIRED: Status(_("Not needed for your job"), "dash"),
        State.EXEMPT: Status(_("Excused until %s") % day, "square"),
        State.IN_DATE: Status(_("Completed")),
        State.RENEWAL_OPEN: Status(_("Renew by %s") % day, "tick-circle"),
    }
    return table.get(finding.state) or lead_status(finding)


def progress_status(*, completed: bool, begun: bool) -> Status:
    """Return how far an enrolment or a lesson is, in words and shape."""
    if completed:
        return Status(_("Completed"))
    return Status(_("In progress"), "bar-half") if begun else Status(_("Not started"), "bar-empty")


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
    """One contact as a page shows it; ``tel`` is the number as a phone dials it."""

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
    is_stale: bool


def shown_contact(contact: Contact, *, on: date) -> ShownContact:
    """Return ``contact`` ready for a page on ``on``."""
    return ShownContact(
        name=contact.name,
        purpose=contact.purpose,
        phone=contact.phone,
        tel="".join(c for c in contact.phone if c.isdigit() or c == "+"),
        text_number=contact.text_number,
        email=contact.email,
        url=contact.url,
        hours=contact.hours,
        not_for=contact.not_for,
        checked_on=contact.checked_on,
        is_stale=is_stale(contact, on=on),
    )


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


def concern_panel(contacts: Contacts, *, place: str, on: date) -> ConcernPanel:
    """Return the panel of one place on ``on``; the emergency number stands above it by itself."""
    return ConcernPanel(
        place=place,
        local=[shown_contact(contact, on=on) for contact in contacts.local],
        national=[
            shown_contact(contact, on=on) for contact in contacts.national if contact.phone != "999"
        ],
    )
