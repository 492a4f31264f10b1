"""Is a signed training record whole, and who signed it? Open to anybody; nothing is kept."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.certification.issuer_keys import KeyRefused, key_of, keys_in, published, thumbprint
from courses.certification.jws import RecordRefused, Signed, opened
from courses.certification.portable import TYPE, Record, told_by
from courses.certification.queries import states_of
from courses.common.dates import local_date
from courses.web.presenters import Status, certificate_status
from courses.web.public.gate import anybody
from courses.web.record_forms import SignedForm
from courses.web.uploads import is_too_large


class IssuerForm(SignedForm):
    """A signed text, and the key of its issuer where that is another platform."""

    key = forms.CharField(
        label=_("Key of its issuer, if it is not from this site"),
        help_text=_(
            "Every platform publishes its own, such as at /api/issuer.json. Take it from the"
            " issuer's own address, never from whoever gave you the file."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_key(self) -> dict[str, RSAPublicKey]:
        """Return the pasted keys by thumbprint.

        :raises ValidationError: when there is a text, but no key in it.
        """
        text = self.cleaned_data["key"]
        try:
            return {thumbprint(one): key_of(one) for one in keys_in(text)} if text.strip() else {}
        except KeyRefused as error:
            raise forms.ValidationError(str(error)) from error


class CheckForm(IssuerForm):
    """A record to check."""

    button = _("Check the record")
    signed: Signed
    record: Record

    def clean(self) -> dict[str, Any]:
        """Read the record; what is wrong with it is said where it came in."""
        kept = super().clean()
        if self.text:
            try:
                self.signed = opened(self.text, kind=TYPE)
                self.record = told_by(self.signed)
            except RecordRefused as error:
                self.refuse(str(error))
        return kept


@anybody(methods=["GET", "POST"], limit="verify")
def record(request: HttpRequest) -> HttpResponse:
    """Ask for a signed record and say what it says, and whether its signature is good."""
    if request.method == "POST":
        form = CheckForm(request.POST, request.FILES, is_too_large=is_too_large(request))
        if form.is_valid():
            return render(request, "courses/public/verify_record_found.html", found(form))
    else:
        form = CheckForm()
    form.heading = _("Check a signed training record")
    return render(request, "courses/public/verify_record.html", {"form": form})


def found(form: CheckForm) -> dict[str, Any]:
    """Return what the page shows of a record: who signed it, and how each row stands today."""
    signed, told = form.signed, form.record
    today = local_date(timezone.now())
    ours = published(settings.DATA_DIR / "keys")
    is_ours = signed.key in ours
    is_known = is_ours or signed.key in form.cleaned_data["key"]
    numbers = [one.certificate for one in told.completions if one.certificate]
    states = states_of(numbers, on=today) if is_ours else {}
    return {
        "record": told,
        "signed": signed,
        "is_ours": is_ours,
        "is_known": is_known,
        "status": Status(gettext("Signature verified"), "tick")
        if is_known
        else Status(gettext("Issuer unknown"), "dash"),
        "is_old": told.until < today,
        "rows": [(one, state_of(states.get(one.certificate or ""))) for one in told.completions],
    }


def state_of(state: Any) -> Status | None:
    """Return the word of a certificate's state today; None where we cannot know it."""
    return certificate_status(state) if state is not None else None
