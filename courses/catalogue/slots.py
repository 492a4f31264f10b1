"""Pure: the places an organisation's own contacts fill, in the order of the concern page."""

import re
from dataclasses import dataclass
from typing import Final

PHONE = re.compile(r"\+?\(?[0-9][0-9 ()-]*(?: ?(?:ext\.?|x) ?[0-9]{1,6})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slot:
    """One place to fill: ``purpose`` is shown where the organisation writes none of its own.

    ``is_link``: a web address is what counts, not a telephone.
    """

    identifier: str
    label: str
    purpose: str
    is_link: bool = False


LEAD = "safeguarding-lead"
# Lessons and the concern page name these identifiers: one may be added, none changes its meaning.
SLOTS: Final[tuple[Slot, ...]] = (
    Slot(LEAD, "Safeguarding lead", "Safeguarding lead: tell them first"),
    Slot("deputy", "Deputy safeguarding lead", "Deputy safeguarding lead"),
    Slot(
        "childrens-services",
        "Children's services, in office hours",
        "Refer a child yourself when nobody here can be reached",
    ),
    Slot(
        "out-of-hours",
        "Children's services, out of hours",
        "At night, at weekends and on holidays",
    ),
    Slot(
        "manager",
        "Manager, for a concern about a colleague",
        "A concern about a colleague",
    ),
    Slot(
        "local-authority-designated-officer",
        "Designated officer (LADO), for a concern about an adult",
        "A concern about an adult who works with children, or about the manager",
    ),
    Slot(
        "recording-form", "Our own form to record a concern", "Record a concern here", is_link=True
    ),
    Slot("policy", "Our safeguarding policy", "How we keep children safe", is_link=True),
)
BY_IDENTIFIER: Final = {slot.identifier: slot for slot in SLOTS}
ORDER: Final = {slot.identifier: number for number, slot in enumerate(SLOTS)}


def rank(identifier: str) -> int:
    """Return where a slot stands on the concern page; one of no list stands last."""
    return ORDER.get(identifier, len(SLOTS))


def is_phone(text: str) -> bool:
    """Test whether ``text`` is a telephone number as people write it: 3 to 15 digits.

    A plus before, spaces, brackets and dashes between, and an extension after are accepted.
    """
    digits = re.sub(r"\D", "", re.split(r"ext|x", text, flags=re.IGNORECASE)[0])
    return PHONE.fullmatch(text.strip()) is not None and 3 <= len(digits) <= 15
