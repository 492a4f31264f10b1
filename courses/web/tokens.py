"""The token against forged posts, as Django makes it, at a tenth of the price.

Django masks the secret of the browser anew for each token, letter by letter. One mask is enough for
all forms of a page, and one random number gives all its letters.
"""

import secrets
from typing import Final

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS as LETTERS
from django.middleware.csrf import CSRF_SECRET_LENGTH, get_token

PLACES: Final = {letter: place for place, letter in enumerate(LETTERS)}
TWICE: Final = LETTERS * 2
MASKS: Final = len(LETTERS) ** CSRF_SECRET_LENGTH


def form_token(request: HttpRequest) -> str:
    """Return the token for the forms of this page.

    Where the browser brought no secret, Django makes one and sends it along.
    """
    kept: str | None = getattr(request, "form_token", None)
    if kept is None:
        secret: str | None = request.META.get("CSRF_COOKIE")
        kept = get_token(request) if secret is None else masked(secret)
        request.form_token = kept  # type: ignore[attr-defined]
    return kept


def masked(secret: str) -> str:
    """Return ``secret`` behind a new mask, in the shape that Django's middleware reads."""
    number, places = secrets.randbelow(MASKS), []
    for _letter in secret:
        number, place = divmod(number, len(LETTERS))
        places.append(place)
    cipher = [TWICE[PLACES[letter] + place] for letter, place in zip(secret, places, strict=True)]
    return "".join([LETTERS[place] for place in places] + cipher)
