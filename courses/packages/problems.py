"""What is wrong with a package: problems that refuse it, and warnings that do not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from courses.packages.rule_names import FORM, OF_KEYS, RULES


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong at one place.

    ``line`` counts from 1, and is 0 where the file as a whole is meant. ``path`` is the way to it
    inside the file, such as ``options.2.feedback``; ``hint`` says what to do; ``rule`` is the name
    of the rule that found it.
    """

    file: str
    line: int
    path: str
    message: str
    hint: str = ""
    rule: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.path}: {self.message}"

    @property
    def advice(self) -> str:
        """Return the problem as one line, followed by its rule and what to do about it."""
        line = f"{self} [{self.rule}]" if self.rule else str(self)
        return f"{line}. {self.hint}" if self.hint else line


def named(rule: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield ``problems`` as found by ``rule``, with its advice where they give none."""
    for problem in problems:
        yield replace(problem, rule=rule, hint=problem.hint or RULES[rule])


def ruled(problem: Problem) -> Problem:
    """Return ``problem`` with the rule of its key, where none found it: it is about the form."""
    if problem.rule:
        return problem
    last = problem.path.rpartition(".")[2]
    is_item = "questions/" in problem.file
    (found,) = named(OF_KEYS.get(last, FORM) if is_item else FORM, [problem])
    return found


@dataclass(slots=True)
class Findings:
    """Collects problems and warnings while a package is read and checked."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def refuse(self, rule: str, problems: Iterable[Problem]) -> None:
        """Note ``problems``, which ``rule`` found."""
        self.problems.extend(named(rule, problems))

    def warn(self, rule: str, problems: Iterable[Problem]) -> None:
        """Note ``problems`` as warnings, which ``rule`` found."""
        self.warnings.extend(named(rule, problems))

    def report(self) -> "Report":
        """Return what was found, each once, by file and line, each with its rule."""
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

    def naming(self, stored: str, uploaded: str) -> "Report":
        """Return the report with the file's name as ``uploaded`` where it says ``stored``."""

        def of(found: tuple[Problem, ...]) -> tuple[Problem, ...]:
            return tuple(
                replace(one, file=uploaded) if one.file == stored else one for one in found
            )

        return Report(of(self.problems), of(self.warnings))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return ``problems`` by file and line, each once, each with its rule."""
    return tuple(sorted({ruled(problem) for problem in problems}))
