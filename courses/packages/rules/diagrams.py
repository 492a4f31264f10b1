"""Rules of diagrams: how many steps, and what each of them says."""

from collections.abc import Iterator
from typing import Final

from courses.common.diagrams import Step, steps_of
from courses.packages.parts import BlockPart
from courses.packages.problems import Problem
from courses.packages.rules import wording
from courses.packages.schema.lesson import Diagram

STEPS: Final = range(3, 9)
ROUTES: Final = range(2, 4)
LABEL_LETTERS: Final = 60
STEP_WORDS: Final = 40


def faults(block: BlockPart) -> Iterator[Problem]:
    """Yield what keeps a diagram from being drawn, each at its line; nothing for other blocks."""
    options = block.options
    if not isinstance(options, Diagram) or not block.body.strip():
        return
    if options.gentler:
        hint = "Remove gentler, and keep the diagram to what everybody may read."
        yield block.problem("A diagram has no gentler form", hint=hint)
    steps = steps_of(block.body)
    most, noun = (ROUTES, "routes") if options.drawn == "fork" else (STEPS, "steps")
    if len(steps) not in most:
        text = f"A diagram drawn as {options.drawn} has {most[0]} to {most[-1]} {noun}"
        hint = "Add some, join some, or draw it another way."
        yield block.problem(f"{text}; this one has {len(steps)}", hint=hint)
    seen: set[str] = set()
    for step in steps:
        for text, hint in told(step, seen):
            line = block.body_line + step.line
            yield Problem(block.place.file, line, options.id, text, hint)
        seen.add(step.label.casefold())


def told(step: Step, seen: set[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one step and what to do; ``seen`` are the labels before it."""
    if not step.label:
        yield "The step has no label", "Begin the line with a few words and a colon."
    elif step.label.casefold() in seen:
        yield f"The label {step.label!r} is used twice", "Give each step a label of its own."
    if len(step.label) > LABEL_LETTERS:
        yield f"The label is longer than {LABEL_LETTERS} characters", "Shorten it."
    if not step.words:
        yield "The step has no explanation", "Say behind the colon what happens."
    count = wording.word_count(step.words)
    if count > STEP_WORDS:
        yield f"The explanation has {count} words; {STEP_WORDS} are the most", "Shorten it."
