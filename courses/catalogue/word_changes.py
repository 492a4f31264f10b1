"""Pure: what differs between two texts, word by word, as people read it rather than as typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

SAME, GONE, NEW, SKIPPED = "same", "gone", "new", "skipped"
# A blank line, or a word with the space after it: words are compared, not the spaces between them.
WORD: Final = re.compile(r"\s*\n[^\S\n]*\n\s*|\S+[^\S\n]*(?:\n(?![^\S\n]*\n)[^\S\n]*)?|\s+")
# Marks of emphasis and of headings: they shape the words and are none.
MARKS: Final = re.compile(r"\*\*|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|(?m:^#{1,6} )")
# What shapes a line or a word and is none itself, of a text that is read and not edited.
LINE_MARKS: Final = re.compile(r"^[ \t]*(?:(?:>|[-*+](?=[ \t]))[ \t]*)+")
RULE: Final = re.compile(r":?-+:?|[-*_][-*_ ]{2,}")
LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\n]|\([^()\n]*\)){0,2000}\)")
INLINE: Final = re.compile(
    r"(`{1,3})([^`]+)\1|<(?:mailto:)?((?:https?://|[^<>\s@]+@)[^<>\s]+)>"
    r"|(?<![\w_])_{1,2}(?=[^\s_])|(?<=[^\s_])_{1,2}(?![\w_])"
)
# Comparing costs the product of both lengths; beyond this it goes line by line.
MOST: Final = 4_000_000
AROUND: Final = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of a text: the same in both, gone, new, or the same and left out."""

    kind: str
    text: str


def plain(text: str) -> str:
    """Return ``text`` without the marks of emphasis and headings."""
    return MARKS.sub("", text)


def as_read(text: str) -> str:
    """Return the words of a whole Markdown text, a line each item, row and paragraph as before.

    Links, code, lists, quotations and tables come down to what they say. Numbers before an item
    stay, for a line may begin with the number that a sentence ends with.
    """
    lines = (line_as_read(line) for line in text.splitlines())
    words = LINK.sub(r"\1", "\n".join(line for line in lines if line is not None))
    return plain(INLINE.sub(lambda hit: hit[2] or hit[3] or "", words))


def line_as_read(line: str) -> str | None:
    """Return one line without what makes it an item or a row; None where it is a rule alone."""
    cells = [cell.strip() for cell in line.split("|")]
    written = [cell for cell in cells if cell]
    if written and all(RULE.fullmatch(cell) for cell in written):
        return None
    return ", ".join(written) if len(cells) > 1 else LINE_MARKS.sub("", line, count=1)


def word_changes(was: str, now: str) -> tuple[Piece, ...]:
    """Return both texts as one, in pieces; long stretches that are the same are shortened.

    Marks are left away, save where nothing but marks differs. Where nothing but spaces does, both
    texts are shown whole.
    """
    before, after = parts(was, now)
    old_keys, new_keys = [one.strip() for one in before], [one.strip() for one in after]
    if old_keys == new_keys:
        return tuple(replaced(was, now)) if was != now else (Piece(SAME, plain(now)),)
    found: list[Piece] = []
    opcodes = SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes()
    for number, (tag, start, end, begin, stop) in enumerate(opcodes):
        old, new = before[start:end], after[begin:stop]
        if tag == "equal":
            new[-1] = max(old[-1], new[-1], key=len)  # the space before what follows in either
            found += shortened(new, is_first=number == 0, is_last=number == len(opcodes) - 1)
        else:
            found += replaced("".join(old), "".join(new))
    return tuple(found)


def parts(was: str, now: str) -> tuple[list[str], list[str]]:
    """Return both texts in words, or in lines where comparing words would take too long."""
    before, after = WORD.findall(was), WORD.findall(now)
    if len(before) * len(after) > MOST:
        return was.splitlines(keepends=True), now.splitlines(keepends=True)
    return before, after


def replaced(old: str, new: str) -> Iterator[Piece]:
    """Yield what is gone and what is new in its place; as typed where only marks differ."""
    is_marks_alone = plain(old) == plain(new)
    for kind, text in ((GONE, old), (NEW, new)):
        if text:
            yield Piece(kind, text if is_marks_alone else plain(text))


def shortened(words: list[str], *, is_first: bool, is_last: bool) -> Iterator[Piece]:
    """Yield words that are the same: those near a change, the others left out."""
    head, tail = 0 if is_first else AROUND, 0 if is_last else AROUND
    if len(words) <= head + tail + AROUND:
        yield Piece(SAME, plain("".join(words)))
        return
    if head:
        yield Piece(SAME, plain("".join(words[:head])))
    yield Piece(SKIPPED, "")
    if tail:
        yield Piece(SAME, plain("".join(words[-tail:])))
