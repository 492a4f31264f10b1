"""How the organisation's people sign in: of whom a second step is asked, and who lacks one."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.exits import exits_in
from courses.accounts.permissions import Permission
from courses.accounts.second_factor import lacking_in
from courses.common.dates import local_date
from courses.reporting.figures import SMALLEST_GROUP
from courses.usecases.ask_second_factor import ask_second_factor
from courses.web.forms import HouseForm
from courses.web.lead.gate import LeadRequest, leads
from courses.web.responses import SeeOther

EVERYBODY, WITH_ACCESS = "everybody", "with-access"


class SignOnForm(HouseForm):
    """Of whom the organisation asks a second step."""

    of_whom = forms.ChoiceField(
        label=gettext_lazy("Who needs a second step to sign in?"),
        help_text=gettext_lazy("A code from an app on their phone, beside password or email code."),
        choices=[
            (WITH_ACCESS, gettext_lazy("Training leads, authors and administrators")),
            (EVERYBODY, gettext_lazy("Everybody, staff who only learn too")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select who needs a second step")},
    )
    button = gettext_lazy("Save")


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def sign_on(request: LeadRequest) -> HttpResponse:
    """Show of whom a second step is asked and who has none yet; keep the choice."""
    organisation, now = request.organisation, timezone.now()
    kept = EVERYBODY if organisation.asks_second_factor else WITH_ACCESS
    data = request.POST if request.method == "POST" else None
    form = SignOnForm(data=data, initial={"of_whom": kept})
    if form.is_valid():
        ask_second_factor(
            organisation=organisation,
            everybody=form.cleaned_data["of_whom"] == EVERYBODY,
            at=now,
            actor_id=request.user.pk,
        )
        messages.success(request, _("Saved"))
        return SeeOther(reverse("lead:sign_on", args=[organisation.slug]))
    today = local_date(now)
    exits = exits_in(organisation=organisation, on=today)
    context = {
        "form": form,
        "lacking": lacking_in(organisation, on=today),
        "exits": [
            (month, str(uses) if uses >= SMALLEST_GROUP else "") for month, uses in exits.items()
        ],
    }
    return render(request, "courses/lead/sign_on.html", context)
