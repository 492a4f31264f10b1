"""The only place that marks HTML safe."""

from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeString


def trusted(html: str) -> SafeString:
    """Return stored HTML marked as safe: for columns that ``sanitise`` filled, alone."""
    return SafeString(html)  # sanitised when it was stored


def inline(html: str) -> SafeString:
    """Return stored HTML without the tags of its paragraph, where it is a single one.

    Reading a page at one go, Orca leaves out what stands in an element of its own within a ``dd``.
    """
    body = html.strip()
    is_single = body.startswith("<p>") and body.endswith("</p>") and body.count("<p>") == 1
    return trusted(body.removeprefix("<p>").removesuffix("</p>") if is_single else html)


def plain_text(html: str) -> str:
    """Return the words of ``html`` alone, in one line."""
    return " ".join(unescape(strip_tags(html)).split())
