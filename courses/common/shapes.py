"""What makes models of the rows of a prepared query, with those it joins and its annotations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.query import RelatedPopulator, get_related_populators


def model_shape(compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """Return what makes a model, with those it joins and its annotations, of one row.

    As Django's own ``ModelIterable`` does, which finds all of this out again for each query.
    """
    info, fields = compiler.klass_info, compiler.klass_info["select_fields"]
    first, end = fields[0], fields[-1] + 1
    names = [column.target.attname for column, _sql, _alias in compiler.select[first:end]]
    make = Maker(info["model"]).from_db
    joined = get_related_populators(  # type: ignore[call-arg]  # the stubs know a later Django
        info, compiler.select, DEFAULT_DB_ALIAS
    )
    for one in joined:
        make_quickly(one)
    annotations = tuple(compiler.annotation_col_map.items())

    def shape(row: Sequence[Any]) -> Any:
        found = make(DEFAULT_DB_ALIAS, names, row[first:end])
        for one in joined:
            one.populate(row, found)
        for name, place in annotations:
            setattr(found, name, row[place])
        return found

    return shape


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes instances of a model of what the database gave.

    Django's ``from_db`` goes through ``__init__``, which sets field by field whatever may come. No
    model of ours has either of its own, and nobody listens to the signals that it sends.
    """

    model: type[Model]

    def from_db(self, db: str, names: Sequence[str], values: Sequence[Any]) -> Model:
        """Return an instance with these values of its columns; the others are deferred."""
        made = self.model.__new__(self.model)
        state = ModelState()
        state.adding, state.db = False, db
        made.__dict__.update(zip(names, values, strict=True), _state=state)
        return made


def make_quickly(populator: RelatedPopulator) -> None:
    """Let ``populator`` make what it joins, and what that joins, by a Maker."""
    populator.model_cls = Maker(populator.model_cls)  # type: ignore[assignment]
    for one in populator.related_populators:
        make_quickly(one)
