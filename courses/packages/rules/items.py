"""Rules of questions, one by one and as a bank."""

from collections import Counter
from collections.abc import Iterator

from courses.catalogue import item_types
from courses.catalogue.item_types import OptionFact
from courses.packages.parts import BlockPart, Package, Part
from courses.packages.problems import Findings, Problem
from courses.packages.rules import wording
from courses.packages.schema.question import Question

STEM_WORDS = 60
MAX_OPTIONS = 4
BANK_SIZE = 10
# The last part of other addresses of a quiz; a question stands at .../quiz/<number>/<id>/.
ADDRESSES = frozenset({"answers", "hand-in", "result"})
UNSURE = "not-sure"


def check(package: Package, findings: Findings) -> None:
    """Note what is wrong with the questions."""
    blocks = {f"{lesson.value.id}#{block.options.id}": block for lesson, block in package.blocks()}
    for item in package.items:
        findings.problems.extend(reserved(item))
        findings.problems.extend(form(item))
        findings.problems.extend(options(package, item))
        findings.problems.extend(references(package, item))
        findings.problems.extend(standing(package, item, blocks))
        findings.warnings.extend(style(item))
    findings.problems.extend(doubles(package))
    findings.warnings.extend(bank(package))


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


def options(package: Package, item: Part[Question]) -> Iterator[Problem]:
    """Yield what is wrong with single options."""
    kind = item.value.kind
    seen: set[str] = set()
    for index, option in enumerate(item.value.options):
        place = item.place.below("options", index)
        if option.id in seen:
            yield place.problem(f"The id {option.id} is used twice in this question", "id")
        seen.add(option.id)
        for text, key in misplaced(kind, option.correct, option.place, option.pair):
            yield place.problem(text, key)
        if wording.ALL_OR_NONE.search(option.text):
            yield place.problem("An option must not point to the other options", "text")
        belief = option.misconception
        if belief and belief not in package.shared.misconceptions:
            yield place.problem(f"There is no misconception {belief}", "misconception")


def misplaced(
    kind: str,
    correct: bool,  # noqa: FBT001 - the columns of an option, in order
    place: int | None,
    pair: str | None,
) -> Iterator[tuple[str, str]]:
    """Yield the keys of an option that its kind of question does not use."""
    if correct and kind in {"order", "match"}:
        yield f"A question of kind {kind} has no correct options", "correct"
    if place is not None and kind != "order":
        yield f"A question of kind {kind} has no places", "place"
    if pair is not None and kind != "match":
        yield f"A question of kind {kind} has no pairs", "pair"


def references(package: Package, item: Part[Question]) -> Iterator[Problem]:
    """Yield the outcome and the facts that do not exist."""
    if item.value.outcome not in package.course.value.outcomes:
        yield item.place.problem(f"There is no outcome {item.value.outcome}", "outcome")
    for index, name in enumerate(item.value.facts):
        if name not in package.shared.facts:
            yield item.place.problem(f"There is no fact {name}", "facts", index)
    procedure = item.value.procedure
    if procedure and procedure not in package.shared.facts:
        yield item.place.problem(f"There is no fact {procedure}", "procedure")


def standing(
    package: Package, item: Part[Question], blocks: dict[str, BlockPart]
) -> Iterator[Problem]:
    """Yield what it does not rest on: a place in a lesson, a procedure, a known fact."""
    question = item.value
    block = blocks.get(question.anchor)
    if block is None:
        yield item.place.problem(f"There is no block {question.anchor}", "anchor")
    elif question.critical and block.options.intensity == 3:
        yield item.place.problem("A critical question rests on a block of intensity 3", "anchor")
    if question.critical and question.procedure is None:
        hint = "Add procedure: with the id of a fact."
        yield item.place.problem("A critical question needs a procedure", hint=hint)
    facts = package.shared.facts
    known = [facts[name].value.status for name in question.cited if name in facts]
    if known and set(known) == {"unconfirmed"} and not question.held:
        hint = "Cite an established fact, or add held: true."
        yield item.place.problem("Every fact of the question is unconfirmed", "facts", hint=hint)


def style(item: Part[Question]) -> Iterator[Problem]:
    """Yield where the question is not written as well as it could be."""
    question = item.value
    if wording.is_negative(question.stem):
        yield item.place.problem("The question is negative", "stem", hint="Emphasise **not**.")
    words = wording.word_count(question.stem)
    if words > STEM_WORDS:
        yield item.place.problem(f"The stem has {words} words; {STEM_WORDS} are enough", "stem")
    if len(question.options) > MAX_OPTIONS and question.kind == "choice":
        yield item.place.problem(f"More than {MAX_OPTIONS} options are hard to weigh", "options")
    if wording.states_law_or_figures(question.stem) and not question.cited:
        yield item.place.problem("The question states law or figures without a fact", "stem")
    yield from keys(item)


def keys(item: Part[Question]) -> Iterator[Problem]:
    """Yield where the right answer shows by its form."""
    question = item.value
    right = [option.text for option in question.options if option.correct]
    wrong = [option.text for option in question.options if not option.correct]
    if not right or not wrong:
        return
    mean = sum(map(len, right + wrong)) / len(right + wrong)
    if max(map(len, right)) > 1.25 * mean:
        yield item.place.problem("The right answer is much longer than the others", "options")
    if any(map(wording.ABSOLUTE.search, wrong)) and not any(map(wording.ABSOLUTE.search, right)):
        text = "Words such as always and never stand in wrong answers only"
        yield item.place.problem(text, "options")


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


def bank(package: Package) -> Iterator[Problem]:
    """Yield where answers stand too often in one slot, and checks that none asks."""
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
    asked = {getattr(block.options, "item", "") for _lesson, block in package.blocks()}
    for item in package.items:
        if "check" in item.value.used_in and item.value.id not in asked:
            yield item.place.problem("No check asks this question", "used_in")
