"""A certificate for its holder: as a page, a PDF and a picture."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from courses.certification.document import CannotDraw, draw_pdf
from courses.certification.drawing import describe, draw_png
from courses.certification.models import HolderLink
from courses.certification.printed import PrintedFacts
from courses.certification.queries import (
    Shown,
    badge_of,
    open_link_of,
    own_by_number,
    shown,
)
from courses.certification.validity import CertificateState
from courses.common.dates import local_date
from courses.common.links import signed
from courses.common.media import kept
from courses.web.learner.gate import MemberRequest, learners
from courses.web.presenters import certificate_status


def own_certificate(request: MemberRequest, number: str) -> Shown:
    """Return the sender's certificate at this address.

    :raises Http404: when it is missing or somebody else's.
    """
    certificate = own_by_number(learner=request.user, number=number)
    if certificate is None:
        raise Http404
    today = local_date(timezone.now())
    return shown(certificate, on=today, keys=settings.DATA_DIR / "keys")


def fonts() -> tuple[Path, ...]:
    """Return the folders that hold the fonts of a certificate.

    The built ones, then the operator's own.
    """
    return (settings.BUILD_DIR / "fonts", settings.DATA_DIR / "fonts")


def logo_of(facts: PrintedFacts) -> bytes | None:
    """Return the logo of the day of issue; a lost picture never stops a certificate."""
    return kept(facts.logo, folder=settings.DATA_DIR / "media") if facts.logo else None


def certificate_page(request: MemberRequest, found: Shown, *, undrawn: str = "") -> HttpResponse:
    """Return the certificate as an accessible page.

    ``undrawn`` names the kind of file that could not be made.
    """
    link = open_link_of(found.certificate, at=timezone.now())
    context = {
        "link": link,
        "link_url": link_url(link) if link else "",
        "badge": badge_of(found.certificate),
        "counts": found.state in (CertificateState.VALID, CertificateState.EXPIRED),
        "facts": found.facts,
        "status": certificate_status(found.state),
        "certificate": found.certificate,
        "description": describe(found.facts),
        "undrawn": undrawn,
    }
    return render(request, "courses/learner/certificate.html", context)


def file_answer(
    request: MemberRequest,
    number: str,
    draw: Callable[..., bytes],
    *,
    kind: str,
    content_type: str,
) -> HttpResponse:
    """Return the drawn certificate as a file, or the page where a script has no font."""
    found = own_certificate(request, number)
    facts: PrintedFacts = found.facts
    try:
        drawn = draw(facts, fonts=fonts(), logo=logo_of(facts))
    except CannotDraw:
        return certificate_page(request, found, undrawn=kind.upper())
    response = HttpResponse(drawn, content_type=content_type)
    response["Content-Disposition"] = (
        f'attachment; filename="training-certificate-{facts.number[:6]}.{kind}"'
    )
    return response


def link_url(link: HolderLink) -> str:
    """Return the whole address of a holder's link."""
    path = reverse("public:verify_link", args=[signed("holder", link.pk)])
    return f"{settings.SITE_URL}{path}"


@learners(methods=["GET"])
def page(request: MemberRequest, number: str) -> HttpResponse:
    """Show one's own certificate."""
    return certificate_page(request, own_certificate(request, number))


@learners(methods=["GET"])
def pdf(request: MemberRequest, number: str) -> HttpResponse:
    """Return one's own certificate as an accessible PDF."""
    return file_answer(request, number, draw_pdf, kind="pdf", content_type="application/pdf")


@learners(methods=["GET"])
def png(request: MemberRequest, number: str) -> HttpResponse:
    """Return one's own certificate as a picture."""
    return file_answer(request, number, draw_png, kind="png", content_type="image/png")
