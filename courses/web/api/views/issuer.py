"""The public keys that signed training records, for whoever wants to check one."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from courses.certification.issuer_keys import as_pem, jwk_of, published
from courses.certification.own_record import PRODUCT
from courses.web.api.gate import answer, machines


@machines(methods=["GET"], limit="verify")
def issuer(_request: HttpRequest) -> HttpResponse:
    """Return who issues records here, and every key, the one in use first."""
    keys = published(settings.DATA_DIR / "keys")
    return answer(
        {
            "id": settings.SITE_URL,
            "name": PRODUCT,
            "keys": [as_data(mark, key) for mark, key in keys.items()],
        }
    )


@machines(methods=["GET"], limit="verify")
def key(_request: HttpRequest, thumbprint: str) -> HttpResponse:
    """Return one key by its thumbprint, also one that is no longer in use."""
    found = published(settings.DATA_DIR / "keys").get(thumbprint)
    if found is None:
        return answer({"error": "We have no key with this thumbprint."}, status=404)
    return answer(as_data(thumbprint, found))


def as_data(mark: str, key: RSAPublicKey) -> dict[str, Any]:
    """Return a key as JSON Web Key, with what OpenSSL reads beside it."""
    return {
        **jwk_of(key),
        "alg": "RS256",
        "use": "sig",
        "kid": f"{settings.SITE_URL}/api/keys/{mark}.json",
        "pem": as_pem(key).decode(),
    }
