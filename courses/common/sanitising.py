"""Pure: the allow-list every rendered text passes last, and all that the child process needs."""

from html.parser import HTMLParser
from typing import Final

import nh3

TAGS: Final = frozenset(
    {
        "p",
        "br",
        "hr",
        "strong",
        "em",
        "b",
        "i",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "h3",
        "h4",
        "blockquote",
        "abbr",
        "a",
        "code",
        "pre",
        "sub",
        "sup",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
)
ATTRIBUTES: Final[dict[str, set[str]]] = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "ol": {"start"},
    "ul": {"class"},
    "th": {"align", "scope"},
    "td": {"align"},
}
CLASSES: Final = frozenset({"do", "dont"})
SCHEMES: Final = frozenset({"https", "http", "mailto", "tel"})


def attribute(tag: str, name: str, value: str) -> str | None:
    """Return the value to keep, or None: links have a scheme or stay on the page."""
    if (tag, name) == ("a", "href"):
        scheme, colon, _rest = value.partition(":")
        return value if value.startswith("#") or (colon and scheme in SCHEMES) else None
    if name == "class":
        return value if value in CLASSES else None
    return value


def sanitise(html: str) -> str:
    """Return ``html`` without what is outside the allow-list; twice changes nothing more."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
        clean_content_tags={"script", "style"},
        strip_comments=True,
    )


def refused(html: str) -> list[str]:
    """Return the tags of ``html`` that ``sanitise`` takes away or changes, each once."""
    before, after = tags_of(html), tags_of(sanitise(html))
    for kept in after:
        if kept in before:
            before.remove(kept)
    return list(dict.fromkeys(written for written, _attributes in before))


def tags_of(html: str) -> list[tuple[str, str]]:
    """Return each opening tag of ``html``, as a pair: shortened, and whole but for ``rel``."""
    reader = TagReader()
    reader.feed(html)
    reader.close()
    return reader.tags


class TagReader(HTMLParser):
    """Collects opening tags with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep one tag."""
        kept = " ".join(f'{name}="{value or ""}"' for name, value in sorted(attrs) if name != "rel")
        written = f"<{tag} {kept}>" if kept else f"<{tag}>"
        self.tags.append((written[:80], written))
