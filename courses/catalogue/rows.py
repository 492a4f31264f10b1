"""Writing many rows of one table at once, and the links between two tables."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from django.db import models

BATCH = 200


class Named(Protocol):
    """A part of a draft that other parts name by its identifier."""

    @property
    def identifier(self) -> str:
        """Return the identifier."""


D = TypeVar("D", bound=Named)
M = TypeVar("M", bound=models.Model)


def bulk(parts: Sequence[D], row_of: Callable[[D], M]) -> dict[str, M]:
    """Write one row a part and return the rows by identifier."""
    rows = [row_of(part) for part in parts]
    save_all(rows)
    return {part.identifier: row for part, row in zip(parts, rows, strict=True)}


def save_all(rows: Sequence[models.Model]) -> None:
    """Write ``rows``, all of one table, and give them their keys."""
    if rows:
        manager = type(rows[0])._default_manager  # noqa: SLF001 - Django documents it
        manager.bulk_create(rows, batch_size=BATCH)


def link(field: str, pairs: Iterable[tuple[models.Model, models.Model]]) -> None:
    """Write the many-to-many ``field`` of the first of each pair, leading to the second."""
    rows: list[models.Model] = []
    for owner, target in pairs:
        relation: Any = owner._meta.get_field(field)  # noqa: SLF001 - Django's public way to a field
        keys = {
            relation.m2m_column_name(): owner.pk,
            relation.m2m_reverse_name(): target.pk,
        }
        rows.append(relation.remote_field.through(**keys))
    save_all(rows)
