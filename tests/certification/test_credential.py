"""A badge as text, signed, in a picture, and read again."""

import zlib
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from courses.certification.credential import (
    KEYWORD,
    KIND,
    PNG,
    Course,
    baked,
    credential,
    signed_badge,
    text_of,
    told_by,
)
from courses.certification.issuer_keys import issuer_key
from courses.certification.jws import RecordRefused, opened, sign_compact
from courses.certification.portable import identity
from courses.certification.status_list import Place

SITE = "https://training.example.org"
COURSE = Course("cse", "ab" * 32, "What it is", "en", "at least 16 of 20")


@pytest.fixture
def said(facts_with):
    """Return a credential of Amira's certificate, changed as told."""

    def call(**changes):
        return credential(
            facts_with(**changes),
            COURSE,
            site=SITE,
            issuer="Safeguarding training",
            holder=identity(email="amira@elm-park.example", staff_code="", salt="00ff"),
            subject="0",
            place=Place(0, 1),
        )

    return call


@pytest.fixture
def sign(tmp_path):
    """Sign a credential, or any other text, as a badge."""

    def call(payload):
        return signed_badge(payload, folder=tmp_path, keys_url=f"{SITE}/api/keys/")

    return call


@pytest.fixture
def forge(tmp_path):
    """Sign whatever is given as a badge is signed."""

    def call(payload):
        return sign_compact(payload, key=issuer_key(tmp_path), kid=f"{SITE}/k", kind=KIND)

    return call


def picture(size=(40, 40)):
    return Image.new("RGB", size, (255, 255, 255))


def test_summer_and_winter_days_end_where_they_do_in_london(said):
    summer = said(valid_from=date(2026, 7, 1), valid_until=date(2027, 7, 1))
    winter = said(valid_from=date(2026, 1, 1), valid_until=date(2027, 1, 1))

    assert [(one["validFrom"], one["validUntil"]) for one in (summer, winter)] == [
        ("2026-06-30T23:00:00Z", "2027-07-01T22:59:59Z"),
        ("2026-01-01T00:00:00Z", "2027-01-01T23:59:59Z"),
    ]


def test_a_picture_gives_back_the_same_text(said, sign):
    text = sign(said())

    png = baked(picture(), text, description="A badge")

    assert text_of(png) == text
    assert text_of(text.encode()) == text
    with Image.open(BytesIO(png)) as found:
        assert found.text["Description"] == "A badge"


def test_what_was_signed_is_read(said, sign):
    told = told_by(opened(sign(said()), kind=KIND))

    assert (told.name, told.version, told.issuer_id) == (said()["name"], "1.2.0", SITE)
    assert (told.valid_from, told.valid_until) == (date(2026, 9, 20), date(2027, 9, 20))
    endless = told_by(opened(sign(said(valid_until=None)), kind=KIND))
    assert endless.valid_until is None


def test_a_changed_byte_is_refused(said, sign):
    head, payload, signature = sign(said()).split(".")
    middle = len(payload) // 2
    letter = "A" if payload[middle] != "A" else "B"

    with pytest.raises(RecordRefused, match="changed after it was signed"):
        opened(f"{head}.{payload[:middle]}{letter}{payload[middle + 1 :]}.{signature}", kind=KIND)


def part(kind, body):
    """Return one part of a PNG, with its checksum."""
    return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)


def carrying(rest, *, before=b""):
    """Return a PNG that holds nothing but a text, ``before`` it other parts."""
    return PNG + before + part(b"iTXt", KEYWORD.encode() + b"\x00" + rest)


def test_the_picture_itself_is_never_read():
    huge = part(b"IHDR", (60_000).to_bytes(4) * 2 + b"\x08\x02\x00\x00\x00")
    broken = part(b"iCCP", b"a") + part(b"tRNS", b"")
    packed = b"\x01\x00en\x00\x00" + zlib.compress(b"a.b.c")

    assert text_of(carrying(b"\x00\x00\x00\x00a.b.c", before=huge * 2 + broken)) == "a.b.c"
    assert text_of(carrying(packed)) == "a.b.c"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b" " * 1_000_001, "too large"),
        ("é".encode("latin-1"), "not a badge"),
        (carrying(b"\x00\x00"), "damaged"),
        (carrying(b"\x01\x00\x00\x00not packed"), "damaged"),
        (carrying("\x00\x00\x00\x00é".encode()), "damaged"),
        (baked(picture(), "x", description="x").replace(b"x", b"y"), "damaged"),
        (baked(picture(), "x", description="x")[:70], "damaged"),
        (b"\x89PNG", "damaged"),
    ],
)
def test_other_files_are_refused_in_words(data, words):
    with pytest.raises(RecordRefused, match=words):
        text_of(data)


def test_a_picture_without_a_badge_is_said_to_have_lost_it():
    out = BytesIO()
    picture().save(out, format="PNG")

    with pytest.raises(RecordRefused, match="carries no badge"):
        text_of(out.getvalue())
    assert KEYWORD == "openbadgecredential"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://elsewhere.example"},
        {"jti": "urn:uuid:0"},
        {"nbf": 1},
        {"exp": 1},
        {"validUntil": "someday"},
        {"validFrom": 5},
        {"type": ["VerifiableCredential"]},
        {"issuer": {"id": SITE, "name": "a\u202eb"}},
        {"credentialSubject": []},
        {"credentialSubject": {"achievement": {"name": ""}}},
        {"issuer": "x"},
    ],
)
def test_a_text_that_contradicts_itself_is_no_badge(said, sign, forge, changes):
    whole = opened(sign(said()), kind=KIND).payload

    assert told_by(opened(forge(whole), kind=KIND)).issuer_id == SITE
    with pytest.raises(RecordRefused, match="not a badge of the form we read"):
        told_by(opened(forge(whole | changes), kind=KIND))
