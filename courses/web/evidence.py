"""The one way in which a file that somebody uploaded is given to anybody: as a download, inert."""

from typing import Final

from django.http import Http404, HttpResponse

from courses.learning.evidence import ENDINGS

SANDBOX: Final = "default-src 'none'; sandbox; frame-ancestors 'none'"


def sandboxed(data: bytes | None, *, kind: str, name: str) -> HttpResponse:
    """Return a file as a download that no browser shows within the site.

    :raises Http404: when there is none.
    """
    if data is None or kind not in ENDINGS:
        raise Http404
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ENDINGS[kind]}"'
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
