"""One lesson file: front matter between --- lines, then blocks, each with its lines.

``## Title {#id}`` opens a text block that lasts until the next opener; ``/// kind | Title`` opens
any kind, which ``///`` closes. Lines indented by four spaces directly beneath an opener are the
block's options, in YAML; an option of several paragraphs goes on after a blank line, more indented.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from courses.packages.problems import Findings, Problem

HEADING = re.compile(r"## +(?P<title>.*?) *\{#(?P<id>[^}]*)\} *")
OPENER = re.compile(r"/// *(?P<kind>[a-z-]+) *(?:\| *(?P<title>.*?))? *")
CLOSER = re.compile(r"/// *")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
OPTION_INDENT: Final = "    "
MAX_OPENER: Final = 400


@dataclass(slots=True)
class RawBlock:
    """One block as it stands in the file; lines count from 1."""

    kind: str
    title: str
    identifier: str  # of a heading; other blocks name theirs among the options
    line: int
    options: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    body_line: int = 0

    @property
    def text(self) -> str:
        """Return the body without the blank lines around it."""
        return "\n".join(self.body).strip("\n").rstrip()

    @property
    def text_line(self) -> int:
        """Return the line of the first line of ``text``."""
        blank = 0
        for line in self.body:
            if line.strip():
                break
            blank += 1
        return self.body_line + blank

    @property
    def options_text(self) -> str:
        """Return the options as YAML without their indent."""
        return "\n".join(line[len(OPTION_INDENT) :] for line in self.options)


@dataclass(slots=True)
class RawLesson:
    """One lesson file, split; the front matter begins on line 2."""

    front: str = ""
    blocks: list[RawBlock] = field(default_factory=list)


@dataclass(slots=True)
class Splitter:
    """Goes through the lines of one lesson file and keeps the open block."""

    file: str
    findings: Findings
    blocks: list[RawBlock] = field(default_factory=list)
    open: RawBlock | None = None
    is_fenced: bool = False

    def problem(self, line: int, text: str, hint: str = "") -> None:
        """Note one problem of the file at ``line``."""
        self.findings.problems.append(Problem(self.file, line, "block", text, hint))

    def take(self, number: int, line: str) -> None:
        """Read one line."""
        if FENCE.match(line):
            self.is_fenced = not self.is_fenced
        if self.is_fenced:
            if line.startswith(("## ", "///")):
                self.problem(number, "A block cannot open or close inside a fenced block of code")
            self.keep(number, line)
        elif line.startswith("///"):
            self.fence_line(number, line)
        elif line.startswith("## ") or line == "##":
            self.heading_line(number, line)
        else:
            self.keep(number, line)

    def fence_line(self, number: int, line: str) -> None:
        """Read a line that begins with three slashes."""
        if CLOSER.fullmatch(line):
            if self.open is None or self.open.identifier:
                self.problem(number, "This /// closes nothing", "Remove it.")
            self.open = None
            return
        self.refuse_unclosed(number)
        found = OPENER.fullmatch(line) if len(line) <= MAX_OPENER else None
        if found is None:
            self.problem(number, "This is no opener", "Write /// kind | Title.")
            self.open = None
            return
        self.start(RawBlock(found["kind"], found["title"] or "", "", number))

    def heading_line(self, number: int, line: str) -> None:
        """Read a line that begins with ##."""
        self.refuse_unclosed(number)
        found = HEADING.fullmatch(line) if len(line) <= MAX_OPENER else None
        if found is None:
            hint = "Write ## Title {#block-id}."
            self.problem(number, "A heading that opens a block needs an identifier", hint)
        title = found["title"] if found else line[2:].strip()
        identifier = found["id"] if found else "unnamed"
        self.start(RawBlock("text", title, identifier, number))

    def refuse_unclosed(self, number: int) -> None:
        """Note that a block opened by slashes is still open at line ``number``."""
        if self.open is not None and not self.open.identifier:
            self.problem(
                self.open.line, f"The block is not closed before line {number}", "Add a line ///."
            )

    def start(self, block: RawBlock) -> None:
        """Open ``block``."""
        block.body_line = block.line + 1
        self.blocks.append(block)
        self.open = block

    def keep(self, number: int, line: str) -> None:
        """Give one line to the open block: to its options while they last, then to its body."""
        block = self.open
        if block is None:
            if line.strip():
                self.problem(number, "Text must stand in a block", "Begin with ## Title {#id}.")
        elif line.startswith(OPTION_INDENT) and (not block.body or goes_on(block, line)):
            block.options += [*block.body, line]
            block.body = []
            block.body_line = number + 1
        else:
            block.body.append(line)

    def finish(self, number: int) -> list[RawBlock]:
        """Return the blocks, with a problem where the last is still open."""
        self.refuse_unclosed(number)
        return self.blocks


def goes_on(block: RawBlock, line: str) -> bool:
    """Test whether ``line``, after blank ones, belongs to an option of several paragraphs."""
    is_deeper = line.startswith(f"{OPTION_INDENT}  ")
    return bool(block.options) and is_deeper and not any(one.strip() for one in block.body)


def split(text: str, *, file: str, findings: Findings) -> RawLesson:
    """Return the front matter and blocks of a lesson file; note what is wrong."""
    lines = text.split("\n")
    end = front_end(lines)
    if end is None:
        hint = "Begin the file with ---, the keys of the lesson, and ---."
        findings.problems.append(Problem(file, 1, "file", "The front matter is missing", hint))
        return RawLesson()
    splitter = Splitter(file, findings)
    for number, line in enumerate(lines[end + 1 :], start=end + 2):
        splitter.take(number, line)
    return RawLesson("\n".join(lines[1:end]), splitter.finish(len(lines)))


def front_end(lines: list[str]) -> int | None:
    """Return the index of the line that closes the front matter, or None where there is none."""
    if lines[0].rstrip() != "---":
        return None
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return index
    return None
