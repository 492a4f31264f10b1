"""Pure: what a reader of one edition of a document finds otherwise in a later one."""

from collections.abc import Iterator
from dataclasses import dataclass

from courses.catalogue.comparing import CHANGED, NEW, REMOVED
from courses.catalogue.drafts import BlockDraft, VersionDraft
from courses.catalogue.sections import is_for
from courses.catalogue.word_changes import Piece, as_read, word_changes


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage that is new, changed or removed, word by word."""

    title: str
    what: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What one passage tells its reader."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Rereader:
    """Who reads it: where they work, and whether with less detail."""

    nation: str
    sector: str
    gently: bool = False


def passages_changed(
    was: VersionDraft, now: VersionDraft, *, reader: Rereader
) -> tuple[Passage, ...]:
    """Return the passages that tell ``reader`` something else in ``now``, in its order; gone last.

    What is behind the text is left out: sources, dates, answers and how a question is marked.
    """
    before, after = dict(told_in(was, reader)), dict(told_in(now, reader))
    nothing = Told("", "")
    found = []
    for key in dict.fromkeys([*after, *before]):
        old, new = before.get(key, nothing), after.get(key, nothing)
        if old.text != new.text:
            what = NEW if key not in before else CHANGED if key in after else REMOVED
            found.append(Passage(new.title or old.title, what, word_changes(old.text, new.text)))
    return tuple(found)


def told_in(draft: VersionDraft, reader: Rereader) -> Iterator[tuple[tuple[str, str], Told]]:
    """Yield each passage for ``reader`` by its lesson and block, as its words.

    Facts and the question of a check stand with it.
    """
    facts = {one.identifier: one.statement.source for one in draft.facts}
    stems = {one.identifier: one.stem.source for one in draft.items}
    for lesson in draft.lessons:
        for block in lesson.blocks:
            if not is_for(block.nations, block.sectors, nation=reader.nation, sector=reader.sector):
                continue
            said = [*body_of(block, facts, gently=reader.gently)]
            said += [stems.get(block.item, ""), *block.checklist]
            text = "\n\n".join(as_read(one) for one in said if one)
            if text:
                yield (lesson.identifier, block.identifier), Told(block.title or lesson.title, text)


def body_of(block: BlockDraft, facts: dict[str, str], *, gently: bool) -> list[str]:
    """Return the text of ``block`` with the facts it rests on.

    With less detail where that is wanted and written: then without the facts, which hold it all.
    """
    if gently and block.gentler.source:
        return [block.gentler.source]
    return [block.text.source, *(facts.get(fact, "") for fact in block.facts)]
