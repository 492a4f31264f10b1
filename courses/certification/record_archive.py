"""Pure: the zip in which somebody takes their signed record with them, and the way back out of it.

A record comes in as that zip or as the signed text alone, from strangers in either case.
"""

import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from courses.certification.jws import MOST_CHARACTERS, RecordRefused

SIGNED, READABLE, KEY, HOW = (
    "record.jws",
    "record.html",
    "issuer-public-key.pem",
    "HOW-TO-CHECK.txt",
)
MOST_BYTES: Final = 1_000_000
STAMP: Final = (1980, 1, 1, 0, 0, 0)  # the day stands within
TOO_LARGE: Final = "The file is too large: a signed record is smaller than 1 MB"
HOW_TO_CHECK: Final = """How to check this training record

record.jws is the record itself, as signed text. record.html says the same for reading: rely on
what is signed. Anybody can check record.jws in one of these ways.

1. On the platform that made it: {site}/verify/record/
   Nothing you choose there is kept.

2. Without a network, with OpenSSL. Take the public key from {site}/api/issuer.json,
   where every key of this platform stays published. The copy beside this file is only to compare.

   cut -d. -f1-2 record.jws | tr -d '\\n' > said
   (cut -d. -f3 record.jws | tr -d '\\n' | tr '_-' '/+'; echo '==') | base64 -d > signature
   openssl dgst -sha256 -verify issuer-public-key.pem -signature signature said

   "Verified OK" means that nothing was changed. What it says is the middle part, in base64url.

3. With any software for JSON Web Signatures (RFC 7515): algorithm RS256 and no other, the key
   from {site}/api/issuer.json. Never trust the key in the head of the file alone.

It says what stood on the day in "as_at". A certificate may have been withdrawn since: look up its
number at {site}/verify/.
"""


def packed(
    *, signed: str, readable: str, pem: bytes, site: str, badges: Mapping[str, bytes]
) -> bytes:
    """Return the zip, with ``badges`` by their names; the same record gives the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, content in (
            (HOW, HOW_TO_CHECK.format(site=site).encode()),
            (KEY, pem),
            (READABLE, readable.encode()),
            (SIGNED, signed.encode()),
            *((f"badges/{name}", badge) for name, badge in sorted(badges.items())),
        ):
            info = ZipInfo(name, date_time=STAMP)
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()


def text_in(data: bytes) -> str:
    """Return the signed text of an uploaded file, which may be the whole zip.

    :raises RecordRefused: when the file is too large, or holds no such text.
    """
    if len(data) > MOST_BYTES:
        raise RecordRefused(TOO_LARGE)
    if data.startswith(b"PK\x03\x04"):
        data = unpacked(data)
    if len(data) > MOST_CHARACTERS + 1_000:
        raise RecordRefused(TOO_LARGE)
    try:
        return data.decode("ascii")
    except UnicodeDecodeError as error:
        raise RecordRefused(
            "The file is not a signed record. Choose the file record.jws, or the whole zip"
        ) from error


def unpacked(data: bytes) -> bytes:
    """Return the signed text of a zip, or more than is ever read of one.

    :raises RecordRefused: when the zip is damaged, or holds no record or two.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            held = [one for one in archive.infolist() if one.filename == SIGNED]
            refusal = refusal_of(held)
            if not refusal:
                with archive.open(held[0]) as member:
                    return member.read(MOST_CHARACTERS + 1_001)
    except (
        BadZipFile,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
        zlib.error,
    ) as error:
        raise RecordRefused("The zip is damaged. Download the record again") from error
    raise RecordRefused(refusal)


def refusal_of(held: Sequence[ZipInfo]) -> str:
    """Return why none of ``held`` is read; empty where it is one that may be.

    Of the ways to pack, two alone unpack no more than is asked for.
    """
    if len(held) != 1:
        return f"The zip holds no file {SIGNED}. Choose the zip as you got it"
    if held[0].compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        return "The zip was packed anew. Choose the zip as you got it"
    return ""
