"""The cookie of reading settings, and the colours it chooses between."""

import re

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from courses.accounts.colour import DARK_PAPER, Colour
from courses.certification.document import SOURCE
from courses.certification.emblems import TEAL
from courses.web.reading import Reading, asks_again, cookie_name, keep_reading, reading_of

ASSETS = settings.BASE_DIR / "courses/web/assets"
ON_GROUNDS = {
    "paper tint soft": (
        "ink quiet link link-visited link-hover brand-words certificate-words red green-dark"
    ),
    "green-tint": "ink green-dark",
    "green-pale": "green-dark",
    "amber-tint": "ink amber-dark",
    "amber-pale": "ink amber-dark",
    "red-tint": "ink red-dark",
    "red-pale": "red-dark",
    "blue-tint violet-tint": "ink link quiet",
    "blue-pale": "blue",
    "teal-pale": "teal-dark",
    "grey-pale": "grey-dark",
    "amber-dark red-dark": "paper",
}


def asked(cookie):
    request = RequestFactory().get("/")
    request.COOKIES["reading"] = cookie
    return reading_of(request)


def palette(name):
    text = (ASSETS / "_theme.scss").read_text()
    part = text[text.index(":root {") :] if name == "light" else text[text.index("@mixin dark") :]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", part[: part.index("\n}")]))
    colours["brand-words"] = "#0d4650" if name == "light" else "#86d2dc"
    return {key: "#ffffff" if value == "#fff" else value for key, value in colours.items()}


def contrast(one, other):
    dark, light = sorted(Colour(colour).luminance for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("cookie", "reading"),
    [
        ("", Reading()),
        ("dark.large.wide", Reading("dark", "large", "wide")),
        ("light.usual.wide", Reading("light", "usual", "wide")),
        ('dark"><script>.large.huge', Reading("device", "large", "usual")),
        ("dark", Reading("dark", "usual", "usual")),
        ("dark.large.wide.more", Reading("dark", "large", "wide")),
        (
            "dark.large.wide.own.still.read.more",
            Reading("dark", "large", "wide", "own", "still", "read"),
        ),
    ],
)
def test_only_known_words_of_the_cookie_count(cookie, reading):
    assert asked(cookie) == reading


def test_what_is_kept_is_read_again():
    answer, chosen = HttpResponse(), Reading("dark", "usual", "wide", "book", "usual", "listen")

    keep_reading(answer, chosen)

    cookie = answer.cookies["reading"]
    assert asked(cookie.value) == chosen
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 31_536_000)


def test_the_usual_settings_leave_no_cookie():
    answer = HttpResponse()

    keep_reading(answer, Reading())

    assert (answer.cookies["reading"].value, answer.cookies["reading"]["max-age"]) == ("", 0)


def test_with_https_the_cookie_is_bound_to_the_host(settings):
    settings.SESSION_COOKIE_SECURE = True

    assert cookie_name() == "__Host-reading"


@pytest.mark.parametrize(
    ("cookie", "query", "again"),
    [
        ("", "", True),
        ("", "?still", False),
        ("device.usual.usual.usual.still", "", False),
        ("device.usual.usual.usual.still", "?again", True),
    ],
)
def test_a_page_that_waits_asks_again_unless_it_is_to_keep_still(cookie, query, again):
    request = RequestFactory().get(f"/{query}")
    request.COOKIES["reading"] = cookie

    assert asks_again(request) is again


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_can_be_read_on_every_ground(theme):
    colours = palette(theme)
    pale = [
        f"{word} on {ground}: {contrast(colours[word], colours[ground]):.2f}"
        for grounds, words in ON_GROUNDS.items()
        for ground in grounds.split()
        for word in words.split()
        if contrast(colours[word], colours[ground]) < 4.5
    ]

    assert pale == []
    assert theme == "light" or colours["paper"] == DARK_PAPER


def test_a_certificate_has_one_colour_on_paper_in_the_picture_and_on_the_page():
    drawn = "#" + "".join(f"{channel:02x}" for channel in TEAL)
    printed = re.search(r'teal = rgb\("(#[0-9a-f]{6})"\)', SOURCE.read_text())
    shown = re.search(r"\$certificate: (#[0-9a-f]{6});", (ASSETS / "_tools.scss").read_text())

    assert [printed[1], shown[1], palette("light")["certificate-words"]] == [drawn] * 3
    assert "$brand" not in certificate_rules()


def certificate_rules():
    """Return the rules of the certificate on a page, from its frame to its facts."""
    text = (ASSETS / "_record.scss").read_text()
    return text[text.index(".certificate {") : text.index(".certificate__number")]


def test_no_other_file_of_the_look_names_a_colour():
    named = {
        path.name: found
        for path in ASSETS.glob("_*.scss")
        if path.name not in {"_theme.scss", "_tools.scss"}
        and (found := re.findall(r"#[0-9a-f]{3,6}\b", path.read_text()))
    }

    assert named == {}


def test_nothing_moves_by_itself():
    css = (settings.BASE_DIR / "courses/static/courses/site.css").read_text()

    assert re.findall(r"transition|animation|@keyframes|scroll-behavior", css) == []
