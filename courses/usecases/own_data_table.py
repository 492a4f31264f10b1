"""What a table of a person's export is: which columns it gives, and how rows lead to the person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# Columns that tell nothing about the person: keys, marks of the program, and who else wrote the row
# (other people stand in the audit lines, by role).
TECHNICAL: Final = frozenset({"id", "thread", "recorded_by_id", "organisation"})


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the export.

    ``columns``: what is given, and from where. ``path``: how its rows lead to the person; several,
    where any one is enough. ``left_out``: columns that are not given, for ``why``. ``answers``: the
    rows answer a question, which is given in words.
    """

    name: str
    label: str
    path: tuple[str, ...]
    columns: Mapping[str, str]
    left_out: tuple[str, ...] = ()
    why: str = ""
    answers: bool = False


def same(*names: str) -> dict[str, str]:
    """Return columns that are given under their own name."""
    return {name: name for name in names}


ORGANISATION: Final = {"organisation": "organisation__name"}
HISTORY: Final = same("recorded_at", "superseded_at")
COURSE: Final = {"course": "enrolment__version__title", "version": "enrolment__version__version"}
QUESTION: Final = {"question": "item__stem_source"}
DAYS: Final = same("valid_from", "valid_until")
BY_MEMBER: Final = ("membership__user",)
BY_LEARNER: Final = ("learner",)
BY_ENROLMENT: Final = ("enrolment__learner",)
