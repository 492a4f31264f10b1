"""Pure: a diagram as authors write it, one step a line, and the list that is drawn from it."""

import re
from dataclasses import dataclass

STEP = re.compile(r"(?P<label>[^:]*):(?:\s+(?P<words>.*))?")


@dataclass(frozen=True, slots=True)
class Step:
    """One step or route: a short label, and a line that explains it; ``line`` counts from 0."""

    line: int
    label: str
    words: str


def steps_of(text: str) -> list[Step]:
    """Return the steps of ``text`` in order, those without a label or words too.

    A line without a colon is all words and has no label.
    """
    found = []
    for number, line in enumerate(text.split("\n")):
        if not line.strip():
            continue
        parts = STEP.fullmatch(line.strip())
        label, words = (parts["label"], parts["words"]) if parts else ("", line)
        found.append(Step(number, label.strip(), (words or "").strip()))
    return found
