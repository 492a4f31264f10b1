"""The pictures and sounds of lessons, by hash.

Like a logo each is named by what it holds, says nothing of whose it is and never changes. Nobody
can guess the name of one; whoever reads a lesson is given those of its own.
"""

import re
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from courses.common.media import kept
from courses.packages.media import TYPES
from courses.web.public.gate import anybody
from courses.web.public.views.brand import lasting

RANGE: Final = re.compile(r"bytes=(\d{0,12})-(\d{0,12})", re.ASCII)


@anybody(methods=["GET"])
def medium(request: HttpRequest, medium: str) -> HttpResponse:
    """Return the file of this hash and suffix, or the part of it that a player asks for."""
    digest, dot, suffix = medium.partition(".")
    data = kept(digest, folder=settings.DATA_DIR / "media")
    if data is None or dot + suffix not in TYPES:
        raise Http404
    response = lasting(data, TYPES[dot + suffix])
    response["Accept-Ranges"] = "bytes"
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is not None and asked[0] != "bytes=-":
        give_part(response, data, *asked.groups())
    return response


def give_part(response: HttpResponse, data: bytes, first: str, last: str) -> None:
    """Cut the answer to the bytes asked for (RFC 9110, section 14); some players need that."""
    size = len(data)
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        response.status_code = 416
        response.content = b""
        response["Content-Range"] = f"bytes */{size}"
        return
    response.status_code = 206
    response.content = data[start : end + 1]
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
