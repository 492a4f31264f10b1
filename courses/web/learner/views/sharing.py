"""Showing one's certificate to others: a link with the name, and the digital badge."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.models import User
from courses.certification.badge_picture import badge_picture
from courses.certification.credential import KIND, baked, told_by
from courses.certification.jws import opened
from courses.certification.models import Badge, Certificate
from courses.certification.printed import PrintedFacts
from courses.certification.queries import badge_of, badges_of, own_by_number
from courses.usecases.make_badge import make_badge
from courses.usecases.revoke_certificate import NotInForce
from courses.usecases.share_certificate import cancel_certificate_link, share_certificate
from courses.web.learner.gate import MemberRequest, learners
from courses.web.learner.views.certificate import fonts
from courses.web.responses import SeeOther


def own(request: MemberRequest, number: str) -> Certificate:
    """Return the sender's certificate at this address.

    :raises Http404: when it is missing or somebody else's.
    """
    certificate = own_by_number(learner=request.user, number=number)
    if certificate is None:
        raise Http404
    return certificate


def back_to(certificate: Certificate, part: str) -> SeeOther:
    """Return the way back to a part of the certificate's page."""
    return SeeOther(f"{reverse('learner:certificate', args=[certificate.number])}#{part}")


@learners(methods=["POST"])
def link(request: MemberRequest, number: str) -> HttpResponse:
    """Make the link that shows the certificate with its name, where none works yet."""
    certificate = own(request, number)
    share_certificate(certificate=certificate, at=timezone.now())
    return back_to(certificate, "link")


@learners(methods=["POST"])
def cancel(request: MemberRequest, number: str) -> HttpResponse:
    """Cancel that link: from now on it opens nothing."""
    certificate = own(request, number)
    if cancel_certificate_link(certificate=certificate, at=timezone.now()):
        messages.success(request, _("The link opens nothing any more."))
    return back_to(certificate, "link")


@learners(methods=["POST"])
def badge(request: MemberRequest, number: str) -> HttpResponse:
    """Have the digital badge made, where there is none yet."""
    certificate = own(request, number)
    try:
        make_badge(certificate=certificate, at=timezone.now())
    except NotInForce:
        messages.info(request, _("This certificate counts no longer, so no badge can be made."))
    return back_to(certificate, "badge")


@learners(methods=["GET"])
def badge_png(request: MemberRequest, number: str) -> HttpResponse:
    """Return the badge as a picture with its signed text within."""
    certificate, made = own_badge(request, number)
    return as_file(picture_of(certificate, made), certificate, "image/png", "png")


def picture_of(certificate: Certificate, made: Badge) -> bytes:
    """Return the picture of a certificate's badge with the badge baked into it."""
    facts = PrintedFacts.from_json(certificate.printed)
    said = told_by(opened(made.compact, kind=KIND))
    words = f"{said.name}. {said.criteria}"
    return baked(badge_picture(facts, fonts=fonts()), made.compact, description=words)


def badge_files(learner: User) -> dict[str, bytes]:
    """Return the badges that ``learner`` had made, as pictures by their file names."""
    return {
        f"{made.certificate.number}.png": picture_of(made.certificate, made)
        for made in badges_of(learner)
    }


@learners(methods=["GET"])
def badge_text(request: MemberRequest, number: str) -> HttpResponse:
    """Return the badge as signed text."""
    certificate, made = own_badge(request, number)
    return as_file(made.compact.encode(), certificate, "application/jwt", "jwt")


def own_badge(request: MemberRequest, number: str) -> tuple[Certificate, Badge]:
    """Return the sender's certificate at this address and its badge.

    :raises Http404: when one of them is missing, or the certificate is somebody else's.
    """
    certificate = own(request, number)
    made = badge_of(certificate)
    if made is None:
        raise Http404
    return certificate, made


def as_file(content: bytes, certificate: Certificate, kind: str, ending: str) -> HttpResponse:
    """Return a file to be kept, under a name that tells nothing."""
    answer = HttpResponse(content, content_type=kind)
    name = f"training-badge-{certificate.number[:6]}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
