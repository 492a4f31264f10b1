"""The public lists of badges that count no more, for whoever checks one without asking us of it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from courses.certification.queries import ended_in
from courses.certification.status_list import KIND, signed_list
from courses.web.api.gate import answer, machines


@machines(methods=["GET"], limit="verify")
def status_list(_request: HttpRequest, status_list: int) -> HttpResponse:
    """Return one list, signed as it stands now."""
    ended = ended_in(status_list)
    if ended is None:
        return answer({"error": "We have no list with this number."}, status=404)
    signed = signed_list(
        status_list,
        ended=ended,
        site=settings.SITE_URL,
        folder=settings.DATA_DIR / "keys",
        keys_url=f"{settings.SITE_URL}/api/keys/",
        at=timezone.now(),
    )
    response = HttpResponse(signed, content_type=f"application/{KIND}")
    response["X-Robots-Tag"] = "noindex"
    return response
