"""Pure: what a reader of one edition of a document finds otherwise in a later one."""

from collections.abc import Iterator
from dataclasses import dataclass

from courses.catalogue.comparing import CHANGED, NEW, REMOVED
from courses.catalogue.drafts import VersionDraft
from courses.catalogue.word_changes import Piece, word_changes


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


def passages_changed(was: VersionDraft, now: VersionDraft) -> tuple[Passage, ...]:
    """Return the passages that tell something else in ``now``, in its order; those gone last.

    What is behind the text is left out: sources, dates, answers and how a question is marked.
    """
    before, after = dict(told_in(was)), dict(told_in(now))
    nothing = Told("", "")
    found = []
    for key in dict.fromkeys([*after, *before]):
        old, new = before.get(key, nothing), after.get(key, nothing)
        if old.text != new.text:
            what = NEW if key not in before else CHANGED if key in after else REMOVED
            found.append(Passage(new.title or old.title, what, word_changes(old.text, new.text)))
    return tuple(found)


def told_in(draft: VersionDraft) -> Iterator[tuple[tuple[str, str], Told]]:
    """Yield each passage by its lesson and block: facts and the question of a check with it."""
    facts = {one.identifier: one.statement.source for one in draft.facts}
    stems = {one.identifier: one.stem.source for one in draft.items}
    for lesson in draft.lessons:
        for block in lesson.blocks:
            said = [block.text.source, *(facts.get(fact, "") for fact in block.facts)]
            said += [stems.get(block.item, ""), *block.checklist]
            text = "\n\n".join(one for one in said if one)
            if text:
                yield (lesson.identifier, block.identifier), Told(block.title or lesson.title, text)
