"""How a person wants to read: colours, size and spacing, kept in a cookie of known words.

The cookie is read while the page is drawn, so it works without scripts and nothing flashes. It
holds the words of ``CHOICES`` alone, so it tells nobody apart, and no row is written.
"""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

YEAR: Final = 365 * 24 * 3600

# The first of each is the usual one.
CHOICES: Final = {
    "theme": ("device", "light", "dark"),
    "text": ("usual", "large"),
    "spacing": ("usual", "wide"),
}
SCHEMES: Final = {"device": "light dark", "light": "light", "dark": "dark"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one browser asks for."""

    theme: str = "device"
    text: str = "usual"
    spacing: str = "usual"

    @property
    def classes(self) -> str:
        """Return the classes of the element ``html``, outside every kept piece of a page."""
        return f"theme-{self.theme} text-{self.text} spacing-{self.spacing}"

    @property
    def scheme(self) -> str:
        """Return what the browser may draw before the stylesheet is there."""
        return SCHEMES[self.theme]


def cookie_name() -> str:
    """Return the name of the cookie, bound to the host where pages come by https."""
    return "__Host-reading" if settings.SESSION_COOKIE_SECURE else "reading"


def reading_of(request: HttpRequest) -> Reading:
    """Return what the browser asks for; a word that is none of ours counts as not said."""
    words = request.COOKIES.get(cookie_name(), "").split(".")
    named = zip(CHOICES, words, strict=False)
    return Reading(**{name: word for name, word in named if word in CHOICES[name]})


def keep_reading(response: HttpResponse, reading: Reading) -> None:
    """Put what was chosen into the cookie, or take the cookie away where all is as usual."""
    if reading == Reading():
        response.delete_cookie(cookie_name(), samesite="Lax")
        return
    response.set_cookie(
        cookie_name(),
        f"{reading.theme}.{reading.text}.{reading.spacing}",
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
