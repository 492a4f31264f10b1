"""The errors of pydantic, which are for programmers, in plain English for authors."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

QUOTES = "Put it in quotes."

WORDS: dict[str, str] = {
    "missing": "This key is missing",
    "string_type": "This must be text",
    "int_type": "This must be a whole number",
    "bool_type": "This must be true or false",
    "list_type": "This must be a list",
    "dict_type": "This must be a mapping of keys to values",
    "model_type": "This must be a mapping of keys to values",
    "model_attributes_type": "This must be a mapping of keys to values",
    "date_type": "This must be a date such as 2027-09-01",
    "string_too_short": "This must not be empty",
}
COUNTS: dict[str, tuple[str, str]] = {
    "string_too_long": ("This must have at most {} characters", "max_length"),
    "too_short": ("This list needs at least {}", "min_length"),
    "too_long": ("This list may have at most {}", "max_length"),
    "greater_than_equal": ("This must be at least {}", "ge"),
    "less_than_equal": ("This must be at most {}", "le"),
}
PATTERNS: tuple[tuple[str, str], ...] = (
    ("#", "This must be lesson-id#block-id"),
    ("https?", "This must be an address that begins with https:// or http://"),
    ("[A-Z]{2}", "This must be a language such as en-GB"),
    ("@", "This must be an e-mail address"),
    ("[0-9 ]", "This must be a telephone number in digits and spaces, in quotes"),
    ("", "This must be lower-case words with hyphens, such as second-phone"),
)


def message(error: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """Return what is wrong and what to do about it, for one ``error`` of ``model``."""
    kind, given = error["type"], error.get("input")
    context: dict[str, Any] = error.get("ctx", {})
    if kind == "extra_forbidden":
        return unknown_key(error, model)
    if kind == "value_error":
        return str(context["error"]), ""
    if kind == "literal_error":
        return f"{str(given)[:60]!r} is not one of {context['expected']}", ""
    if kind == "string_pattern_mismatch":
        return pattern_words(str(context["pattern"])), ""
    if kind in COUNTS:
        words, name = COUNTS[kind]
        return words.format(context[name]), ""
    hint = QUOTES if kind == "string_type" and not isinstance(given, list | dict | None) else ""
    return WORDS.get(kind, error["msg"]), hint


def pattern_words(pattern: str) -> str:
    """Return what a text that does not fit ``pattern`` must look like."""
    return next(words for part, words in PATTERNS if part in pattern)


def unknown_key(error: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """Return that a key is not known, with the closest one that is."""
    key = str(error["loc"][-1])[:60]
    close = get_close_matches(key, sorted(known_keys(model)), n=1)
    return f"The key {key} is not known", f"Did you mean {close[0]}?" if close else ""


def known_keys(model: type[BaseModel]) -> set[str]:
    """Return every key of ``model`` and of the models inside it."""
    keys: set[str] = set()
    waiting: list[type[BaseModel]] = [model]
    while waiting:
        here = waiting.pop()
        for name, field in here.model_fields.items():
            keys.add(name)
            waiting.extend(models_in(field.annotation))
    return keys


def models_in(annotation: Any) -> Iterable[type[BaseModel]]:
    """Yield the models that a field's ``annotation`` names, inside lists and unions too."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from models_in(part)
