"""How a person wants to read: what pages look like and do, kept in a cookie of known words.

The cookie is read while the page is drawn, so it works without scripts and nothing flashes. It
holds the words of ``CHOICES`` alone, so it tells nobody apart, and no row is written.
"""

from dataclasses import asdict, dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

YEAR: Final = 365 * 24 * 3600
ROUTE_COOKIE: Final = "route"  # the gentler route: kept by learner/route, named to everybody

# The first of each is the usual one.
CHOICES: Final = {
    "theme": ("device", "light", "dark"),
    "text": ("usual", "large"),
    "spacing": ("usual", "wide"),
    "letters": ("usual", "wide", "book", "own"),
    "motion": ("usual", "still"),
    "sound": ("usual", "listen", "read"),
    "shift": ("usual", "off"),
}
# What the stylesheet and the scripts know.
LOOKS: Final = ("theme", "text", "spacing", "letters", "motion", "shift")
SCHEMES: Final = {"device": "light dark", "light": "light", "dark": "dark"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one browser asks for.

    ``motion``: whether a page that waits looks again by itself and a clock counts down. ``sound``:
    whether a lesson begins with its sounds, or shows at once what is said in them. ``shift``:
    whether pressing Shift three times leaves a page.
    """

    theme: str = "device"
    text: str = "usual"
    spacing: str = "usual"
    letters: str = "usual"
    motion: str = "usual"
    sound: str = "usual"
    shift: str = "usual"

    @property
    def classes(self) -> str:
        """Return the classes of the element ``html``, outside every kept piece of a page."""
        return " ".join(f"{name}-{word}" for name, word in asdict(self).items() if name in LOOKS)

    @property
    def is_still(self) -> bool:
        """Test whether nothing on a page is to change by itself."""
        return self.motion == "still"

    @property
    def begins_with_sounds(self) -> bool:
        """Test whether a lesson begins with what it has to listen to."""
        return self.sound == "listen"

    @property
    def opened_words(self) -> str:
        """Return the attribute of the words of a sound, unfolded where one would rather read."""
        return " open" if self.sound == "read" else ""

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


def asks_again(request: HttpRequest) -> bool:
    """Test whether a page that waits asks again by itself: not where the browser wants it still.

    On the page itself ``?still`` stops that and ``?again`` starts it.
    """
    wanted = "again" in request.GET or not reading_of(request).is_still
    return wanted and "still" not in request.GET


def keep_reading(response: HttpResponse, reading: Reading) -> None:
    """Put what was chosen into the cookie, or take the cookie away where all is as usual."""
    if reading == Reading():
        response.delete_cookie(cookie_name(), samesite="Lax")
        return
    response.set_cookie(
        cookie_name(),
        ".".join(asdict(reading).values()),
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
