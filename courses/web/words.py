"""Words of the glossary in a lesson: the first use of each leads to its meaning below."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from courses.catalogue.models import Block, BlockKind, GlossaryTerm

# Blocks of running text; a diagram has little room, and checks and contacts are not for looking up.
EXPLAINED: Final = frozenset(
    {
        BlockKind.TEXT,
        BlockKind.DID_YOU_KNOW,
        BlockKind.VIGNETTE,
        BlockKind.REVEAL,
        BlockKind.DO_DONT,
        BlockKind.MONDAY,
    }
)
# What somebody said stays as they said it, and a link stands in no other and in no heading.
LEFT_ALONE: Final = frozenset({"a", "h3", "h4", "blockquote", "code", "pre", "th", "dt"})
PARAGRAPHS: Final = frozenset({"p", "li", "td", "dd"})
PARTS: Final = re.compile(r"""<(/?)(\w+)(?:"[^"]*"|[^">])*>|["“”<]|[^<"“”]+""")
NARROWER: Final = re.compile(r"(.+) \((.+)\)")


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its meaning, and the block that uses it first."""

    identifier: str
    term: str
    html: str
    block: str


def forms_of(term: str) -> list[str]:
    """Return how a text may write ``term``: as it stands, within a sentence, or by its letters."""
    narrower = NARROWER.fullmatch(term)
    plain, letters = (narrower[1], narrower[2]) if narrower else (term, "")
    forms = [plain] if plain.isupper() else [plain, plain[0].lower() + plain[1:]]
    return [*forms, letters] if letters.isupper() else forms


class Glossary:
    """The words that a version explains, ready to be found in its texts."""

    def __init__(self, terms: Iterable[GlossaryTerm]) -> None:
        self.terms = {term.identifier: term for term in terms}
        self.forms = {
            form: term.identifier for term in self.terms.values() for form in forms_of(term.term)
        }
        either = "|".join(re.escape(form) for form in sorted(self.forms, key=len, reverse=True))
        # The longest first, in the singular or plural, never a part of a longer word.
        self.pattern = re.compile(rf"(?<![\w-])({either or '(?!)'})s?(?![\w-])")

    def linked(self, block: Block, body: str, used: set[str]) -> tuple[str, tuple[Word, ...]]:
        """Return ``body`` of ``block`` with what it uses first linked, and those words.

        ``used`` holds the words of blocks before. What not every reader sees, being closed or for
        some alone, adds nothing to it.
        """
        if block.kind not in EXPLAINED:
            return body, ()
        for_all = block.kind != BlockKind.REVEAL and not is_for_some(block)
        seen = used if for_all else set(used)
        found: list[Word] = []

        def link(match: re.Match[str]) -> str:
            term = self.terms[self.forms[match[1]]]
            if term.identifier in seen:
                return match[0]
            seen.add(term.identifier)
            found.append(Word(term.identifier, term.term, term.html, block.identifier))
            here = f"#word_{term.identifier}"
            return f'<a class="word" role="doc-glossref" href="{here}">{match[0]}</a>'

        html = "".join(
            self.pattern.sub(link, part) if is_plain else part for part, is_plain in parts_of(body)
        )
        return html, tuple(found)


def is_for_some(block: Block) -> bool:
    """Test whether only some readers are shown ``block``, by nation or sector."""
    return bool(block.data.get("nations") or block.data.get("sectors"))


def parts_of(html: str) -> list[tuple[str, bool]]:
    """Return the pieces of sanitised ``html`` in order, each with whether words in it may be links.

    Not tags, and not text within quotation marks, a quotation, a link, a heading or code.
    """
    parts: list[tuple[str, bool]] = []
    closed, is_quoted = 0, False
    for match in PARTS.finditer(html):
        tag, part = match[2], match[0]
        if tag in LEFT_ALONE:
            closed += -1 if match[1] else 1
        elif tag in PARAGRAPHS:
            is_quoted = False
        elif part in {'"', "“", "”"}:
            is_quoted = part == "“" or (part == '"' and not is_quoted)
        parts.append((part, not (tag or closed or is_quoted)))
    return parts


def by_alphabet(words: Iterable[Word]) -> tuple[Word, ...]:
    """Return ``words`` by alphabet, of each the one that stands first."""
    found: dict[str, Word] = {}
    for word in words:
        found.setdefault(word.identifier, word)
    return tuple(sorted(found.values(), key=lambda word: word.term.casefold()))
