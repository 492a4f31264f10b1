"""Pure: a certificate as a digital badge (Open Badges 3.0): its text, signed, baked into a picture.

https://www.imsglobal.org/spec/ob/v3p0/. The proof is the specification's JSON Web Token: the signed
payload is the credential itself. It names nobody: whose it is shows from a salted hash.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from courses.certification.issuer_keys import issuer_key, jwk_of, thumbprint
from courses.certification.jws import RecordRefused, Signed, sign_compact
from courses.certification.portable import Identity
from courses.certification.printed import PrintedFacts
from courses.certification.status_list import CONTEXT, Place, entry_of
from courses.common.dates import day_ends, local_date

KIND: Final = "JWT"
KEYWORD: Final = "openbadgecredential"
CONTEXTS: Final = (CONTEXT, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
SCHEMA: Final = {
    "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
    "type": "1EdTechJsonSchemaValidator2019",
}
MOST_BYTES: Final = 1_000_000
PNG: Final = b"\x89PNG\r\n\x1a\n"
DAMAGED: Final = "The picture is damaged. Download the badge again"


@dataclass(frozen=True, slots=True)
class Course:
    """What a badge says of the course beyond what is printed on its certificate.

    ``edition`` is the hash of the course's text; ``standard`` such as "at least 16 of 20", empty
    where the course has no quiz.
    """

    slug: str
    edition: str
    summary: str
    language: str
    standard: str


def moment(at: datetime) -> str:
    """Return ``at`` as the specification writes moments: UTC, whole seconds."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def begins(day: date) -> datetime:
    """Return the first moment of the London day ``day``."""
    return day_ends(day - timedelta(days=1))


def last_moment(day: date) -> datetime:
    """Return the last whole second of the London day ``day``."""
    return day_ends(day).astimezone(UTC) - timedelta(seconds=1)


def criteria(facts: PrintedFacts, course: Course) -> str:
    """Return what had to be done for the certificate, in sentences."""
    told = [f"Complete {facts.title}, version {facts.version} ({facts.duration})."]
    if course.standard:
        told.append(f"Meet the standard of its quiz: {course.standard} right.")
    if facts.editions:
        told.append(f"Law and guidance taught: {'; '.join(facts.editions)}.")
    return " ".join(told)


def credential(
    facts: PrintedFacts,
    course: Course,
    *,
    site: str,
    issuer: str,
    holder: Identity | None,
    subject: str,
    place: Place,
) -> dict[str, Any]:
    """Return the credential of a certificate, as it is signed.

    ``holder`` shows whose it is; where there is neither address nor staff code, ``subject`` (a
    UUID) stands for the person. ``issuer`` is the name of the platform at ``site``.
    """
    whose: dict[str, Any] = {"id": f"urn:uuid:{subject}"}
    if holder is not None:
        whose = {"identifier": [identifier(holder)]}
    achievement = {
        "id": f"{site}/api/issuer.json#{course.slug}-{facts.version}-{course.edition[:16]}",
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion",
        "name": facts.title,
        "description": course.summary or facts.title,
        "criteria": {"narrative": criteria(facts, course)},
        "version": facts.version,
        "inLanguage": course.language,
    }
    until = (
        {} if facts.valid_until is None else {"validUntil": moment(last_moment(facts.valid_until))}
    )
    return {
        "@context": list(CONTEXTS),
        "id": f"{site}/verify/{facts.number}/",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": facts.title,
        "issuer": {"id": site, "type": ["Profile"], "name": issuer, "url": site},
        "validFrom": moment(begins(facts.valid_from)),
        **until,
        "credentialSubject": {"type": ["AchievementSubject"], **whose, "achievement": achievement},
        "credentialStatus": entry_of(site, place),
        "credentialSchema": [SCHEMA],
    }


def identifier(holder: Identity) -> dict[str, Any]:
    """Return a hashed address or staff code as the specification names its parts."""
    return {
        "type": holder.type,
        "hashed": True,
        "identityType": holder.identity_type,
        "identityHash": holder.identity_hash,
        "salt": holder.salt,
    }


def signed_badge(said: dict[str, Any], *, folder: Path, keys_url: str) -> str:
    """Return the credential ``said`` as signed by the key of ``folder``."""
    claims: dict[str, Any] = {
        "iss": said["issuer"]["id"],
        "jti": said["id"],
        "nbf": seconds(said["validFrom"]),
    }
    if "validUntil" in said:
        claims["exp"] = seconds(said["validUntil"])
    if "id" in said["credentialSubject"]:
        claims["sub"] = said["credentialSubject"]["id"]
    key = issuer_key(folder)
    kid = f"{keys_url}{thumbprint(jwk_of(key.public_key()))}.json"
    return sign_compact(said | claims, key=key, kid=kid, kind=KIND)


def seconds(text: str) -> int:
    """Return a moment that ``moment`` wrote as a token counts it, in seconds."""
    return int(datetime.fromisoformat(text).timestamp())


def baked(picture: Image.Image, compact: str, *, description: str) -> bytes:
    """Return ``picture`` as a PNG that carries the badge, and its text alternative."""
    words = PngInfo()
    words.add_itxt("Description", description)
    words.add_itxt(KEYWORD, compact)
    out = BytesIO()
    picture.save(out, format="PNG", pnginfo=words)
    return out.getvalue()


def text_of(data: bytes) -> str:
    """Return the signed text of a file: a picture with a badge baked into it, or the text alone.

    :raises RecordRefused: when it holds none.
    """
    if len(data) > MOST_BYTES:
        raise RecordRefused("The file is too large: a badge is smaller than 1 MB")
    if data.startswith(b"\x89PNG"):
        return within(data)
    try:
        return data.decode("ascii")
    except UnicodeDecodeError as error:
        raise RecordRefused(
            "The file is not a badge. Choose the picture (PNG) or the text as it was downloaded"
        ) from error


def within(png: bytes) -> str:
    """Return the badge that a picture carries.

    Its parts alone are read, never the picture: a small file can unfold to one that fills the
    memory, and a damaged one stumbles anywhere.

    :raises RecordRefused: when it carries none, or is damaged.
    """
    for kind, body in chunks(png):
        keyword, _end, rest = body.partition(b"\x00")
        if kind == b"iTXt" and keyword == KEYWORD.encode():
            return words_of(rest)
    raise RecordRefused(
        "The picture carries no badge. Some programs and messengers take it out: choose the file as"
        " it was downloaded"
    )


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name and the content of each part of a PNG.

    :raises RecordRefused: when one is cut off or changed.
    """
    if not png.startswith(PNG):
        raise RecordRefused(DAMAGED)
    at = len(PNG)
    while at < len(png):
        end = at + 8 + int.from_bytes(png[at : at + 4])
        if end + 4 > len(png) or zlib.crc32(png[at + 4 : end]) != int.from_bytes(
            png[end : end + 4]
        ):
            raise RecordRefused(DAMAGED)
        yield png[at + 4 : at + 8], png[at + 8 : end]
        at = end + 4


def words_of(rest: bytes) -> str:
    """Return the text of a part ``iTXt`` after its keyword, packed or not.

    :raises RecordRefused: when it is larger than a badge or none of our letters.
    """
    packed, parts = rest[:1] == b"\x01", rest[2:].split(b"\x00", 2)
    try:
        text = parts[2]
        if packed:
            text = zlib.decompressobj().decompress(text, MOST_BYTES)
        return text.decode("ascii")
    except (IndexError, UnicodeDecodeError, zlib.error) as error:
        raise RecordRefused(DAMAGED) from error


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge says, for whoever checks it; days are London days, the last one included."""

    name: str
    version: str
    criteria: str
    issuer: str
    issuer_id: str
    page: str
    valid_from: date
    valid_until: date | None


def told_by(signed: Signed) -> Badge:
    """Return what a signed text says as a badge.

    :raises RecordRefused: when it is of another form than the badges made here.
    """
    try:
        return badge_of(signed.payload)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise RecordRefused(
            "The file is signed, but it is not a badge of the form we read. Ask its issuer how it"
            " can be checked"
        ) from error


def badge_of(said: dict[str, Any]) -> Badge:
    """Return what the credential ``said`` tells; its claims must agree with it.

    :raises AttributeError: this, KeyError, TypeError, ValueError and OverflowError alike: when it
        is of another form.
    """
    achievement, issuer = said["credentialSubject"]["achievement"], said["issuer"]
    until = said.get("validUntil")
    told = Badge(
        name=achievement["name"],
        version=achievement["version"],
        criteria=achievement["criteria"]["narrative"],
        issuer=issuer["name"],
        issuer_id=issuer["id"],
        page=said["id"],
        valid_from=local_date(datetime.fromisoformat(said["validFrom"])),
        valid_until=None if until is None else local_date(datetime.fromisoformat(until)),
    )
    texts = (told.name, told.version, told.criteria, told.issuer, told.issuer_id, told.page)
    agrees = (
        "OpenBadgeCredential" in said["type"]
        and all(is_line(one) for one in texts)
        and (said["iss"], said["jti"]) == (issuer["id"], said["id"])
        and said["nbf"] == seconds(said["validFrom"])
        and said.get("exp") == (None if until is None else seconds(until))
    )
    if not agrees:
        message = "The badge and its token say different things"
        raise ValueError(message)
    return told


def is_line(text: object) -> bool:
    """Test whether ``text`` is a short text without any control character."""
    return isinstance(text, str) and 0 < len(text) < 3_000 and text.isprintable()
