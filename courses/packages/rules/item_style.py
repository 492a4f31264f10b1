"""Rules that warn of questions which are not written as well as they could be."""

from collections.abc import Callable, Iterator
from typing import Final

from courses.packages.parts import Part
from courses.packages.problems import Findings, Problem
from courses.packages.rules import answers, wording
from courses.packages.schema.question import Question

STEM_WORDS = 60
MAX_OPTIONS = 4


def check(item: Part[Question], findings: Findings) -> None:
    """Note what could be better in one question."""
    for rule, found in RULES.items():
        findings.warn(rule, found(item))


def negative(item: Part[Question]) -> Iterator[Problem]:
    """Yield that the question asks for what is not so, without emphasis."""
    if wording.is_negative(item.value.stem):
        yield item.place.problem("The question is negative", "stem")


def long_stem(item: Part[Question]) -> Iterator[Problem]:
    """Yield that the stem is long."""
    words = wording.word_count(item.value.stem)
    if words > STEM_WORDS:
        yield item.place.problem(f"The stem has {words} words; {STEM_WORDS} are enough", "stem")


def many_options(item: Part[Question]) -> Iterator[Problem]:
    """Yield that there are more answers than anybody weighs."""
    if len(item.value.options) > MAX_OPTIONS and item.value.kind == "choice":
        yield item.place.problem(f"More than {MAX_OPTIONS} options are hard to weigh", "options")


def unfounded(item: Part[Question]) -> Iterator[Problem]:
    """Yield that the stem states law or figures without a fact."""
    if wording.states_law_or_figures(item.value.stem) and not item.value.cited:
        yield item.place.problem("The question states law or figures without a fact", "stem")


def long_key(item: Part[Question]) -> Iterator[Problem]:
    """Yield that the right answer stands out by its length."""
    right, wrong = texts(item)
    if right and wrong:
        mean = sum(map(len, right + wrong)) / len(right + wrong)
        if max(map(len, right)) > 1.25 * mean:
            yield item.place.problem("The right answer is much longer than the others", "options")


def absolutes(item: Part[Question]) -> Iterator[Problem]:
    """Yield that wrong answers show themselves by words such as always."""
    right, wrong = texts(item)
    if any(map(wording.ABSOLUTE.search, wrong)) and not any(map(wording.ABSOLUTE.search, right)):
        text = "Words such as always and never stand in wrong answers only"
        yield item.place.problem(text, "options")


def unlike(item: Part[Question]) -> Iterator[Problem]:
    """Yield that the answers do not have one form."""
    forms = {answers.form(option.text) for option in item.value.options}
    if item.value.kind in {"choice", "multiple"} and len(forms) > 1:
        text = f"The answers are not of one form: {', '.join(sorted(forms))}"
        yield item.place.problem(text, "options")


def tricks(item: Part[Question]) -> Iterator[Problem]:
    """Yield the wordings that catch out somebody who knows the answer."""
    for found in answers.tricks(item.value.stem):
        yield item.place.problem(f"This reads like a trick: {found!r}", "stem")


def blame(item: Part[Question]) -> Iterator[Problem]:
    """Yield the words that blame a child or label one; wrong answers may voice a colleague."""
    spoken: list[tuple[str, tuple[str | int, ...]]] = [(item.value.stem, ("stem",))]
    for index, option in enumerate(item.value.options):
        spoken.append((option.feedback, ("options", index, "feedback")))
        if option.correct:
            spoken.append((option.text, ("options", index, "text")))
    for text, steps in spoken:
        for found in answers.blame(text):
            yield item.place.problem(f"A child is blamed or labelled: {found!r}", *steps)


def untagged(item: Part[Question]) -> Iterator[Problem]:
    """Yield the wrong answers that name no belief."""
    if item.value.kind not in {"choice", "multiple"}:
        return
    for index, option in enumerate(item.value.options):
        if not option.correct and option.misconception is None:
            yield item.place.problem("A wrong answer names no misconception", "options", index)


def texts(item: Part[Question]) -> tuple[list[str], list[str]]:
    """Return the right answers and the wrong ones."""
    options = item.value.options
    right = [option.text for option in options if option.correct]
    return right, [option.text for option in options if not option.correct]


RULES: Final[dict[str, Callable[[Part[Question]], Iterator[Problem]]]] = {
    "item-negative": negative,
    "item-stem-length": long_stem,
    "item-options": many_options,
    "item-fact": unfounded,
    "item-key-length": long_key,
    "item-absolutes": absolutes,
    "item-parallel": unlike,
    "item-trick": tricks,
    "item-blame": blame,
    "item-misconception": untagged,
}
