"""What all files share: strict models, identifiers, nations, dates."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

IDENTIFIER = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def day(value: Any) -> Any:
    """Return the date that a quoted text writes, and anything else as it is."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


Identifier = Annotated[str, StringConstraints(pattern=IDENTIFIER, max_length=60)]
Day = Annotated[date, BeforeValidator(day)]
Nation = Literal["E", "W", "S", "NI", "EW", "UK"]
Status = Literal["confirmed", "secondary", "unconfirmed"]
Markdown = Annotated[str, StringConstraints(min_length=1, max_length=100_000)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$", max_length=500)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
LongLine = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Notice = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
Count = Annotated[int, Field(ge=0, le=1_000)]
AtLeastOne = Annotated[int, Field(ge=1, le=1_000)]
Identifiers = list[Identifier]


class Strict(BaseModel):
    """A mapping with exactly these keys; a value is never turned into another type."""

    model_config = ConfigDict(defer_build=True, extra="forbid", strict=True, frozen=True)


class Entry(Strict):
    """A mapping that carries an identifier."""

    id: Identifier
