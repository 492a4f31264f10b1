"""Columns of rules that hold more than one value, each read and written here alone."""

from typing import Any

from django.db import models

from courses.compliance import anew
from courses.compliance.anew import Anew
from courses.compliance.audience import EVERYONE, Audience


class AudienceField(models.JSONField):
    """Whom a rule names, as an ``Audience``; the one place where its column is read and written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": everyone} | kwargs)

    def deconstruct(self) -> Any:
        """Return the field as migrations know it: a plain column, empty for everyone."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs | {"default": dict}

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Audience:
        """Return what the column keeps as an audience."""
        return Audience.read(super().from_db_value(value, expression, connection) or {})

    def get_prep_value(self, value: Any) -> Any:
        """Return an audience as the column keeps it."""
        return super().get_prep_value(value.written() if isinstance(value, Audience) else value)


def everyone() -> Audience:
    """Return the audience of a rule that names nobody in particular."""
    return EVERYONE


class AnewField(models.JSONField):
    """Which newer versions a rule asks for anew; the one place where its column is read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": tuple} | kwargs)

    def deconstruct(self) -> Any:
        """Return the field as migrations know it: a plain column, empty for none."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs | {"default": dict}

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> tuple[Anew, ...]:
        """Return what the column keeps, as it is asked."""
        return anew.read(super().from_db_value(value, expression, connection) or {})

    def get_prep_value(self, value: Any) -> Any:
        """Return what is asked as the column keeps it."""
        return super().get_prep_value(anew.written(value) if isinstance(value, tuple) else value)
