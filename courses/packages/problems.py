"""What is wrong with a package: problems that refuse it, and warnings that do not."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong at one place.

    ``line`` counts from 1, and is 0 where the file as a whole is meant. ``path`` is the way to it
    inside the file, such as ``options.2.feedback``; ``hint`` says what to do.
    """

    file: str
    line: int
    path: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.path}: {self.message}"

    @property
    def advice(self) -> str:
        """Return the problem as one line, followed by what to do about it."""
        return f"{self}. {self.hint}" if self.hint else str(self)


@dataclass(slots=True)
class Findings:
    """Collects problems and warnings while a package is read and checked."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def report(self) -> "Report":
        """Return what was found, each once, by file and line."""
        return Report(in_order(self.problems), in_order(self.warnings))


@dataclass(frozen=True, slots=True)
class Report:
    """Everything found in one package; a problem refuses it, a warning does not."""

    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Test whether nothing refuses the package."""
        return not self.problems


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return ``problems`` by file and line, each once."""
    return tuple(sorted(set(problems)))
