"""Pure: Markdown under caps to HTML, not sanitised; run in the child process only.

Python-Markdown takes quadratic time on hostile text, so the caps come first and the child's
processor time is limited.
"""

import re
from functools import lru_cache
from importlib.metadata import version
from typing import Any, Final

from courses.common.diagrams import steps_of

RENDERER: Final = f"markdown-{version('markdown')}/1"
EXTENSIONS: Final = ("tables", "abbr", "sane_lists")
MAX_BYTES: Final = 100 * 1024
MAX_NESTING: Final = 20
MAX_OPEN_BRACKETS: Final = 200

PREFIX = re.compile(r"^(?:[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t])*")
MARKER = re.compile(r">|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])|\t| {4}")
PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)
BLANK_LINE = re.compile(r"\n[ \t]*\n")
DO = re.compile(r"(Do|Don['’]t): *(.*)")
HIGH_HEADING = re.compile(r" {0,3}#{1,2}(?!#)")
UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
RAW_HTML = re.compile(r"<(?!https?://|mailto:|[^\s<>@]+@)[A-Za-z!/?][^>\n]*>?")
CODE = re.compile(r"(?<!`)(`{1,3})(?!`)[^`]{1,400}\1(?!`)")


class MarkdownRefused(ValueError):
    """The text is over a cap or has the wrong shape; the message says which."""


def check_caps(text: str) -> None:
    """Let ``text`` pass where it is within every cap.

    :raises MarkdownRefused: when it is too long, nested too deeply or has too many open brackets.
    """
    if len(text.encode()) > MAX_BYTES:
        message = f"The text is longer than {MAX_BYTES // 1024} KB"
        raise MarkdownRefused(message)
    for line in text.split("\n"):
        if nesting(line) > MAX_NESTING:
            message = f"Lists and quotations are nested more than {MAX_NESTING} deep"
            raise MarkdownRefused(message)
    for paragraph in BLANK_LINE.split(text):
        if abs(paragraph.count("[") - paragraph.count("]")) > MAX_OPEN_BRACKETS:
            message = f"A paragraph has more than {MAX_OPEN_BRACKETS} brackets left open"
            raise MarkdownRefused(message)


def nesting(line: str) -> int:
    """Return how many quotations, list marks and indents ``line`` begins with."""
    found = PREFIX.match(line[:2_000])
    return len(MARKER.findall(found.group())) if found else 0


def faults(text: str) -> list[tuple[int, str]]:
    """Return what an author must not write in a block, each with its line counted from 0."""
    plain = CODE.sub(lambda found: " " * len(found.group()), text)
    found = []
    before = ""
    for number, line in enumerate(plain.split("\n")):
        if HIGH_HEADING.match(line) or (UNDERLINE.fullmatch(line) and is_prose(before)):
            found.append((number, "A heading inside a block starts with ###"))
        found += [
            (number, f"HTML is not allowed in text: {hit.group()[:40]}")
            for hit in RAW_HTML.finditer(line)
        ]
        before = line
    return found


def is_prose(line: str) -> bool:
    """Test whether a rule beneath ``line`` would turn it into a heading."""
    return bool(line.strip()) and "|" not in line


def render(text: str, *, shape: str) -> str:
    """Return ``text`` as HTML, not yet sanitised.

    ``shape``: ``block`` for any Markdown, ``inline`` for one paragraph without its ``p``,
    ``do-dont`` for lines that begin ``Do:`` or ``Don't:``, ``diagram`` for one ``Label: words`` a
    line.

    :raises MarkdownRefused: when the text is over a cap or has another shape.
    """
    check_caps(text)
    if shape == "do-dont":
        return do_dont(text)
    if shape == "diagram":
        return diagram(text)
    html: str = converter().reset().convert(text)
    return html if shape == "block" else one_paragraph(html)


def one_paragraph(html: str) -> str:
    """Return the inside of the single paragraph that ``html`` is.

    :raises MarkdownRefused: when it is anything else, such as a list.
    """
    if not html:
        return ""
    found = PARAGRAPH.fullmatch(html)
    if found is None:
        message = "This text must be one paragraph, without lists, headings or tables"
        raise MarkdownRefused(message)
    return found.group(1)


def do_dont(text: str) -> str:
    """Return two lists, what to do and what not to do, from lines that begin ``Do:`` or ``Don't:``.

    :raises MarkdownRefused: when a line begins with neither.
    """
    lists: dict[str, list[str]] = {"do": [], "dont": []}
    for line in text.splitlines():
        if not line.strip():
            continue
        found = DO.fullmatch(line.strip())
        if found is None:
            message = "Each line begins with Do: or Don't:"
            raise MarkdownRefused(message)
        kind = "do" if found.group(1) == "Do" else "dont"
        lists[kind].append(render(found.group(2), shape="inline"))
    return "\n".join(
        f'<h3>{title}</h3>\n<ul class="{kind}">\n{items}\n</ul>'
        for kind, title in (("do", "Do"), ("dont", "Don't"))
        if (items := "\n".join(f"<li>{line}</li>" for line in lists[kind]))
    )


def diagram(text: str) -> str:
    """Return an ordered list, each step with its label and its words; drawn by the style sheet.

    :raises MarkdownRefused: when a label or words are more than one paragraph.
    """
    items = "\n".join(
        f"<li><strong>{render(step.label, shape='inline')}</strong> "
        f"{render(step.words, shape='inline')}</li>"
        for step in steps_of(text)
    )
    return f"<ol>\n{items}\n</ol>"


@lru_cache(maxsize=1)
def converter() -> Any:
    """Return the converter, with raw HTML switched off: it comes out as text."""
    import markdown  # noqa: PLC0415 - web processes read the rules here and convert nothing

    class_: Any = markdown.Markdown  # ships no types
    made = class_(extensions=list(EXTENSIONS), output_format="html")
    made.preprocessors.deregister("html_block")
    made.inlinePatterns.deregister("html")
    return made
