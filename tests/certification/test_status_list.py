"""The public list of ended badges."""

import gzip
from base64 import urlsafe_b64decode
from datetime import UTC, datetime

from courses.certification.issuer_keys import published
from courses.certification.jws import fits
from courses.certification.keys import from_text
from courses.certification.status_list import BITS, Place, encoded, entry_of, signed_list

SITE = "https://training.example.org"


def bits_of(text):
    """Return which bits a published list sets, by the words of the specification."""
    assert text[0] == "u"  # base64url without padding
    raw = gzip.decompress(urlsafe_b64decode(text[1:] + "=="))
    assert len(raw) * 8 == BITS == 131_072
    return [
        8 * byte + bit for byte in range(len(raw)) for bit in range(8) if raw[byte] & 128 >> bit
    ]


def test_a_list_gives_back_its_bits_and_the_first_is_the_leftmost():
    assert bits_of(encoded([])) == []
    assert bits_of(encoded([0, 7, 8, 131_071])) == [0, 7, 8, 131_071]
    assert encoded([3, 5]) == encoded([5, 3])


def test_a_badge_says_where_its_bit_stands():
    assert entry_of(SITE, Place(2, 4711)) == {
        "id": "https://training.example.org/api/status/2/#4711",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "4711",
        "statusListCredential": "https://training.example.org/api/status/2/",
    }


def test_a_list_is_signed_and_dated(tmp_path):
    at = datetime(2026, 3, 3, 12, 0, 5, tzinfo=UTC)

    text = signed_list(
        2, ended=[9], site=SITE, folder=tmp_path, keys_url=f"{SITE}/api/keys/", at=at
    )

    head, said, signature = text.split(".")
    ((_mark, key),) = published(tmp_path).items()
    assert fits(f"{head}.{said}".encode(), from_text(signature), key)
    assert b'"typ":"vc+jwt"' in from_text(head)
    for words in (
        b'"type":["VerifiableCredential","BitstringStatusListCredential"]',
        b'"validFrom":"2026-03-03T12:00:05Z"',
        b'"nbf":1772539205',
        b'"iss":"https://training.example.org"',
    ):
        assert words in from_text(said)
