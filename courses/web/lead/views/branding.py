"""How an organisation's pages and certificates look."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.colour import Colour
from courses.accounts.models import Organisation
from courses.accounts.permissions import Permission
from courses.certification.designs import design_of
from courses.certification.models import CertificateDesign
from courses.certification.printed import PrintedFacts
from courses.common.dates import add_months
from courses.common.media import keep
from courses.usecases.change_branding import change_branding
from courses.web.forms import HouseForm
from courses.web.lead.branding_forms import CertificateForm, ColourForm, LogoForm
from courses.web.lead.gate import LeadRequest, leads


@leads(Permission.ADMINISTER, methods=["GET"], whole=True)
def branding(request: LeadRequest) -> HttpResponse:
    """Show the logo, the colour and the certificate as they look now."""
    here = request.organisation
    design = design_of(here.pk)
    context = {
        "organisation": here,
        "design": design,
        "contrast": Colour(here.accent).contrast if here.accent else "",
        "logo_url": reverse("public:logo", args=[here.logo]) if here.logo else "",
        "facts": sample(here, design, request),
    }
    return render(request, "courses/lead/branding.html", context)


def sample(
    organisation: Organisation, design: CertificateDesign, request: LeadRequest
) -> PrintedFacts:
    """Return a made-up certificate in the look of today."""
    today, number = request.scope.on, "0" * 26
    return PrintedFacts(
        number=number,
        name=_("Name of the person"),
        organisation=organisation.name,
        title=_("Title of the course"),
        version="1.0.0",
        editions=(),
        minutes=90,
        completed_on=today,
        valid_from=today,
        valid_until=add_months(today, 12),
        verify_url=f"{settings.SITE_URL}/verify/{number}/",
        signatory=design.signatory or None,
        logo=design.logo or None,
    )


def answered(request: LeadRequest, form: HouseForm, changes: dict[str, Any] | None) -> HttpResponse:
    """Write ``changes`` and go back to the overview; None: show the form again."""
    back = reverse("lead:branding", args=[request.organisation.slug])
    if changes is not None:
        change_branding(
            organisation=request.organisation, by=request.user, at=timezone.now(), **changes
        )
        messages.success(request, _("Saved. This is how it looks now"))
        return redirect(back)
    form.cancel_url = back
    context = {"form": form, "title": _("Branding"), "back_url": back, "back": _("Branding")}
    return render(request, "courses/lead/setup_form.html", context)


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def logo(request: LeadRequest) -> HttpResponse:
    """Upload a logo, or take it away."""
    is_post = request.method == "POST"
    form = LogoForm(
        data=request.POST if is_post else None,
        files=request.FILES if is_post else None,
        has_logo=bool(request.organisation.logo),
    )
    if is_post and request.POST.get("remove"):
        return answered(request, form, {"logo": ""})
    if form.is_valid():
        name = keep(form.cleaned_data["logo"], folder=settings.DATA_DIR / "media")
        return answered(request, form, {"logo": name})
    return answered(request, form, None)


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def colour(request: LeadRequest) -> HttpResponse:
    """Choose the colour."""
    form = ColourForm(
        data=request.POST if request.method == "POST" else None,
        initial={"accent": request.organisation.accent},
    )
    valid = form.is_valid()
    return answered(request, form, {"accent": form.cleaned_data["accent"]} if valid else None)


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def certificate(request: LeadRequest) -> HttpResponse:
    """Choose who signs certificates, and whether they bear the logo."""
    design = design_of(request.organisation.pk)
    form = CertificateForm(
        data=request.POST if request.method == "POST" else None,
        initial={
            "signatory": design.signatory,
            "prints_logo": "yes" if design.logo or not request.organisation.logo else "no",
        },
    )
    if not form.is_valid():
        return answered(request, form, None)
    words = form.cleaned_data
    prints = words["prints_logo"] == "yes"
    return answered(request, form, {"signatory": words["signatory"], "prints_logo": prints})
