"""Pure: the form of answers, wordings that catch people out, and words that blame a child.

Words inside quotation marks are a speaker's and are let through.
"""

import re
from typing import Final

from courses.packages.rules.wording import QUOTED

SPEECH: Final = ("“", '"', "‘")
TRICKS: Final = re.compile(
    r"\bwhich(?: of these| one| answer| statement)? (?:is|are) (?:false|untrue|wrong|incorrect)\b"
    r"|\bleast (?:wrong|right|true|correct)\b"
    r"|\bnot (?:un|in|im|ir)\w{4,}"
    r"|\b(?:both|either|neither) [A-D1-4] (?:and|or|nor) [A-D1-4]\b"
    r"|\bexcept (?:when|where|for)\b[^.?]*\bnot\b",
    re.IGNORECASE,
)
VERB: Final = re.compile(
    r"(To|(?!(?:No|Some|Any|Every)thing|Bring|Ring|Spring|During)[A-Z]\w+ing)\b"
)
CHILD: Final = r"(?:she|he|they|the (?:child|girl|boy|pupil|young person))"
BLAME: Final = re.compile(
    r"\b(?:child|girl|boy|pupil|young) victims?\b|\b(?:the|a|this|each) victims?\b"
    r"|\bperpetrators?\b"
    rf"|\b{CHILD} (?:consented|was asking for it|asked for it|brought it on|let it happen)\b"
    rf"|\b{CHILD} chose (?:to be|it|this|him|her)\b"
    r"|(?<!not )(?<!never )(?<!n't )\b(?:her|his|their|the child's) own fault\b"
    r"|(?<!not )(?<!never )(?<!n't )(?<!nobody is )\b(?:partly|also|herself|himself) to blame\b",
    re.IGNORECASE,
)


def form(answer: str) -> str:
    """Return the form of an answer, such as speech, a sentence, or a phrase beginning with To."""
    text = answer.strip()
    if text.startswith(SPEECH):
        return "speech"
    if text.endswith("?"):
        return "question"
    kind = "sentence" if text.endswith((".", "!", "”", '"')) else "phrase"
    verb = VERB.match(text)
    return f"{kind} beginning with {'To' if verb[1] == 'To' else '-ing'}" if verb else kind


def tricks(stem: str) -> list[str]:
    """Return the wordings of ``stem`` that catch out somebody who knows the answer."""
    return [found.group() for found in TRICKS.finditer(QUOTED.sub(" ", stem))]


def blame(text: str) -> list[str]:
    """Return the words of ``text`` that blame a child, call one a victim or say it consented."""
    return [found.group() for found in BLAME.finditer(QUOTED.sub(" ", text))]
