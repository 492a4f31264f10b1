"""Pure: what a text says that it should not, and how hard it is to read.

The lists follow sections 4, 14 and 15 of our domain notes. Words inside quotation marks are a
speaker's, so the list of words to avoid lets them through.
"""

import re
from typing import Final

PHONE = re.compile(r"(?<![\w+])(?:\+44|0)[ \d]{6,14}\d(?!\w)|\b116[ ]?\d{3}\b")
TEXT_LINE = re.compile(r"\btext (?:\w+ )?(?:to )?\d{5}\b", re.IGNORECASE)
HOURS = re.compile(
    r"\b24/7\b|\b24 hours a day\b"
    r"|\b(?:open|lines?|helpline|hours)\b[^.\n]{0,40}?\b\d{1,2}(?:[:.]\d\d)?\s?[ap]m\b",
    re.IGNORECASE,
)
LAW = re.compile(
    r"\d\s?%|\bper cent\b|\b[Ss]ections? \d|\bss?\.\s?\d|\b[A-Z][a-z]+ Act(?: \(?\d{4}| )",
    re.MULTILINE,
)
ALL_OR_NONE = re.compile(r"\b(?:all|none|both) of (?:the above|these|the options)\b", re.IGNORECASE)
NEGATIVE = re.compile(r"(?<![*_])\b(?:not|except)\b(?![*_])")
ABSOLUTE = re.compile(
    r"\b(?:always|never|all|none|every|everyone|everybody|nobody)\b", re.IGNORECASE
)
QUOTED = re.compile(r"\"[^\"\n]{0,400}\"|“[^”\n]{0,400}”|‘[^’\n]{0,400}’(?!\w)")
MARKUP = re.compile(r"\]\([^)\n]{0,300}\)|[*_`#>|\[\]]|^[ \t]*(?:[-+]|\d{1,9}\.)\s", re.MULTILINE)
ACTS = re.compile(r"\b(?:[A-Z]\w{1,30} (?:and |of |the )?){1,6}Act(?: \d{4})?")
WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
SENTENCE_END = re.compile(r"[.!?:](?:\s|$)|\n\s*\n|\n\s*[-*|]")
VOWELS = re.compile(r"[aeiouy]+")
AVOIDED: Final[tuple[tuple[str, str], ...]] = (
    (r"promiscuous", "say that the child is being exploited"),
    (r"(?:puts?|putting) (?:herself|himself|themselves) at risk", "say who puts the child at risk"),
    (r"lifestyle choice", "say that the child is being exploited"),
    (r"refus(?:es|ed|ing) to engage", "say that services have not yet reached the child"),
    (r"abscond\w*", "say missing"),
    (r"child prostitut\w+", "never; say child sexual exploitation"),
    (r"inappropriate clothing", "say new or unexplained items"),
    (
        r"in exchange for|in return for",
        "say what was given or threatened in order to make the child",
    ),
    (r"streetwise|should have known better|mature for (?:her|his|their) age", "say a child"),
    (r"disguised compliance", "say what the person said and did"),
    (r"retracted", "record neutrally what the child said, and when"),
    (r"(?:runs|ran|running) away", "say goes missing, or is missing"),
    (r"child porn\w*|kiddie porn\w*", "say child sexual abuse material"),
    (r"(?:sends?|sent|sending) explicit (?:pictures?|images?)", "say that an adult got images"),
    (r"lured into", "say groomed"),
    (r"perform(?:s|ed|ing)? sexual acts", "say is made or pressured to"),
    (r"perpetrators?", "say who did what; for a child, who may have caused harm"),
    (r"put (?:herself|himself|themselves) at risk", "say who puts the child at risk"),
)
AMERICAN: Final[tuple[tuple[str, str], ...]] = (
    (r"behavior\w*", "behaviour"),
    (r"organiz\w+", "organise, organisation"),
    (r"recogniz\w+", "recognise"),
    (r"center(?:s|ed)?", "centre"),
    (r"color\w*", "colour"),
    (r"defense", "defence"),
    (r"program(?:s)? of", "programme"),
    (r"counselor\w*", "counsellor"),
    (r"apologiz\w+", "apologise"),
    (r"realiz\w+", "realise"),
    (r"favorite", "favourite"),
)


def outside_contacts(text: str) -> list[str]:
    """Return the telephone numbers and opening hours in ``text``; 999, 101, 111 are none."""
    patterns = (PHONE, TEXT_LINE, HOURS)
    return [hit.group().strip() for pattern in patterns for hit in pattern.finditer(text)]


def states_law_or_figures(text: str) -> bool:
    """Test whether ``text`` names an Act, a section or a percentage."""
    return LAW.search(text) is not None


def avoided(text: str) -> list[tuple[str, str]]:
    """Return the words of ``text`` we avoid, outside quotation marks, each with what to write."""
    return listed(AVOIDED, QUOTED.sub(" ", text))


def american(text: str) -> list[tuple[str, str]]:
    """Return the American spellings of ``text``, each with the British one."""
    return listed(AMERICAN, text)


def listed(words: tuple[tuple[str, str], ...], text: str) -> list[tuple[str, str]]:
    """Return each hit of the patterns of ``words`` in ``text`` with its advice."""
    return [
        (hit.group(), advice)
        for pattern, advice in words
        for hit in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
    ]


def question_of(stem: str) -> str:
    """Return the last sentence of ``stem``, which is what it asks."""
    sentences = [part for part in re.split(r"(?<=[.!?])\s+", stem.strip()) if part]
    return sentences[-1] if sentences else ""


def is_negative(stem: str) -> bool:
    """Test whether the question itself says not or except without emphasis.

    What somebody in the question says, in quotation marks, does not count.
    """
    return NEGATIVE.search(question_of(QUOTED.sub(" ", stem))) is not None


def word_count(text: str) -> int:
    """Return the number of words of ``text`` without its markup."""
    return len(MARKUP.sub(" ", text).split())


def grade(text: str) -> float:
    """Return the school grade needed to read ``text``; names of Acts do not count.

    Flesch-Kincaid grade level: 0.39 x words a sentence + 11.8 x syllables a word - 15.59 (Kincaid
    and others, 1975, Naval Technical Training Command report 8-75). Syllables are estimated.
    """
    plain = ACTS.sub("the law", text)
    words = WORD.findall(MARKUP.sub(" ", plain))
    if not words:
        return 0.0
    return 0.39 * sentence_length(plain) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def sentence_length(text: str) -> float:
    """Return the words of a sentence of ``text``, on average."""
    sentences = [part for part in SENTENCE_END.split(text) if WORD.search(part)]
    return len(WORD.findall(MARKUP.sub(" ", text))) / len(sentences) if sentences else 0.0


def syllables(word: str) -> int:
    """Return an estimate of the syllables of ``word``: groups of vowels, no silent e."""
    lower = word.lower().replace("'", "").replace("’", "")
    count = len(VOWELS.findall(lower))
    if lower.endswith(("e", "es", "ed")) and not lower.endswith(
        ("le", "les", "ied", "ted", "ded", "ses")
    ):
        count -= 1
    return max(count, 1)
