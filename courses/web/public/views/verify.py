"""Is a certificate real, this person's, and valid today? Open to whoever has its number."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.certification.numbers import normalise
from courses.certification.queries import (
    Shown,
    by_number,
    by_open_link,
    names_match,
    shown,
)
from courses.certification.validity import CertificateState
from courses.common.dates import local_date
from courses.common.links import read
from courses.web.forms import HouseForm
from courses.web.presenters import certificate_status, day_in_words
from courses.web.public.gate import anybody
from courses.web.responses import SeeOther


class NumberForm(HouseForm):
    """The number of a certificate."""

    button = _("Check certificate")
    number = forms.CharField(
        label=_("What is the number on the certificate?"),
        help_text=_("26 letters and digits. Spaces, dashes and small letters do not matter."),
        max_length=80,
        error_messages={"required": _("Enter the number on the certificate")},
    )

    def clean_number(self) -> str:
        """Return the number in its one written form."""
        number = normalise(self.cleaned_data["number"])
        if number is None:
            message = _("Enter all 26 letters and digits of the number, as on the certificate")
            raise forms.ValidationError(message)
        return number


class NameForm(HouseForm):
    """The name on a certificate, to be confirmed."""

    button = _("Check name")
    shows_summary = False
    name = forms.CharField(
        label=_("What name is on the certificate?"),
        help_text=_(
            "We never show the name. We tell you whether yours is the one on the certificate."
        ),
        max_length=200,
        error_messages={"required": _("Enter the name on the certificate")},
    )


@anybody(methods=["GET", "POST"], limit="verify")
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the number and go to the page of that certificate."""
    form = NumberForm(request.POST if request.method == "POST" else None)
    form.heading = _("Check a certificate")
    if form.is_valid():
        return SeeOther(reverse("public:verify_number", args=[form.cleaned_data["number"]]))
    return render(request, "courses/public/verify_ask.html", {"form": form})


@anybody(methods=["GET", "POST"], limit="verify")
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """Show the printed facts and state of one certificate.

    Confirm the name when it is typed as printed.
    """
    found = by_number(number)
    if found is None:
        return render(request, "courses/public/verify_unknown.html", status=404)
    form = NameForm(request.POST if request.method == "POST" else None)
    matches = names_match(found, form.cleaned_data["name"]) if form.is_valid() else None
    one = shown(found, on=local_date(timezone.now()), keys=settings.DATA_DIR / "keys")
    context = told_of(one) | {"form": form, "matches": matches}
    return render(request, "courses/public/verify.html", context)


@anybody(methods=["GET"], limit="verify")
def by_link(request: HttpRequest, holder: str) -> HttpResponse:
    """Show one certificate with the name on it, to whoever has its holder's link."""
    number, now = read("holder", holder), timezone.now()
    link = by_open_link(number, at=now) if number is not None else None
    if link is None:
        answer = render(request, "courses/public/verify_link_over.html", status=404)
    else:
        one = shown(link.certificate, on=local_date(now), keys=settings.DATA_DIR / "keys")
        context = told_of(one) | {"until": local_date(link.expires_at)}
        answer = render(request, "courses/public/verify.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def told_of(one: Shown) -> dict[str, Any]:
    """Return what the page shows of a certificate: its facts, its state, what replaced it."""
    newer = getattr(one.certificate, "replaced_by", None)
    return {
        "facts": one.facts,
        "status": certificate_status(one.state),
        "meaning": meaning(one),
        "is_genuine": one.is_genuine,
        "certificate": one.certificate,
        "newer_url": reverse("public:verify_number", args=[newer.number]) if newer else "",
    }


def meaning(one: Shown) -> str:
    """Return what the state means for whoever relies on the certificate, in a sentence."""
    certificate, until = one.certificate, one.facts.valid_until
    decided = certificate.revoked_at or certificate.replaced_at
    if decided is not None:
        words = {
            CertificateState.WITHDRAWN: gettext(
                "The organisation that issued it withdrew it on %s. Do not rely on it."
            ),
            CertificateState.REPLACED: gettext("It was replaced on %s by a corrected one."),
        }
        return words[one.state] % day_in_words(local_date(decided))
    if until is None:
        return gettext("It has no end date.")
    if one.state is CertificateState.EXPIRED:
        return gettext(
            "It ran out at the end of %s. The person may have trained again since: ask for the"
            " newer certificate."
        ) % day_in_words(until)
    return gettext("It is valid to the end of %s.") % day_in_words(until)
