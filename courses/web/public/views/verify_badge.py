"""Is a digital badge whole, who signed it, and does it count today? Nothing is kept or fetched."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.certification.credential import KIND, Badge, text_of, told_by
from courses.certification.issuer_keys import published
from courses.certification.jws import RecordRefused, Signed, opened
from courses.certification.queries import by_number, shown
from courses.certification.validity import CertificateState, state_on
from courses.common.dates import local_date
from courses.web.presenters import Status, certificate_status
from courses.web.public.gate import anybody
from courses.web.public.views.verify_record import IssuerForm
from courses.web.uploads import is_too_large


class BadgeForm(IssuerForm):
    """A badge to check, and the key of its issuer where that is another platform."""

    button = _("Check the badge")
    text_in = staticmethod(text_of)
    signed: Signed
    badge: Badge
    file = forms.FileField(
        label=_("Choose the badge"),
        help_text=_("The picture (PNG) as it was downloaded, or the file that ends in .jwt."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".png,.jwt,.txt"}),
    )
    pasted = forms.CharField(
        label=_("Or paste its text"),
        help_text=_("Everything in the .jwt file, from its first letter to its last."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Read the badge; what is wrong with it is said where it came in."""
        kept = super().clean()
        if self.text:
            try:
                self.signed = opened(self.text, kind=KIND)
                self.badge = told_by(self.signed)
            except RecordRefused as error:
                self.refuse(str(error))
        return kept


@anybody(methods=["GET", "POST"], limit="verify")
def badge(request: HttpRequest) -> HttpResponse:
    """Ask for a badge and say what it says, who signed it, and whether it counts today."""
    if request.method == "POST":
        form = BadgeForm(request.POST, request.FILES, is_too_large=is_too_large(request))
        if form.is_valid():
            return render(request, "courses/public/verify_badge_found.html", found(form))
    else:
        form = BadgeForm()
    form.heading = _("Check a digital badge")
    return render(request, "courses/public/verify_badge.html", {"form": form})


def found(form: BadgeForm) -> dict[str, Any]:
    """Return what the page shows of a badge."""
    is_ours = form.signed.key in published(settings.DATA_DIR / "keys")
    is_known = is_ours or form.signed.key in form.cleaned_data["key"]
    state = state_of(form.badge, is_ours=is_ours)
    return {
        "badge": form.badge,
        "signed": form.signed,
        "is_ours": is_ours,
        "is_known": is_known,
        "status": certificate_status(state)
        if is_known
        else Status(gettext("Issuer unknown"), "dash"),
        "counts": state is CertificateState.VALID,
        "number": number_of(form.badge) if is_ours else "",
    }


def state_of(badge: Badge, *, is_ours: bool) -> CertificateState:
    """Return how the certificate of a badge stands today; of another platform's, by its dates."""
    today = local_date(timezone.now())
    certificate = by_number(number_of(badge)) if is_ours else None
    if certificate is not None:
        return shown(certificate, on=today, keys=settings.DATA_DIR / "keys").state
    return state_on(on=today, valid_until=badge.valid_until, is_revoked=is_ours, is_replaced=False)


def number_of(badge: Badge) -> str:
    """Return the number at the end of the address of a badge's certificate."""
    return badge.page.rstrip("/").rpartition("/")[2]
