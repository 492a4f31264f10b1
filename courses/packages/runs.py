"""What an upload found, as it is kept: the one reader and the one writer of both JSON columns."""

from dataclasses import astuple, dataclass
from typing import Any, Final

from courses.packages.problems import Problem, Report

VERSION: Final = 1
MOST: Final = 500


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import changes: the course it is about, and one line of English a change."""

    course: str
    version: str
    title: str
    lines: tuple[str, ...]
    is_nothing: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """The problems and warnings of an upload, and how many of each there were in all."""

    report: Report
    problems: int = 0
    warnings: int = 0

    @property
    def left_out(self) -> int:
        """Return how many problems are counted only."""
        return self.problems - len(self.report.problems)


def write_plan(plan: Plan | None) -> dict[str, Any]:
    """Return ``plan`` as it is stored; nothing for a package that was refused."""
    if plan is None:
        return {}
    return {
        "v": VERSION,
        "course": plan.course,
        "version": plan.version,
        "title": plan.title,
        "lines": list(plan.lines),
        "is_nothing": plan.is_nothing,
    }


def read_plan(stored: dict[str, Any]) -> Plan | None:
    """Return the plan that ``stored`` holds, or None."""
    if not stored:
        return None
    return Plan(
        stored["course"],
        stored["version"],
        stored["title"],
        tuple(stored["lines"]),
        stored["is_nothing"],
    )


def write_report(report: Report) -> dict[str, Any]:
    """Return ``report`` as it is stored: of each kind the first, and how many there are."""
    return {
        "v": VERSION,
        "problems": [list(astuple(one)) for one in report.problems[:MOST]],
        "warnings": [list(astuple(one)) for one in report.warnings[:MOST]],
        "counts": [len(report.problems), len(report.warnings)],
    }


def read_report(stored: dict[str, Any]) -> Kept:
    """Return the problems and warnings that ``stored`` holds."""
    if not stored:
        return Kept(Report())
    problems, warnings = (
        tuple(Problem(*one) for one in stored[kind]) for kind in ("problems", "warnings")
    )
    return Kept(Report(problems, warnings), *stored["counts"])
