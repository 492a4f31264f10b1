"""Every rule across the files of a package, and what two packages say differently."""

from collections.abc import Iterable, Iterator
from datetime import date

from courses.packages.parts import Package, Shared
from courses.packages.problems import Findings, Problem
from courses.packages.rules import course, items, lessons, reference, scenarios, texts

PAST = reference.PAST


def check(package: Package, cited: Shared, *, today: date, findings: Findings) -> None:
    """Note whatever is wrong with ``package``; ``cited``: what it uses of ``shared/``."""
    course.check(package, findings)
    lessons.check(package, findings)
    items.check(package, findings)
    scenarios.check(package, findings)
    reference.check(package, cited, today=today, findings=findings)
    texts.check(package, cited, findings)


def differing(packages: Iterable[Package]) -> Iterator[Problem]:
    """Yield the entries of ``shared/`` that two packages give other content."""
    known: dict[tuple[str, str], object] = {}
    for package in packages:
        for kind, parts in package.shared.entries().items():
            for name, part in parts.items():
                first = known.setdefault((kind, name), part.value)
                if first != part.value:
                    text = f"{name} says something else in another package given to this check"
                    yield part.place.problem(text, "id")
