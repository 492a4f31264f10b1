"""Keyset pages: a signed cursor instead of an offset, next and previous, and one total."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db import models
from django.db.models import Func, IntegerField, Q, Subquery

M = TypeVar("M", bound=models.Model)
SALT = "courses.paging"
NUMBER = IntegerField()


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """One page of a list; ``earlier`` and ``later`` are cursors, empty where no such page is."""

    rows: list[M]
    total: int
    earlier: str
    later: str


def after(keys: Sequence[str], values: Sequence[Any], *, lookup: str) -> Q:
    """Return ``keys > values`` (``lookup`` "gt") or ``<`` ("lt") of whole rows, as pairs of Q."""
    parts = []
    for n, key in enumerate(keys):
        equal = dict(zip(keys[:n], values[:n], strict=True))
        parts.append(Q(**equal, **{f"{key}__{lookup}": values[n]}))
    return reduce(or_, parts)


def beyond(keys: Sequence[str], values: Sequence[Any], *, lookup: str) -> Q:
    """Return ``after``, with its first key alone beside it, so that an index leads to the place."""
    return Q(**{f"{keys[0]}__{lookup}e": values[0]}) & after(keys, values, lookup=lookup)


def read_cursor(cursor: str, keys: Sequence[str]) -> tuple[str, list[Any]] | None:
    """Return direction ("gt" or "lt") and key values of a cursor of a list sorted by ``keys``.

    None where it is empty, foreign, forged, or of a list sorted otherwise.
    """
    try:
        direction, values = signing.loads(cursor, salt=salt_of(keys))
    except (signing.BadSignature, ValueError):
        return None
    return (direction, values) if len(values) == len(keys) else None


def salt_of(keys: Sequence[str]) -> str:
    """Return what a cursor of these keys is signed with, so that no other list takes it."""
    return ".".join((SALT, *keys))


def page_of(
    rows: models.QuerySet[M],
    *,
    keys: Sequence[str],
    cursor: str,
    size: int,
    descending: bool = False,
) -> Page[M]:
    """Return the page of ``rows`` at ``cursor``, sorted by ``keys``, which together are unique.

    An unreadable cursor shows the first page; one of the same list turned round is good. One query,
    which counts the whole list beside the rows; a second where no row is left to say it.
    """
    onward, back = ("lt", "gt") if descending else ("gt", "lt")
    place = read_cursor(cursor, keys)
    backwards = place is not None and place[0] == back
    wanted = rows.filter(beyond(keys, place[1], lookup=place[0])) if place else rows
    order = [f"-{key}" if backwards is not descending else key for key in keys]
    # COUNT as a plain function: an aggregate would group by every column of the list.
    counted = rows.order_by().annotate(n=Func("pk", function="COUNT", output_field=NUMBER))
    numbered = wanted.annotate(listed=Subquery(counted.values("n")[:1]))
    found: list[M] = list(numbered.order_by(*order)[: size + 1])
    total = vars(found[0])["listed"] if found else rows.count()
    has_more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    has_earlier = has_more if backwards else place is not None
    has_later = True if backwards else has_more
    return Page(
        rows=found,
        total=total,
        earlier=write_cursor(back, found[0], keys) if found and has_earlier else "",
        later=write_cursor(onward, found[-1], keys) if found and has_later else "",
    )


def write_cursor(direction: str, row: models.Model, keys: Sequence[str]) -> str:
    """Return the signed cursor of the rows beyond ``row``."""
    values = [reduce(getattr, key.split("__"), row) for key in keys]
    return signing.dumps([direction, values], salt=salt_of(keys))
