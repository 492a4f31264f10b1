"""Lists of many people, drawn although no font here holds somebody's name.

A certificate is about its name, and is refused instead.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from courses.certification.document import font_files, script_of
from courses.certification.drawing import faces, holds

NOTE: Final = (
    "Words in a script that no font here holds stand as its name in brackets, such as [CJK];"
    " files for spreadsheets have them."
)
UNSEEN: Final = frozenset({"Cf", "Zs"})  # categories of characters that need no glyph


def legible(data: dict[str, Any], *, fonts: tuple[Path, ...]) -> tuple[dict[str, Any], bool]:
    """Return ``data`` with all that no font in the folders holds as "[CJK]", and whether it has.

    Strings in lists and dictionaries are looked through, keys are not. Without any font file, what
    draws has a font of its own, and ``data`` is returned as it is.
    """
    lacking = without_glyph(set().union(*strings(data)), fonts) if font_files(fonts) else ""
    if not lacking:
        return data, False
    one = f"[{re.escape(lacking)}]"
    run = re.compile(rf"{one}(?:[{re.escape(lacking)}\s]*{one})?")
    named = changed(data, lambda words: run.sub(lambda found: f"[{script_of(found[0][0])}]", words))
    return named, True


def without_glyph(letters: set[str], fonts: tuple[Path, ...]) -> str:
    """Return those of ``letters`` that no font holds, sorted."""
    every = faces(fonts, strong=False)
    return "".join(
        letter
        for letter in sorted(letters)
        if not (letter.isascii() and (letter.isprintable() or letter.isspace()))
        and unicodedata.category(letter) not in UNSEEN
        and not any(holds(file, letter) for file in every)
    )


def strings(data: Any) -> Iterator[str]:
    """Yield each string of ``data``."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list | tuple):
        for value in data.values() if isinstance(data, dict) else data:
            yield from strings(value)


def changed(data: Any, change: Callable[[str], str]) -> Any:
    """Return ``data`` with each string as ``change`` gives it."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {key: changed(value, change) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [changed(value, change) for value in data]
    return data
