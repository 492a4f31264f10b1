"""One very large organisation: what `make bench BENCH="--people 100000"` runs. See README.md."""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.driver import Session, usage
from bench.report import Figure, figures_table
from bench.server import ROOT, Server, manage

MEGABYTE = 1024 * 1024
REQUESTS = 4  # of each page in each round
MONTHS = 36  # that training holds: some ten completions a person in four years
YEARS_AGO = 3
STATUSES = {
    "overdue": "overdue",
    "due_soon": "due soon",
    "not_started": "behind without having started",
    "in_date": "in date",
    "up_to_date": "up to date",
    "not_required": "asked for nothing",
}


def prepared(
    environment: dict[str, str], folder: Path, asked: argparse.Namespace
) -> tuple[dict[str, Any], list[Figure]]:
    """Seed unless that was done here before; return the world to be driven and what it took."""
    stamp = folder / f"people-{asked.people}-{asked.database}"
    figures = []
    if not stamp.exists():
        words = ["--staff", str(asked.people), "--requirements", str(asked.requirements)]
        figures = job("seeding", environment, "seed", *words, "--months", str(MONTHS))
        command = [sys.executable, "-m", "bench.world", "1"]
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **environment}, check=True, stdout=subprocess.PIPE
        )
        stamp.write_bytes(done.stdout)
    found: dict[str, Any] = json.loads(stamp.read_bytes())
    return found, figures


def job(
    name: str, environment: dict[str, str], *words: str, most: float | None = None
) -> list[Figure]:
    """Run one management command; return how long it took and how much of a processor."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    manage(environment, *words)
    seconds = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return [Figure(name, seconds, "s", most), Figure(f"{name}, processor", cpu, "CPU s")]


def page(port: int, cookie: str, name: str, path: str, requests: int) -> list[Figure]:
    """Return the figures of one page, asked for again and again by one lead."""
    with Session(port, cookie) as session:
        queries = session.get(path, counts=True).queries or 0
        before = usage(port)["cpu_seconds"]
        times = [session.get(path).seconds for _ in range(requests)]
        cpu = (usage(port)["cpu_seconds"] - before) / requests
    return [
        Figure(f"{name}, p95", quantiles(times, n=20)[-1], "s", 1),
        Figure(f"{name}, median", median(times), "s"),
        Figure(f"{name}, processor", cpu, "CPU s"),
        Figure(name, queries, "queries", 15),
    ]


def pages(port: int, place: dict[str, Any], today: date, requests: int) -> list[Figure]:
    """Return the figures of a lead's pages, today and years ago."""
    past = today.replace(year=today.year - YEARS_AGO, day=min(today.day, 28)).isoformat()
    then = f"{YEARS_AGO} years ago"
    every = f"{place['matrix']}?status="
    asked = {
        "dashboard": place["dashboard"],
        f"dashboard {then}": f"{place['dashboard']}?as_at={past}",
        "list": place["list"],
        "matrix": place["matrix"],
        f"matrix {then}": f"{place['matrix']}?as_at={past}",
    }
    for status, words in STATUSES.items():
        asked[f"matrix of who is {words}"] = f"{every}{status}"
        asked[f"matrix of who is {words} {then}"] = f"{every}{status}&as_at={past}"
    found = {
        name: page(port, place["cookie"], name, path, requests) for name, path in asked.items()
    }
    figures = [figure for part in found.values() for figure in part]
    for name in asked:
        if earlier := found.get(f"{name} {then}"):
            ratio = earlier[1].value / found[name][1].value
            figures.append(Figure(f"{name} {then}, of today's", ratio, "times", 2))
    return figures


def file(port: int, place: dict[str, Any]) -> list[Figure]:
    """Return the figures of the CSV of one row a person."""
    before, started = usage(port)["peak_bytes"], time.perf_counter()
    with Session(port, place["cookie"]) as session:
        path = f"{place['csv']}?course={place['taught']}"
        session.connection.request("GET", path, headers={"Cookie": session.cookie})
        response = session.connection.getresponse()
        response.read(1)
        first = time.perf_counter() - started
        rows = 0
        while part := response.read(MEGABYTE):
            rows += part.count(b"\n")
    more = (usage(port)["peak_bytes"] - before) / MEGABYTE
    return [
        Figure(f"CSV of {rows:,} lines, first byte", first, "s", 1),
        Figure("CSV, all of it", time.perf_counter() - started, "s"),
        Figure("CSV, more memory", more, "MB", 100),
    ]


def staff_file(environment: dict[str, str], rows: int) -> list[Figure]:
    """Return how long a staff file of so many new people takes the worker."""
    command = [sys.executable, "-m", "bench.staff_file", str(rows)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, check=True, stdout=subprocess.PIPE
    )
    seconds = json.loads(done.stdout)
    name = f"staff file of {rows:,} rows"
    return [
        Figure(f"{name}, read for the preview", seconds["read"], "s"),
        Figure(f"{name}, applied", seconds["apply"], "s"),
        Figure(f"{name}, both", seconds["read"] + seconds["apply"], "s", 120),
    ]


def run(environment: dict[str, str], folder: Path, asked: argparse.Namespace) -> int:
    """Measure everything and print it; the exit code is 0 whatever the figures say."""
    world, figures = prepared(environment, folder, asked)
    (place,) = world["organisations"]
    with Server("bench.settings", environment) as server:
        with Session(server.port, place["cookie"]) as session:
            session.get(place["dashboard"])  # so that no later request compiles a template
        fresh = usage(server.port)["peak_bytes"] / MEGABYTE
        figures += pages(server.port, place, date.today(), REQUESTS * asked.rounds)  # noqa: DTZ011 - the machine's own day
        after = usage(server.port)["peak_bytes"] / MEGABYTE
        figures += file(server.port, place)
        figures += [
            Figure("web process after one page", fresh, "MB", 150),
            Figure("web process after all pages", after, "MB", 150),
        ]
    figures += job("standings of whoever has changed", environment, "refresh_standings")
    figures += job("standings of everybody", environment, "refresh_standings", "--anew")
    figures += job("reminder run", environment, "send_reminders", most=120)
    figures += job("reminder run, once more", environment, "send_reminders", most=120)
    figures += staff_file(environment, asked.people)
    print(f"\n{asked.database}, {asked.people:,} people\n")
    print(figures_table(figures))
    return 0
