"""Pure: the public list of which badges count no more, one bit each (Bitstring Status List 1.0).

https://www.w3.org/TR/vc-bitstring-status-list/. Whoever checks a badge fetches the whole list, so
that we never learn which badge was looked up.
"""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from courses.certification.issuer_keys import issuer_key, jwk_of, thumbprint
from courses.certification.jws import sign_compact
from courses.certification.keys import as_text

BITS: Final = 131_072  # the least that the specification allows, so that one badge hides among many
MOST_TAKEN: Final = BITS // 2  # beyond, the next list: so chance soon finds a free place
KIND: Final = "vc+jwt"
CONTEXT: Final = "https://www.w3.org/ns/credentials/v2"
PURPOSE: Final = "revocation"


@dataclass(frozen=True, slots=True)
class Place:
    """Which bit of which list is one badge's; both count from 0."""

    number: int
    index: int


def list_url(site: str, number: int) -> str:
    """Return where a list is published."""
    return f"{site}/api/status/{number}/"


def entry_of(site: str, place: Place) -> dict[str, str]:
    """Return where a badge says that its state can be looked up."""
    url = list_url(site, place.number)
    return {
        "id": f"{url}#{place.index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": PURPOSE,
        "statusListIndex": str(place.index),
        "statusListCredential": url,
    }


def encoded(ended: Iterable[int]) -> str:
    """Return a list in which the bits ``ended`` are set, as it is published."""
    bits = bytearray(BITS // 8)
    for index in ended:
        bits[index // 8] |= 0x80 >> index % 8  # the first bit is the leftmost
    return f"u{as_text(gzip.compress(bytes(bits), mtime=0))}"


def signed_list(
    number: int, *, ended: Iterable[int], site: str, folder: Path, keys_url: str, at: datetime
) -> str:
    """Return a list as signed by the key of ``folder``, as it stands at ``at``."""
    url = list_url(site, number)
    payload: dict[str, Any] = {
        "@context": [CONTEXT],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": site,
        "validFrom": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": PURPOSE,
            "encodedList": encoded(ended),
        },
        "iss": site,
        "jti": url,
        "nbf": int(at.timestamp()),
    }
    key = issuer_key(folder)
    kid = f"{keys_url}{thumbprint(jwk_of(key.public_key()))}.json"
    return sign_compact(payload, key=key, kid=kid, kind=KIND)
