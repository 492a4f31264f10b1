"""YAML 1.2 to plain data with line numbers, under caps.

Two passes: a guard over the events refuses tags, aliases to collections, depth, size and invisible
characters, which escapes can write; then the data is loaded with its lines. Ruamel's round-trip
mode has lines but would keep explicit tags as data.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    NodeEvent,
    ScalarEvent,
)

from courses.packages import characters

MAX_BYTES: Final = 1024 * 1024
MAX_DEPTH: Final = 20
MAX_NODES: Final = 50_000
MAX_ALIASES: Final = 20
# Ruamel raises these for odd values, such as -_ (IndexError) or 2026-13-45 (ValueError).
PARSER_FAULTS: Final = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)

Path = tuple[str | int, ...]


class UnreadableYaml(ValueError):
    """The text is not YAML that we take; ``line`` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML document: its data, and the tree that knows the lines.

    ``first_line`` is the line of the file on which the document begins, counted from 1.
    """

    data: Any
    tree: Any
    first_line: int = 1

    def line(self, path: Path) -> int:
        """Return the line of what ``path`` leads to, or of the nearest thing above it."""
        node, line = self.tree, own_line(self.tree)
        for step in path:
            if isinstance(node, CommentedMap) and step in node:
                line = node.lc.key(step)[0]
            elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
                line = node.lc.item(step)[0]
            else:
                break
            node = node[step]
        return line + self.first_line


def own_line(tree: Any) -> int:
    """Return the line on which ``tree`` begins, counted from 0."""
    line = tree.lc.line if isinstance(tree, CommentedMap | CommentedSeq) else 0
    return line or 0


@dataclass(slots=True)
class Guard:
    """Counts what the events of one document hold, and refuses what is over a cap."""

    depth: int = 0
    nodes: int = 0
    aliases: int = 0
    documents: int = 0
    collections: set[str] = field(default_factory=set)

    def watch(self, event: Event) -> str:
        """Count ``event`` and return why it is refused; empty where it may pass."""
        if isinstance(event, DocumentStartEvent):
            return self.start(event)
        if isinstance(event, CollectionEndEvent):
            self.depth -= 1
        if not isinstance(event, NodeEvent):
            return ""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            return f"The file holds more than {MAX_NODES:,} values"
        if isinstance(event, AliasEvent):
            return self.alias(event)
        return self.node(event)

    def start(self, event: DocumentStartEvent) -> str:
        """Return why a document of this kind is refused."""
        self.documents += 1
        if self.documents > 1:
            return "The file holds more than one YAML document"
        if event.version or event.tags:
            return "YAML directives (lines that begin with %) are not allowed"
        return ""

    def alias(self, event: AliasEvent) -> str:
        """Return why an alias is refused."""
        self.aliases += 1
        if event.anchor in self.collections:
            return f"The alias *{event.anchor} repeats a list or mapping, not a plain value"
        if self.aliases > MAX_ALIASES:
            return f"The file uses more than {MAX_ALIASES} aliases"
        return ""

    def node(self, event: NodeEvent) -> str:
        """Return why a value, list or mapping is refused."""
        tag = getattr(event, "tag", None)
        if tag is not None:
            return f"The tag {tag} is not allowed; write plain values"
        if isinstance(event, CollectionStartEvent):
            self.depth += 1
            if event.anchor:
                self.collections.add(event.anchor)
            if self.depth > MAX_DEPTH:
                return f"Lists and mappings are nested more than {MAX_DEPTH} deep"
        return self.scalar(event) if isinstance(event, ScalarEvent) else ""

    def scalar(self, event: ScalarEvent) -> str:
        """Return why a single value or key is refused."""
        if event.value == "<<" and not event.style:
            return "Merge keys (<<) are not allowed"
        return characters.refusal_of(event.value)


@lru_cache(maxsize=512)
def load(text: str, *, first_line: int = 1) -> Document:
    """Return the one document of ``text``; empty text is a document without data.

    ``first_line``: the line of the file on which ``text`` begins. Do not change what comes back:
    it is kept.

    :raises UnreadableYaml: when the text is not YAML, or not YAML that we take.
    """
    if len(text.encode()) > MAX_BYTES:
        message = f"The file is larger than {MAX_BYTES // 1024:,} KB"
        raise UnreadableYaml(message, first_line)
    if refusal := characters.refusal_of(text):
        raise UnreadableYaml(refusal, first_line + characters.line_of(text))
    try:
        guard(text, first_line)
        tree = YAML(typ="rt", pure=True).load(text)
    except YAMLError as error:
        raise unreadable(error, first_line) from error
    except PARSER_FAULTS as error:
        if isinstance(error, UnreadableYaml):
            raise
        message = f"A value cannot be read ({error})"
        raise UnreadableYaml(message, first_line) from error
    return Document(plain(tree), tree, first_line)


def guard(text: str, first_line: int) -> None:
    """Let ``text`` pass where every event of it is within the caps.

    :raises UnreadableYaml: at the first event that is not.
    """
    watcher = Guard()
    for event in YAML(typ="safe", pure=True).parse(text):
        if refusal := watcher.watch(event):
            raise UnreadableYaml(refusal, event.start_mark.line + first_line)


def unreadable(error: YAMLError, first_line: int) -> UnreadableYaml:
    """Return the parser's ``error`` in our words, with its line."""
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    line = (mark.line if mark else 0) + first_line
    said = (
        error.problem if isinstance(error, MarkedYAMLError) else None
    ) or "unreadable characters"
    said = said.split("\n")[0].strip()
    if said.startswith("found duplicate key"):
        key = said.split('"')[1] if '"' in said else said
        return UnreadableYaml(f"The key {key} is written twice", line)
    return UnreadableYaml(f"This is not valid YAML: {said}", line)


def plain(tree: Any) -> Any:
    """Return ``tree`` as plain dictionaries, lists, texts, numbers, booleans and dates."""
    if isinstance(tree, dict):
        return {plain(key): plain(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [plain(value) for value in tree]
    if isinstance(tree, datetime):
        return datetime.fromisoformat(tree.isoformat())
    if tree is None or isinstance(tree, bool | date):
        return tree
    for kind in (str, int, float):
        if isinstance(tree, kind):
            return kind(tree)
    return bool(tree)
