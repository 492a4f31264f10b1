"""The menu of the training lead's pages: one line a section, each with who may open it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.accounts.permissions import Permission, Rights


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its word, the name of its address, and what opens it.

    With ``whole`` only over the whole organisation.
    """

    label: str | Promise
    name: str
    permission: Permission
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu; ``current`` is the value of aria-current, or empty."""

    label: str | Promise
    url: str
    current: str = ""


# A new section is one line here.
SECTIONS: Final[tuple[Section, ...]] = (
    Section(_("Dashboard"), "lead:dashboard", Permission.SEE_STAFF_PROGRESS),
    Section(_("People"), "lead:people", Permission.SEE_STAFF_PROGRESS),
    Section(_("Matrix"), "lead:matrix", Permission.SEE_STAFF_PROGRESS),
    Section(_("Starters"), "lead:starters", Permission.SEE_STAFF_PROGRESS),
    Section(_("Rules"), "lead:requirements", Permission.SET_REQUIREMENTS),
    Section(_("Reminders"), "lead:reminders", Permission.REMIND),
    Section(_("Training rooms"), "lead:gatherings", Permission.RUN_GATHERINGS),
    Section(_("Other learning"), "lead:updates", Permission.SEE_STAFF_PROGRESS),
    Section(_("Corridor checks"), "lead:corridor", Permission.SEE_STAFF_PROGRESS),
    Section(_("Inspection"), "lead:inspection", Permission.EXPORT),
    Section(_("Trail"), "lead:trail", Permission.SEE_TRAIL, whole=True),
    Section(_("Invitations"), "lead:invitations", Permission.MANAGE_STAFF),
    Section(_("Staff file"), "lead:staff_files", Permission.MANAGE_STAFF, whole=True),
    Section(_("Contacts"), "lead:contacts", Permission.ADMINISTER, whole=True),
    Section(_("Branding"), "lead:branding", Permission.ADMINISTER, whole=True),
    Section(_("Set-up"), "lead:setup", Permission.ADMINISTER, whole=True),
    Section(_("Signing in"), "lead:sign_on", Permission.ADMINISTER, whole=True),
    Section(_("Access"), "lead:access", Permission.ADMINISTER, whole=True),
)


def navigation_of(
    rights: Rights, *, path: str, sections: Sequence[Section] = SECTIONS
) -> list[Entry]:
    """Return the sections that ``rights`` open, seen from the page at ``path``.

    The page itself is "page"; the section that a deeper page belongs to is "true".
    """
    opened = [one for one in sections if opens(rights, one)]
    urls = [reverse(one.name, args=[rights.organisation.slug]) for one in opened]
    above = max((url for url in urls if path.startswith(url)), key=len, default="")
    return [
        Entry(one.label, url, ("page" if url == path else "true") if url == above else "")
        for one, url in zip(opened, urls, strict=True)
    ]


def opens(rights: Rights, section: Section) -> bool:
    """Test whether ``rights`` open ``section``."""
    scope = rights.scope(section.permission)
    return scope.whole if section.whole else not scope.is_empty
