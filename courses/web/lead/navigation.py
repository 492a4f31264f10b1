"""The menu of the training lead's pages: one line a section, each with who may open it.

The sections of every day stand in a row; the whole menu, in groups, is behind one word.
"""

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

    ``everyday`` ones stand in the row; with ``whole`` only over the whole organisation.
    """

    label: str | Promise
    name: str
    permission: Permission
    whole: bool = False
    everyday: bool = False
    group: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu; ``current`` is the value of aria-current, or empty.

    ``group`` is the heading above it in the whole menu; ``in_row`` says that it is seen without
    opening that: the sections of every day, and the one of the page.
    """

    label: str | Promise
    url: str
    current: str = ""
    group: str | Promise = ""
    in_row: bool = True


WATCHED: Final = _("People and training")
ASKED: Final = _("Rules and reminders")
TOGETHER: Final = _("Learning together")
PROVEN: Final = _("Proof")
JOINING: Final = _("Joining and leaving")
HOUSE: Final = _("Organisation")

SEE: Final = Permission.SEE_STAFF_PROGRESS
ADMINISTER: Final = Permission.ADMINISTER

# A new section is one line here, beside the others of its group.
SECTIONS: Final[tuple[Section, ...]] = (
    Section(_("Dashboard"), "lead:dashboard", SEE, everyday=True, group=WATCHED),
    Section(_("People"), "lead:people", SEE, everyday=True, group=WATCHED),
    Section(_("Matrix"), "lead:matrix", SEE, everyday=True, group=WATCHED),
    Section(_("Starters"), "lead:starters", SEE, everyday=True, group=WATCHED),
    Section(
        _("Rules"), "lead:requirements", Permission.SET_REQUIREMENTS, everyday=True, group=ASKED
    ),
    Section(_("Reminders"), "lead:reminders", Permission.REMIND, everyday=True, group=ASKED),
    Section(_("Training rooms"), "lead:gatherings", Permission.RUN_GATHERINGS, group=TOGETHER),
    Section(_("Other learning"), "lead:updates", SEE, group=TOGETHER),
    Section(_("Corridor checks"), "lead:corridor", SEE, group=TOGETHER),
    Section(_("Inspection"), "lead:inspection", Permission.EXPORT, everyday=True, group=PROVEN),
    Section(_("Trail"), "lead:trail", Permission.SEE_TRAIL, whole=True, group=PROVEN),
    Section(_("Invitations"), "lead:invitations", Permission.MANAGE_STAFF, group=JOINING),
    Section(
        _("Staff file"), "lead:staff_files", Permission.MANAGE_STAFF, whole=True, group=JOINING
    ),
    Section(_("Contacts"), "lead:contacts", ADMINISTER, whole=True, group=HOUSE),
    Section(_("Own texts"), "lead:own_texts", ADMINISTER, whole=True, group=HOUSE),
    Section(_("Branding"), "lead:branding", ADMINISTER, whole=True, group=HOUSE),
    Section(_("Set-up"), "lead:setup", ADMINISTER, whole=True, group=HOUSE),
    Section(_("Data and retention"), "lead:retention", ADMINISTER, whole=True, group=HOUSE),
    Section(_("Signing in"), "lead:sign_on", ADMINISTER, whole=True, group=HOUSE),
    Section(_("Access"), "lead:access", ADMINISTER, whole=True, group=HOUSE),
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
        Entry(
            one.label,
            url,
            ("page" if url == path else "true") if url == above else "",
            one.group,
            one.everyday or url == above,
        )
        for one, url in zip(opened, urls, strict=True)
    ]


def opens(rights: Rights, section: Section) -> bool:
    """Test whether ``rights`` open ``section``."""
    scope = rights.scope(section.permission)
    return scope.whole if section.whole else not scope.is_empty
