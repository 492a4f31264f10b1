"""Seed, start, drive, print: what `make bench` runs. See README.md beside this file."""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench import scale
from bench.driver import Session, Slice, drive, usage
from bench.paint import paint_figures
from bench.quiz import counted, take
from bench.report import Figure, PageRow, figures_table, pages_table
from bench.server import ROOT, Server, database, manage
from bench.weight import weigh

MEGABYTE = 1024 * 1024
ATTEMPTS = 5


@dataclass
class Page:
    """One page to drive: who asks for it, and what was measured."""

    name: str
    visitors: Sequence[tuple[str, Sequence[str]]]
    slices: list[Slice] = field(default_factory=list)
    floors: list[Slice] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """Return the rate as a share of the floor's, the median of the rounds."""
        pairs = zip(self.slices, self.floors, strict=True)
        return median(mine.rate / floor.rate for mine, floor in pairs)

    @property
    def cpu_ms(self) -> float:
        """Return processor milliseconds a request, the median of the rounds."""
        return median(one.cpu_ms for one in self.slices)

    def row(self, queries: int, body: bytes) -> PageRow:
        """Return the row of the table."""
        times = [1000 * one for part in self.slices for one in part.latencies]
        return PageRow(
            name=self.name,
            rate=median(one.rate for one in self.slices),
            ratio=self.ratio,
            p50_ms=median(times),
            p95_ms=quantiles(times, n=20)[-1] if len(times) > 1 else times[0],
            cpu_ms=self.cpu_ms,
            queries=queries,
            kilobytes=len(gzip.compress(body, 6)) / 1000,
        )


def options() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.ratios", description=__doc__)
    parser.add_argument("--staff", type=int, nargs=2, default=[1000, 10000])
    parser.add_argument("--requirements", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1.0, help="of each page in each round")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--data", type=Path, help="a folder to keep and use again")
    parser.add_argument("--people", type=int, help="measure one organisation of so many instead")
    return parser.parse_args()


def prepared(
    environment: dict[str, str], folder: Path, asked: argparse.Namespace
) -> dict[str, Any]:
    """Seed unless that was done here before; return a world to be driven, new learners in it."""
    stamp = folder / f"seeded-{asked.database}"
    if not stamp.exists():
        staff = [str(number) for number in asked.staff]
        started = time.monotonic()
        manage(environment, "seed", "--staff", *staff, "--requirements", str(asked.requirements))
        print(f"Seeded in {time.monotonic() - started:.0f} s.")
        stamp.touch()
    command = [sys.executable, "-m", "bench.world", str(ATTEMPTS + 1)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, check=True, stdout=subprocess.PIPE
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def pages_of(world: dict[str, Any]) -> list[Page]:
    """Return the pages to drive; what this release does not have is left out."""
    readers = world["readers"]
    lessons = [
        (one["cookie"], [f"{one['course']}{lesson}" for lesson in world["lessons"]])
        for one in readers
    ]
    pages = [
        Page("lesson", lessons),
        Page("home", [(one["cookie"], [world["home"]]) for one in readers]),
        Page("course overview", [(one["cookie"], [one["course"]]) for one in readers]),
        Page("concern page, signed out", [("", [world["concern"]])] * len(readers)),
        Page("certificate as PDF", [(world["holder"], [world["pdf"]])]),
    ]
    for place in world["organisations"]:
        for name in ("dashboard", "list", "matrix"):
            if place[name]:
                title = f"{name} of {place['people']:,} people"
                pages.append(Page(title, [(place["cookie"], [place[name]])] * 2))
    return pages


def measure(
    port: int,
    floor_port: int,
    pages: Sequence[Page],
    visitors: Sequence[tuple[str, Sequence[str]]],
    asked: argparse.Namespace,
) -> None:
    """Drive every page in rounds, each next to the floor with as many ``visitors``."""
    for number in range(asked.rounds):
        for page in pages:
            page.floors.append(drive(floor_port, visitors[: len(page.visitors)], asked.seconds / 2))
            page.slices.append(drive(port, page.visitors, asked.seconds))
        print(f"Round {number + 1} of {asked.rounds} done.", flush=True)


def warm(port: int, pages: Sequence[Page]) -> None:
    """Ask for every address once, so that no later request compiles a template."""
    for page in pages:
        cookie, paths = page.visitors[0]
        with Session(port, cookie) as session:
            for path in paths:
                session.get(path)


def rows_of(port: int, pages: Sequence[Page]) -> list[PageRow]:
    """Return the row of each page; queries are the most of any of its addresses."""
    rows = []
    for page in pages:
        cookie, paths = page.visitors[0]
        with Session(port, cookie) as session:
            answers = [session.get(path, counts=True) for path in paths]
        heaviest = max(answers, key=lambda answer: len(answer.body))
        rows.append(page.row(max(one.queries or 0 for one in answers), heaviest.body))
    return rows


def quiz_figures(port: int, world: dict[str, Any]) -> list[Figure]:
    """Return what whole attempts cost."""
    takers = world["takers"]
    attempts = [take(port, world, taker) for taker in takers[1:]]
    queries = counted(port, world, takers[0])
    number = attempts[0].questions
    return [
        Figure(
            "attempt of 15 questions", median(a.seconds_for(15) for a in attempts), "CPU s", 0.17
        ),
        Figure(
            f"attempt as the course has it, {number} questions",
            median(a.seconds_for(number) for a in attempts),
            "CPU s",
        ),
        Figure("hand-in", median(a.hand_in_seconds for a in attempts), "CPU s"),
        Figure("hand-in that passes", queries["hand_in"], "queries", 30),
        Figure("a question shown", queries["show"], "queries"),
        Figure("an answer saved", queries["save"], "queries"),
        Figure("an answer saved, median", median(a.save_ms for a in attempts), "ms"),
    ]


def weight_figures(port: int, pages: Sequence[Page]) -> list[Figure]:
    """Return the weight of the heaviest learner's page and the number of foreign requests."""
    weights = []
    for page in pages[:4]:
        cookie, paths = page.visitors[0]
        with Session(port, cookie) as session:
            weights += [weigh(port, path, session.get(path).body) for path in paths]
    heaviest = max(weights, key=lambda one: one.total)
    foreign = {url for one in weights for url in one.foreign}
    return [
        Figure("heaviest learner's page, cold, gzip", heaviest.total / 1000, "kB", 60),
        Figure("third-party requests", len(foreign), "", 0),
    ]


def csv_figures(port: int, world: dict[str, Any]) -> list[Figure]:
    """Return how long the CSV of each organisation takes: for one course, then for every course.

    The target is that of one row a person.
    """
    figures = []
    for place in world["organisations"]:
        if not place["csv"]:
            continue
        files = {"one course": f"?course={place['taught']}", "every course": ""}
        for what, asked in files.items():
            with Session(port, place["cookie"]) as session:
                times = [session.get(place["csv"] + asked).seconds for _ in range(3)]
            target = 1 if place["people"] >= 5000 and asked else None
            name = f"CSV of {place['people']:,} people, {what}"
            figures.append(Figure(name, median(times), "s", target))
    return figures


def page_figures(rows: Sequence[PageRow], pdf: int) -> list[Figure]:
    """Return the figures that have a target and come from the driven pages."""
    by_name = {row.name: row for row in rows}
    lesson, certificate = by_name["lesson"], by_name["certificate as PDF"]
    figures = [
        Figure("lesson, share of the floor's requests/s", lesson.ratio, "", 0.5, at_least=True),
        Figure("lesson", lesson.queries, "queries", 12),
        Figure("lesson", lesson.cpu_ms, "ms CPU", 5),
        Figure("certificate PDF, warm, median", certificate.p50_ms, "ms", 25),
        Figure("certificate PDF", pdf / 1000, "kB", 40),
    ]
    figures += [
        Figure(row.name, row.queries, "queries", 12) for row in rows if row.name[:6] == "matrix"
    ]
    return figures


def main() -> int:
    """Do it all; the exit code is 0 unless something broke, whatever the figures say."""
    asked = options()
    with tempfile.TemporaryDirectory(prefix="bench-") as throw_away:
        folder = (asked.data or Path(throw_away)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        environment = {
            "DEMO": "1",
            "DATA_DIR": str(folder),
            "TASKS": "database",
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
        }
        with database(asked.database, folder) as more:
            environment.update(more)
            if asked.people:
                return scale.run(environment, folder, asked)
            world = prepared(environment, folder, asked)
            with (
                Server("bench.settings", environment) as server,
                Server("bench.floor_settings", environment) as floor,
            ):
                run(server.port, floor.port, world, asked)
    return 0


def visits_of(world: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return what a phone opens: the name of the page, who comes, the address."""
    reader = world["readers"][0]
    return [
        ("lesson", reader["cookie"], f"{reader['course']}{world['lessons'][0]}"),
        ("home", reader["cookie"], world["home"]),
        ("concern page", "", world["concern"]),
        ("sign-in page", "", "/account/login/"),
    ]


def run(port: int, floor_port: int, world: dict[str, Any], asked: argparse.Namespace) -> None:
    """Measure everything on two running servers and print it."""
    pages = pages_of(world)
    warm(port, pages)
    visitors = [(cookie, ["/floor/"]) for cookie in world["floor"]]
    measure(port, floor_port, pages, visitors, asked)
    rows = rows_of(port, pages)
    with Session(port, world["holder"]) as session:
        pdf = len(session.get(world["pdf"]).body)
    floors = Page("floor", [])
    floors.slices = floors.floors = [one for page in pages for one in page.floors]
    figures = page_figures(rows, pdf)
    figures += quiz_figures(port, world)
    figures += csv_figures(port, world)
    figures += weight_figures(port, pages)
    figures += paint_figures(port, visits_of(world))
    peak = usage(port)["peak_bytes"] / MEGABYTE
    figures.append(Figure("web process, most memory so far", peak, "MB", 150))
    print(f"\n{asked.database}, {asked.rounds} rounds of {asked.seconds:g} s a page\n")
    print(pages_table([floors.row(2, b""), *rows]))
    print()
    print(figures_table(figures))


if __name__ == "__main__":
    sys.exit(main())
