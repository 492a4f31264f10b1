"""The one reader and the one writer of a stored answer; an empty object means not answered."""

from collections.abc import Iterable, Mapping

from courses.catalogue.item_types.option import Chosen

VERSION = 1


class UnreadableAnswer(ValueError):
    """The stored answer has a shape that no release of ours wrote."""


def write(kind: str, value: Chosen) -> dict[str, object]:
    """Return ``value`` as it is stored; an empty choice is stored as not answered, ``{}``."""
    if not value:
        return {}
    if kind == "match":
        return {"v": VERSION, "pairs": dict(as_mapping(value))}
    return {"v": VERSION, "chosen": list(as_list(value))}


def read(kind: str, data: Mapping[str, object]) -> tuple[str, ...] | dict[str, str]:
    """Return what was chosen: a mapping for matching, else identifiers; empty where not answered.

    :raises UnreadableAnswer: when ``data`` was not written by ``write`` for this kind.
    """
    if not data:
        return {} if kind == "match" else ()
    if data.get("v") != VERSION:
        message = f"A stored answer has version {data.get('v')!r}; this release reads {VERSION}"
        raise UnreadableAnswer(message)
    if kind == "match":
        return dict(as_mapping(data.get("pairs")))
    return tuple(as_list(data.get("chosen")))


def is_answered(data: Mapping[str, object]) -> bool:
    """Test whether anything was chosen."""
    return bool(data)


def as_mapping(value: object) -> Mapping[str, str]:
    """Return ``value`` where it maps texts to texts.

    :raises UnreadableAnswer: otherwise.
    """
    if isinstance(value, Mapping) and all(
        isinstance(text, str) for pair in value.items() for text in pair
    ):
        return value
    message = "A matching answer maps options to pairs"
    raise UnreadableAnswer(message)


def as_list(value: object) -> list[str]:
    """Return ``value`` where it lists texts.

    :raises UnreadableAnswer: otherwise.
    """
    if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping):
        items = list(value)
        if all(isinstance(text, str) for text in items):
            return items
    message = "An answer lists the identifiers of options"
    raise UnreadableAnswer(message)
