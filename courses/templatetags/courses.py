"""The few template tags we need."""

import io
from html import unescape
from typing import Any

import segno
from django import template
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from courses.common.html import inline as inline_html
from courses.common.html import trusted as trusted_html
from courses.web.pieces import piece

register = template.Library()


@register.filter
def trusted(html: str) -> SafeString:
    """Return stored HTML for the page: it was sanitised when it was written."""
    return trusted_html(html)


@register.filter
def inline(html: str) -> SafeString:
    """Return stored HTML of a single paragraph without its tags, for the meaning of a word."""
    return inline_html(html)


@register.filter
def plain(html: str) -> str:
    """Return the text of stored HTML without its tags, for a heading or a quotation."""
    return unescape(strip_tags(html)).strip()


@register.simple_tag(name="piece", takes_context=True)
def piece_of(context: template.Context, name: str, **values: Any) -> SafeString:
    """Return a piece of the page, from memory where it was drawn with these values before."""
    keys = {
        key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
    }
    return piece(name, {"csrf_token": context.get("csrf_token", "")}, **keys)


@register.simple_tag
def qr(text: str) -> SafeString:
    """Return ``text`` as a QR code in inline SVG, without styles or addresses."""
    out = io.BytesIO()
    # A viewBox instead of a size, so that the picture scales with the page.
    segno.make(text).save(
        out, kind="svg", xmldecl=False, omitsize=True, svgclass="qr", lineclass="qr__line"
    )
    return trusted_html(out.getvalue().decode())
