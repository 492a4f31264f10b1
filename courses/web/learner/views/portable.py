"""The signed record that the learner takes to another organisation or platform."""

from secrets import token_hex
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from courses.certification.issuer_keys import as_pem, issuer_key
from courses.certification.own_record import names_of, own_record
from courses.certification.portable import Record, last_day, signed_record
from courses.certification.record_archive import packed
from courses.common.dates import local_date
from courses.web.forms import HouseForm
from courses.web.learner.gate import MemberRequest, learners
from courses.web.learner.views.sharing import badge_files


class TakeForm(HouseForm):
    """The name that stands on the record, where there is a choice."""

    method = "get"
    button = gettext_lazy("Download the signed record (zip)")
    shows_summary = False
    name = forms.ChoiceField(
        label=gettext_lazy("Which name shall stand on it?"),
        help_text=gettext_lazy("Your name here, or one that is printed on a certificate of yours."),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [(one, one) for one in names]  # type: ignore[attr-defined]
        self.fields["name"].initial = names[0]
        if len(names) == 1:
            self.fields["name"].widget = forms.HiddenInput()


@learners(methods=["GET"])
def take(request: MemberRequest) -> HttpResponse:
    """Say what the signed record holds, who can read it and how, and offer it."""
    today = local_date(timezone.now())
    names = names_of(request.user)
    form = TakeForm(names=names)
    form.action = reverse("learner:record_signed_file")
    context = {
        "form": form,
        "record": record_for(request, names[0]),
        "until": last_day(today),
        "issuer_url": f"{settings.SITE_URL}{reverse('api:issuer')}",
    }
    return render(request, "courses/learner/portable.html", context)


@learners(methods=["GET"])
def signed_file(request: MemberRequest) -> HttpResponse:
    """Return the signed record with the same for reading; any other name gives today's."""
    names = names_of(request.user)
    chosen = request.GET.get("name", "")
    record = record_for(request, chosen if chosen in names else names[0])
    keys = settings.DATA_DIR / "keys"
    content = packed(
        signed=signed_record(record, folder=keys, keys_url=f"{settings.SITE_URL}/api/keys/"),
        readable=render_to_string("courses/learner/portable_record.html", {"record": record}),
        pem=as_pem(issuer_key(keys).public_key()),
        site=settings.SITE_URL,
        badges=badge_files(request.user),
    )
    answer = HttpResponse(content, content_type="application/zip")
    name = f"signed-training-record-{record.as_at.isoformat()}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def record_for(request: MemberRequest, name: str) -> Record:
    """Return the sender's record of today."""
    return own_record(
        request.user,
        name=name,
        site_url=settings.SITE_URL,
        keys=settings.DATA_DIR / "keys",
        salt=token_hex(16),
        on=local_date(timezone.now()),
    )
