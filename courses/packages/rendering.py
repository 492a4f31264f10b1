"""Markdown to sanitised HTML, in a child process that ends when a text takes too long.

The child is fed one text at a time. It has 2 seconds of processor time for each and 256 MB in all;
where a text overruns, the child ends, that text is a problem, and a new child takes the next.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Final, Self

from courses.common.markdown import faults
from courses.packages.problems import Findings, Problem

CHILD: Final = "courses.packages.rendering_child"
ROOT: Final = Path(__file__).resolve().parents[2]
WALL_SECONDS: Final = 20.0
MAX_RESTARTS: Final = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """One text to render: where it stands, and its shape (``block``, ``inline`` or ``do-dont``)."""

    source: str
    shape: str
    file: str
    line: int
    path: str


Rendered = Mapping[tuple[str, str], str]


@dataclass(slots=True)
class Child:
    """The child process; started when first needed and again after an overrun."""

    process: "subprocess.Popen[str] | None" = None
    restarts: int = field(default=-1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> "subprocess.Popen[str]":
        """Return the running child, started where there is none."""
        if self.process is None:
            self.restarts += 1
            self.process = subprocess.Popen(  # noqa: S603 - our own child, a fixed command
                [sys.executable, "-s", "-m", CHILD],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": os.defpath},
                encoding="utf-8",
            )
        return self.process

    def ask(self, source: str, shape: str) -> dict[str, object]:
        """Return the child's answer for one text; where it gave none, that says so."""
        process = self.start()
        stdin, stdout = process.stdin, process.stdout
        if stdin is None or stdout is None:
            message = "The child was started without pipes"
            raise RuntimeError(message)
        timer = Timer(WALL_SECONDS, process.kill)
        timer.start()
        line = ""
        try:
            with suppress(BrokenPipeError):
                stdin.write(json.dumps({"source": source, "shape": shape}) + "\n")
                stdin.flush()
                line = stdout.readline()
        finally:
            timer.cancel()
        if not line.endswith("\n"):
            self.stop()
            return {"refused": "The text takes too long to turn into HTML"}
        answer: dict[str, object] = json.loads(line)
        return answer

    def stop(self) -> None:
        """End the child, if there is one."""
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()
        process.wait()


def render(
    pieces: Iterable[Piece], findings: Findings, *, max_restarts: int = MAX_RESTARTS
) -> Rendered:
    """Return the sanitised HTML by source and shape; note what cannot be rendered.

    After ``max_restarts`` overruns the rest is not tried.
    """
    done: dict[tuple[str, str], str] = {}
    with Child() as child:
        for piece in pieces:
            key = (piece.source, piece.shape)
            forbidden = faults(piece.source)
            for line, text in forbidden:
                problem = Problem(piece.file, piece.line + line, piece.path, text)
                findings.refuse("text-markup", [problem])
            if key in done or forbidden:
                continue
            if child.restarts >= max_restarts:
                text = "Too many texts take too long; this one and the rest were not tried"
                problem = Problem(piece.file, piece.line, piece.path, text)
                findings.refuse("text-markup", [problem])
                break
            html = one(child, piece, findings)
            if html is not None:
                done[key] = html
    return done


def one(child: Child, piece: Piece, findings: Findings) -> str | None:
    """Return the HTML of one text, or None where it is refused; why goes to ``findings``."""
    answer = child.ask(piece.source, piece.shape)
    reasons = [str(answer["refused"])] if "refused" in answer else []
    removed = answer.get("removed", [])
    if isinstance(removed, list):
        reasons += [f"This is not allowed in text: {tag}" for tag in removed]
    found = [Problem(piece.file, piece.line, piece.path, reason) for reason in reasons]
    findings.refuse("text-markup", found)
    return None if reasons else str(answer["html"])
