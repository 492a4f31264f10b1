"""Every rule across the files of a package, and what two packages say differently."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from courses.packages.parts import Package, Shared
from courses.packages.problems import Findings, Problem, named
from courses.packages.rules import course, items, lessons, media, reference, scenarios, texts

PAST = reference.PAST
TARGETS: Final[dict[str, tuple[str, ...]]] = {
    "There is no block": ("lessons/",),
    "There is no lesson": ("lessons/",),
    "There is no question": ("questions/", "shared/questions/"),
    "There is no fact": ("shared/facts",),
    "There is no source": ("shared/sources",),
    "There is no contact": ("shared/contacts",),
    "There is no misconception": ("shared/misconceptions",),
    "There is no file media/": ("media/",),
    "There is no entry": ("shared/",),
    "The section draws": ("questions/", "shared/questions/"),
}


def check(package: Package, cited: Shared, *, today: date, findings: Findings) -> None:
    """Note whatever is wrong with ``package``; ``cited``: what it uses of ``shared/``."""
    unread = {problem.file for problem in findings.problems}
    found = Findings()
    course.check(package, found)
    lessons.check(package, found)
    items.check(package, found)
    scenarios.check(package, found)
    reference.check(package, cited, today=today, findings=found)
    texts.check(package, cited, found)
    media.check(package, found)
    findings.warnings += found.warnings
    findings.problems += [problem for problem in found.problems if not follows(problem, unread)]


def follows(problem: Problem, unread: Iterable[str]) -> bool:
    """Test whether ``problem`` may only follow from a file that could not be read whole."""
    return any(
        problem.message.startswith(words) and file.startswith(places)
        for words, places in TARGETS.items()
        for file in unread
    )


def differing(packages: Iterable[Package]) -> Iterator[Problem]:
    """Yield the entries of ``shared/`` that two packages give other content."""
    known: dict[tuple[str, str], object] = {}
    for package in packages:
        for kind, parts in package.shared.entries().items():
            for name, part in parts.items():
                first = known.setdefault((kind, name), part.value)
                if first != part.value:
                    text = f"{name} says something else in another package given to this check"
                    yield from named("shared-difference", [part.place.problem(text, "id")])
