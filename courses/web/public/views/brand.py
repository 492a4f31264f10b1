"""The look of organisations: one stylesheet a colour, and their logos by hash.

Both are named by what they hold, say nothing of whose they are, and never change, so that browsers
keep them.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from courses.accounts.colour import ColourRefused, darker, lightened, read
from courses.common.media import kept
from courses.web.public.gate import anybody

FOR_EVER = "public, max-age=31536000, immutable"


def lasting(body: bytes, content_type: str) -> HttpResponse:
    """Return an answer that browsers may keep."""
    response = HttpResponse(body, content_type=content_type)
    response["Cache-Control"] = FOR_EVER
    return response


@anybody(methods=["GET"])
def stylesheet(request: HttpRequest, accent: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Return the colour of this address as custom properties, where white can be read on it."""
    try:
        colour = read(accent)
    except ColourRefused as error:
        raise Http404 from error
    if colour.text != f"#{accent}" or not colour.is_readable:
        raise Http404
    dark, light = darker(colour, by=0.3), lightened(colour)
    rules = (
        f":root,.govuk-template{{--govuk-brand-colour:{colour.text};"
        f"--brand-dark:{dark.text};--brand-light:{light.text}}}\n"
    )
    return lasting(rules.encode(), "text/css; charset=utf-8")


@anybody(methods=["GET"])
def logo(request: HttpRequest, logo: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Return the logo of this hash, as it was drawn anew when it came."""
    picture = kept(logo, folder=settings.DATA_DIR / "media")
    if picture is None:
        raise Http404
    return lasting(picture, "image/png")
