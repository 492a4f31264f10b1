"""Pure: a person's training record for another platform: its form, writing and reading it.

It says what was completed, where, and on which text. No score, no answer, no employer's note, and
nothing that was missed or turned down.
"""

import hmac
import unicodedata
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    ValidationError,
    model_validator,
)

from courses.certification.issuer_keys import issuer_key, jwk_of, thumbprint
from courses.certification.jws import IssuerUnknown, RecordRefused, Signed, opened, sign_compact
from courses.common.dates import add_months
from courses.common.names import fold

VERSION: Final = 1
KIND: Final = "training-record"
TYPE: Final = "training-record+jws"
MOST_COMPLETIONS: Final = 500
FRESH_MONTHS: Final = 12  # how long a record may be handed in; a newer one can always be had


def plain(text: str) -> str:
    """Let text pass that holds no control character.

    :raises ValueError: when it holds one.
    """
    if any(unicodedata.category(one) in {"Cc", "Cs"} for one in text):
        message = "holds a control character"
        raise ValueError(message)
    return text


def clean(text: str) -> str:
    """Return ``text`` as one line without control characters, as a record may hold it."""
    kept = "".join(" " if unicodedata.category(one) in {"Cc", "Cs"} else one for one in text)
    return " ".join(kept.split())[:300]


def written(value: object) -> date:
    """Return the day written as 2026-11-26.

    :raises ValueError: for anything else.
    """
    if isinstance(value, date):
        return value
    day = date.fromisoformat(value) if isinstance(value, str) else None
    if day is None or day.isoformat() != value or day.year < 1990:
        message = "is no day such as 2026-11-26"
        raise ValueError(message)
    return day


Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=300, strict=True, strip_whitespace=True),
    AfterValidator(plain),
]
Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]+$", max_length=64, strict=True)]
Day = Annotated[date, BeforeValidator(written), PlainSerializer(date.isoformat)]


def unique(text: str) -> str:
    """Let the id of a completion pass, a UUID as it is usually written.

    :raises ValueError: for anything else.
    """
    if str(UUID(text)) != text:
        message = "is not written as ids are"
        raise ValueError(message)
    return text


class Strict(BaseModel):
    """A part of the record: exactly its fields, fixed."""

    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True)


class Issuer(Strict):
    """Who made the record: the address of the platform, and its name."""

    id: Line
    name: Line


class Identity(Strict):
    """An address or staff code by which its owner can show that a record is theirs: a hash."""

    type: Literal["IdentityObject"] = "IdentityObject"
    hashed: Literal[True] = True
    identity_type: Literal["emailAddress", "ext:staffCode"]
    identity_hash: Annotated[str, StringConstraints(pattern=r"^sha256\$[0-9a-f]{64}$", strict=True)]
    salt: Hex

    def is_of(self, texts: Iterable[str]) -> bool:
        """Test whether one of ``texts`` is what was hashed."""
        hashes = [identity_hash(one, self.salt) for one in texts if one]
        return any(hmac.compare_digest(one, self.identity_hash) for one in hashes)


class Subject(Strict):
    """Whose record it is."""

    name: Line
    identifier: Identity | None = None


class Achieved(Strict):
    """One completed course.

    ``id`` stays the same in every record of this person; ``certificate`` is its number.
    """

    id: Annotated[str, StringConstraints(max_length=36, strict=True), AfterValidator(unique)]
    course: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,60}$", strict=True)]
    title: Line
    version: Line
    editions: Annotated[list[Line], Field(max_length=50)] = []
    level: Line | None = None
    mode: Literal["online", "room"]
    minutes: Annotated[int, Field(ge=0, le=6_000, strict=True)]
    provider: Line
    completed_on: Day
    valid_until: Day | None = None
    certificate: Annotated[
        str | None, StringConstraints(pattern=r"^[0-9A-Za-z-]{1,60}$", strict=True)
    ] = None
    state: Literal["valid", "expired", "replaced"] | None = None


class Record(Strict):
    """The whole record as it stood on ``as_at``; it may be handed in to the end of ``until``."""

    schema_version: Literal[1] = 1
    kind: Literal["training-record"] = "training-record"
    issuer: Issuer
    subject: Subject
    as_at: Day
    until: Day
    completions: Annotated[list[Achieved], Field(max_length=MOST_COMPLETIONS)]

    @model_validator(mode="after")
    def in_order(self) -> Self:
        """Let a record pass whose days can be true and whose rows are told apart.

        :raises ValueError: otherwise.
        """
        if self.until < self.as_at or any(
            one.completed_on > self.as_at for one in self.completions
        ):
            message = "has days that cannot be true together"
            raise ValueError(message)
        if len({one.id for one in self.completions}) != len(self.completions):
            message = "names a completion twice"
            raise ValueError(message)
        return self

    def achieved(self, identifier: str) -> Achieved | None:
        """Return the completion with this id, or None."""
        return next((one for one in self.completions if one.id == identifier), None)


class Checked(BaseModel):
    """A record that one of the keys at hand signed: what it says, and the key's thumbprint."""

    model_config = ConfigDict(defer_build=True, frozen=True)

    record: Record
    key: str


def identity_hash(text: str, salt: str) -> str:
    """Return the hash of an address or staff code, however its letters were written."""
    return f"sha256${sha256((text.strip().lower() + salt).encode()).hexdigest()}"


def identity(*, email: str | None, staff_code: str, salt: str) -> Identity | None:
    """Return what shows whose record it is; None where there is neither address nor code."""
    text = email or staff_code
    if not text:
        return None
    return Identity(
        identity_type="emailAddress" if email else "ext:staffCode",
        identity_hash=identity_hash(text, salt),
        salt=salt,
    )


def last_day(as_at: date) -> date:
    """Return the last day on which a record of ``as_at`` may be handed in."""
    return add_months(as_at, FRESH_MONTHS)


def signed_record(record: Record, *, folder: Path, keys_url: str) -> str:
    """Return ``record`` as signed by the key of ``folder``, published below ``keys_url``."""
    key = issuer_key(folder)
    kid = f"{keys_url}{thumbprint(jwk_of(key.public_key()))}.json"
    return sign_compact(record.model_dump(mode="json"), key=key, kid=kid, kind=TYPE)


def told_by(signed: Signed) -> Record:
    """Return the record that a signed text holds.

    :raises RecordRefused: when it is of another form.
    """
    version = signed.payload.get("schema_version")
    if isinstance(version, int) and version > VERSION:
        raise RecordRefused(
            "The record is of a newer form than this platform reads. Add the training by hand"
        )
    try:
        return Record.model_validate(signed.payload)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        words = place if place.isprintable() and 0 < len(place) < 80 else "one of its parts"
        raise RecordRefused(
            f"The record is not of the form we read: look at {words}. Add the training by hand"
        ) from error


def read(text: str, *, keys: dict[str, RSAPublicKey]) -> Checked:
    """Return the record that ``text`` holds, signed by one of ``keys`` (by their thumbprints).

    :raises RecordRefused: when it cannot be relied upon; its words say why.
    :raises IssuerUnknown: when it is whole, but none of ``keys`` signed it.
    """
    signed = opened(text, kind=TYPE)
    record = told_by(signed)
    if signed.key not in keys:
        raise IssuerUnknown("The record is whole, but we do not know the key that signed it")
    return Checked(record=record, key=signed.key)


def refuse_day(record: Record, *, on: date) -> None:
    """Let a record pass that may be handed in on this day.

    :raises RecordRefused: when it is too old, or of a day to come.
    """
    if record.as_at > on:
        raise RecordRefused(
            "The record is dated in the future. Ask whoever made it for a right one"
        )
    if record.until < on:
        raise RecordRefused(
            f"The record could be handed in until {record.until.day} {record.until:%B %Y}."
            " Download a newer one where it was made"
        )


def is_of(record: Record, *, name: str, others: Iterable[str], by_code: bool = True) -> bool:
    """Test whether a record is that of the person with this name, or this address or staff code.

    Without ``by_code`` a staff code does not do: another organisation may give the same one.
    """
    known = record.subject.identifier
    if fold(name) and fold(record.subject.name) == fold(name):
        return True
    if known is None or not (by_code or known.identity_type == "emailAddress"):
        return False
    return known.is_of(others)
