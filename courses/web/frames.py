"""Pages of which all but a few parts is drawn once for equal values, then kept in memory.

As with pieces, the values are the key, and the frame around the page is one of them: the name of
the person, which stands there too, is a blank like the token against forged posts.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from secrets import token_hex
from typing import Any, Final

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape

from courses.web.middleware import Shell, name_of, shell_of
from courses.web.pieces import drawn, filled
from courses.web.reading import Reading, reading_of
from courses.web.tokens import form_token

FRAMES_KEPT = 500  # in the memory of a process; some 12 kB each
PART: Final = token_hex(32)
NAME: Final = token_hex(32)
PARTS: Final = re.compile(rf"{PART}-(\w+)-")


def framed(
    request: HttpRequest,
    template: str,
    *,
    parts: Mapping[str, str],
    blanks: Mapping[str, Any],
    **values: Any,
) -> HttpResponse:
    """Return the page ``template``, which knows ``parts``, HTML by name, and ``values``.

    ``blanks``: of ``pieces``, filled in on the whole page, for parts may hold them too. The token
    against forged posts is always one: every frame holds the form that leaves the site. Where a
    message waits for the reader the page is drawn anew.

    :raises TypeError: when a value cannot be a key: give tuples and frozen dataclasses.
    """
    blanks = {"csrf_token": form_token(request), **blanks}
    if len(get_messages(request)):
        context = {**blanks, **values, **{name: filled(one, blanks) for name, one in parts.items()}}
        return render(request, template, context)
    shell = shell_of(request, person_name=NAME)
    frame = kept_frame(template, tuple(parts), shell, reading_of(request), **values)
    html = "".join(parts[one] if place % 2 else one for place, one in enumerate(frame))
    return HttpResponse(filled(html, blanks).replace(NAME, escape(name_of(request))))


@lru_cache(maxsize=FRAMES_KEPT, typed=True)
def kept_frame(
    template: str, parts: tuple[str, ...], shell: Shell, reading: Reading, **values: Any
) -> tuple[str, ...]:
    """Return a page cut at its parts: HTML and the name of a part in turn, its blanks open."""
    names = {name: f"{PART}-{name}-" for name in parts}
    html = drawn(template, shell=shell, reading=reading, **values, **names)
    return tuple(PARTS.split(html))
