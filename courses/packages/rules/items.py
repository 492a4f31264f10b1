"""Rules that refuse questions, and those about the bank as a whole."""

from collections import Counter
from collections.abc import Iterator

from courses.catalogue import item_types
from courses.catalogue.item_types import OptionFact
from courses.packages.parts import BlockPart, Package, Part
from courses.packages.problems import Findings, Problem
from courses.packages.rules import item_style, wording
from courses.packages.schema.question import Question

BANK_SIZE = 10
# The last part of other addresses of a quiz; a question stands at .../quiz/<number>/<id>/.
ADDRESSES = frozenset({"answers", "hand-in", "more-time", "questions", "result"})
UNSURE = "not-sure"


def check(package: Package, findings: Findings) -> None:
    """Note what is wrong with the questions."""
    blocks = {f"{lesson.value.id}#{block.options.id}": block for lesson, block in package.blocks()}
    for item in package.items:
        block = blocks.get(item.value.anchor)
        findings.refuse("item-id", reserved(item))
        findings.refuse("item-id", repeated(item))
        findings.refuse("item-key", form(item))
        findings.refuse("item-key", misplaced(item))
        findings.refuse("item-all-none", pointing(item))
        findings.refuse("item-outcome", outcomes(package, item))
        findings.refuse("reference", references(package, item))
        findings.refuse("item-anchor", anchors(item, block))
        findings.refuse("item-critical-procedure", procedures(item, block))
        findings.refuse("item-fact-status", standing(package, item))
        item_style.check(item, findings)
    findings.refuse("item-duplicate", doubles(package))
    findings.warn("bank-key-position", positions(package))
    findings.warn("item-unasked", unasked(package))


def reserved(item: Part[Question]) -> Iterator[Problem]:
    """Yield the identifiers that mean something of their own on the pages."""
    question = item.value
    if question.id in ADDRESSES:
        text = f"The id {question.id} is taken: it is the address of another page of the quiz"
        yield item.place.problem(text, "id", hint=f"Use another, such as {question.id}-question.")
    for index, option in enumerate(question.options):
        if option.id == UNSURE:
            text = f"The id {UNSURE} is taken: every check adds this answer itself"
            hint = "Use another, such as in-doubt, or leave the option out."
            yield item.place.problem(text, "options", index, "id", hint=hint)


def repeated(item: Part[Question]) -> Iterator[Problem]:
    """Yield the options whose identifier an earlier one has."""
    seen: set[str] = set()
    for index, option in enumerate(item.value.options):
        if option.id in seen:
            text = f"The id {option.id} is used twice in this question"
            yield item.place.problem(text, "options", index, "id")
        seen.add(option.id)


def form(item: Part[Question]) -> Iterator[Problem]:
    """Yield where the question does not have the form of its kind."""
    question = item.value
    facts = [
        OptionFact(option.id, option.correct, option.place, option.pair or "")
        for option in question.options
    ]
    for text in item_types.problems(question.kind, facts):
        yield item.place.problem(text, "options")
    right = sum(option.correct for option in question.options)
    if question.choose is not None and (question.kind != "multiple" or question.choose != right):
        text = f"choose says {question.choose}, but {right} options are right"
        yield item.place.problem(text, "choose")


def misplaced(item: Part[Question]) -> Iterator[Problem]:
    """Yield the keys of options that this kind of question does not use."""
    kind = item.value.kind
    for index, option in enumerate(item.value.options):
        place = item.place.below("options", index)
        if option.correct and kind in {"order", "match"}:
            yield place.problem(f"A question of kind {kind} has no correct options", "correct")
        if option.place is not None and kind != "order":
            yield place.problem(f"A question of kind {kind} has no places", "place")
        if option.pair is not None and kind != "match":
            yield place.problem(f"A question of kind {kind} has no pairs", "pair")


def pointing(item: Part[Question]) -> Iterator[Problem]:
    """Yield the options that speak of the other options."""
    for index, option in enumerate(item.value.options):
        if wording.ALL_OR_NONE.search(option.text):
            text = "An option must not point to the other options"
            yield item.place.problem(text, "options", index, "text")


def outcomes(package: Package, item: Part[Question]) -> Iterator[Problem]:
    """Yield the outcome that the course does not have."""
    if item.value.outcome not in package.course.value.outcomes:
        yield item.place.problem(f"There is no outcome {item.value.outcome}", "outcome")


def references(package: Package, item: Part[Question]) -> Iterator[Problem]:
    """Yield the facts and misconceptions that do not exist."""
    for index, name in enumerate(item.value.facts):
        if name not in package.shared.facts:
            yield item.place.problem(f"There is no fact {name}", "facts", index)
    procedure = item.value.procedure
    if procedure and procedure not in package.shared.facts:
        yield item.place.problem(f"There is no fact {procedure}", "procedure")
    for index, option in enumerate(item.value.options):
        belief = option.misconception
        if belief and belief not in package.shared.misconceptions:
            text = f"There is no misconception {belief}"
            yield item.place.problem(text, "options", index, "misconception")


def anchors(item: Part[Question], block: BlockPart | None) -> Iterator[Problem]:
    """Yield that no block explains the question."""
    if block is None:
        yield item.place.problem(f"There is no block {item.value.anchor}", "anchor")


def procedures(item: Part[Question], block: BlockPart | None) -> Iterator[Problem]:
    """Yield where a critical question names no procedure, or rests on a strong block."""
    question = item.value
    if question.critical and block is not None and block.options.intensity == 3:
        yield item.place.problem("A critical question rests on a block of intensity 3", "anchor")
    if question.critical and question.procedure is None:
        hint = "Add procedure: with the id of a fact."
        yield item.place.problem("A critical question needs a procedure", hint=hint)


def standing(package: Package, item: Part[Question]) -> Iterator[Problem]:
    """Yield where a question that may be drawn rests on no established fact."""
    question, facts = item.value, package.shared.facts
    known = [facts[name].value.status for name in question.cited if name in facts]
    if known and set(known) == {"unconfirmed"} and not question.held:
        yield item.place.problem("Every fact of the question is unconfirmed", "facts")


def doubles(package: Package) -> Iterator[Problem]:
    """Yield the questions whose identifier or stem another has already."""
    ids: dict[str, str] = {}
    stems: dict[str, str] = {}
    for item in package.items:
        where = f"{item.place.file}:{item.place.line()}"
        stem = " ".join(item.value.stem.casefold().split())
        if item.value.id in ids:
            text = f"The id {item.value.id} is already used at {ids[item.value.id]}"
            yield item.place.problem(text, "id")
        if stem in stems:
            yield item.place.problem(f"The same stem stands at {stems[stem]}", "stem")
        ids.setdefault(item.value.id, where)
        stems.setdefault(stem, where)


def positions(package: Package) -> Iterator[Problem]:
    """Yield where the right answers stand too often in one slot."""
    slots = Counter(
        index
        for item in package.items
        for index, option in enumerate(item.value.options)
        if item.value.kind == "choice" and option.correct
    )
    total = sum(slots.values())
    for slot, times in sorted(slots.items()):
        if total >= BANK_SIZE and times > 0.45 * total:
            text = f"The right answer is option {slot + 1} in {times} of {total} questions"
            yield package.course.place.problem(text)


def unasked(package: Package) -> Iterator[Problem]:
    """Yield the questions meant for a check that none asks."""
    asked = {getattr(block.options, "item", "") for _lesson, block in package.blocks()}
    for item in package.items:
        if "check" in item.value.used_in and item.value.id not in asked:
            yield item.place.problem("No check asks this question", "used_in")
