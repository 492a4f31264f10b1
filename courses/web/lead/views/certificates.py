"""One certificate of a member of staff: look at it, withdraw it, issue it with the right name."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.permissions import Permission
from courses.certification.models import Certificate
from courses.certification.queries import certificate_in, shown
from courses.common.dates import local_date
from courses.usecases.replace_certificate import replace_certificate
from courses.usecases.revoke_certificate import NotInForce, revoke_certificate
from courses.web.forms import HouseForm
from courses.web.lead.gate import LeadRequest, leads
from courses.web.presenters import certificate_status
from courses.web.responses import SeeOther

# Persian and the scripts of India spell some names with them.
JOINERS = {0x200C: None, 0x200D: None}


class WithdrawForm(HouseForm):
    """Why a certificate is withdrawn."""

    button = gettext_lazy("Withdraw certificate")
    kind = "warning"
    once = True
    shows_summary = False
    reason = forms.CharField(
        label=gettext_lazy("Why is it withdrawn?"),
        help_text=gettext_lazy(
            "Kept in your records. Whoever checks the certificate sees that it is withdrawn, and"
            " never why. Do not write about a child."
        ),
        max_length=300,
        error_messages={"required": gettext_lazy("Enter why the certificate is withdrawn")},
    )


class CorrectForm(HouseForm):
    """The name as it should have been printed."""

    button = gettext_lazy("Issue the corrected certificate")
    once = True
    shows_summary = False
    name = forms.CharField(
        label=gettext_lazy("What name should be printed?"),
        help_text=gettext_lazy("The whole name, with its accents. Any script will do."),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter the name to print")},
    )

    def __init__(self, *args: Any, printed: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"name": printed}, **kwargs)
        self.printed = printed

    def clean_name(self) -> str:
        """Return the name on one line.

        :raises ValidationError: when it is the one already printed, or holds what nobody can read.
        """
        name = " ".join(self.cleaned_data["name"].split())
        if not name.translate(JOINERS).isprintable():
            message = _("Enter the name in letters alone, without hidden characters")
            raise forms.ValidationError(message)
        if name == self.printed:
            message = _("Change the name: this one is printed already")
            raise forms.ValidationError(message)
        return name


def found_certificate(request: LeadRequest, number: str) -> Certificate:
    """Return the certificate at this address, of somebody in the sender's scope.

    :raises Http404: when it is missing, or of somebody else's people.
    """
    certificate = certificate_in(request.scope, number=number)
    if certificate is None:
        raise Http404
    return certificate


def page(
    request: LeadRequest, certificate: Certificate, template: str, form: HouseForm | None = None
) -> HttpResponse:
    """Return one of the three pages about ``certificate``."""
    today = local_date(timezone.now())
    one = shown(certificate, on=today, keys=settings.DATA_DIR / "keys")
    newer = getattr(certificate, "replaced_by", None)
    context = {
        "certificate": certificate,
        "facts": one.facts,
        "status": certificate_status(one.state),
        "is_in_force": certificate.revoked_at is None and certificate.replaced_at is None,
        "newer_url": url_of(request, newer) if newer else "",
        "own_url": url_of(request, certificate),
        "form": form,
    }
    return render(request, f"courses/lead/{template}.html", context)


def url_of(request: LeadRequest, certificate: Certificate) -> str:
    """Return the address of ``certificate`` for its leads."""
    return reverse("lead:certificate", args=[request.organisation.slug, certificate.number])


@leads(Permission.MANAGE_STAFF, methods=["GET"])
def certificate(request: LeadRequest, number: str) -> HttpResponse:
    """Show one certificate and what can be done about it."""
    return page(request, found_certificate(request, number), "certificate")


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def withdraw(request: LeadRequest, number: str) -> HttpResponse:
    """Ask why, and withdraw one certificate."""
    found = found_certificate(request, number)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    form.cancel_url = url_of(request, found)
    if not form.is_valid():
        return page(request, found, "certificate_withdraw", form)
    try:
        revoke_certificate(
            certificate=found,
            reason=" ".join(form.cleaned_data["reason"].split()),
            actor_id=request.user.pk,
            at=timezone.now(),
        )
    except NotInForce:
        return SeeOther(url_of(request, found))
    messages.success(request, _("The certificate is withdrawn."))
    return SeeOther(url_of(request, found))


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def correct(request: LeadRequest, number: str) -> HttpResponse:
    """Ask for the right name, and replace one certificate."""
    found = found_certificate(request, number)
    form = CorrectForm(
        request.POST if request.method == "POST" else None, printed=found.printed_name
    )
    form.cancel_url = url_of(request, found)
    if not form.is_valid():
        return page(request, found, "certificate_correct", form)
    try:
        newer = replace_certificate(
            certificate=found,
            name=form.cleaned_data["name"],
            actor_id=request.user.pk,
            at=timezone.now(),
        )
    except NotInForce:
        return SeeOther(url_of(request, found))
    messages.success(
        request, _("The corrected certificate is issued. The old one now leads to it.")
    )
    return SeeOther(url_of(request, newer))
