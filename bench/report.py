"""Pure: figures and targets as a table of text."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure, and what it must be: at most or at least ``target``."""

    name: str
    value: float
    unit: str
    target: float | None = None
    at_least: bool = False

    @property
    def verdict(self) -> str:
        """Return whether the target is met, in words; empty where there is none."""
        if self.target is None:
            return ""
        met = self.value >= self.target if self.at_least else self.value <= self.target
        return "met" if met else "NOT MET"

    @property
    def wanted(self) -> str:
        """Return the target in words."""
        if self.target is None:
            return ""
        return f"{'≥' if self.at_least else '≤'} {self.target:g} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page as driven: its rate beside the floor's in the same rounds."""

    name: str
    rate: float
    ratio: float
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    queries: int
    kilobytes: float


def pages_table(rows: Sequence[PageRow]) -> str:
    """Return the pages as lines of text."""
    head = (
        f"{'page':38}{'req/s':>8}{'of floor':>10}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}"
        f"{'queries':>9}{'gzip kB':>9}"
    )
    lines = [
        f"{row.name:38}{row.rate:8.0f}{row.ratio:10.2f}{row.p50_ms:8.1f}{row.p95_ms:8.1f}"
        f"{row.cpu_ms:8.2f}{row.queries:9d}{row.kilobytes:9.1f}"
        for row in rows
    ]
    return "\n".join([head, *lines])


def figures_table(figures: Sequence[Figure]) -> str:
    """Return the figures with their targets as lines of text."""
    lines = [
        f"{one.name:52}{one.value:9.2f} {one.unit:5}{one.wanted:>14}  {one.verdict}".rstrip()
        for one in figures
    ]
    return "\n".join(lines)
