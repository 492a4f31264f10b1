"""Two records of one person: name the second, see what would come over, and do it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.membership import Membership
from courses.accounts.permissions import Permission
from courses.accounts.queries import named_in
from courses.catalogue.queries import titles_of
from courses.usecases.leave_site import BeforeFirstDay
from courses.usecases.merge_people import (
    NotTwoRecords,
    SecondHasAccess,
    merge_people,
    to_bring,
)
from courses.web.forms import HouseForm
from courses.web.layout import Button
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.views.staff import found
from courses.web.responses import SeeOther

HAS_ACCESS = gettext_lazy(
    "That record leads, writes or administers. Its access is to be ended first, under Access"
)


class SecondForm(HouseForm):
    """Which record is the second of the same person."""

    button = gettext_lazy("See what would come over")
    second = forms.CharField(
        label=gettext_lazy("Staff number or email address of the second record"),
        help_text=gettext_lazy(
            "The record that is to go. It stays in the reports of earlier days."
        ),
        max_length=254,
        error_messages={"required": gettext_lazy("Enter a staff number or an email address")},
    )


class ConfirmForm(SecondForm):
    """The same once more, hidden, beside what would happen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["second"].widget = forms.HiddenInput()

    def buttons(self) -> list[Button]:
        """Return the button that merges, and the way back."""
        return [
            Button(_("Bring it over"), name="confirmed", value="1", kind="warning", once=True),
            Button(_("Cancel"), url=self.cancel_url),
        ]


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"], whole=True)
def merge(request: LeadRequest, membership: int) -> HttpResponse:
    """Take the second record of a person, show what would come over, and bring it.

    :raises Http404: when the person is missing.
    """
    kept = found(request, membership)
    form = SecondForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return page(request, form, kept)
    second = named_in(request.scope, form.cleaned_data["second"])
    if second is None:
        form.add_error("second", _("Nobody here has this number or address. Check it"))
        return page(request, form, kept)
    if "confirmed" in request.POST and (there := merged(request, form, kept, second)):
        return SeeOther(there)
    if form.errors or second.pk == kept.pk:
        if not form.errors:
            form.add_error("second", _("That is this record itself. Enter the other one"))
        return page(request, form, kept)
    return page(request, ConfirmForm(initial=form.cleaned_data), kept, second=second)


def merged(request: LeadRequest, form: SecondForm, kept: Membership, second: Membership) -> str:
    """Bring the training over and return where that can be undone, or say at the field why not."""
    slug = request.organisation.slug
    try:
        action = merge_people(kept=kept, second=second, at=timezone.now(), by=request.user)
    except NotTwoRecords:
        form.add_error("second", _("That is this record itself. Enter the other one"))
    except SecondHasAccess:
        form.add_error("second", HAS_ACCESS)
    except BeforeFirstDay:
        form.add_error("second", _("That record has not begun yet. Enter the other one"))
    else:
        if action is None:
            return reverse("lead:person", args=[slug, kept.pk])
        number = len(action.result.brought)
        told = _("The training of the second record came over: %d. It has left.") % number
        messages.success(request, told)
        return reverse("lead:deed", args=[slug, action.key])
    return ""


def page(
    request: LeadRequest, form: SecondForm, kept: Membership, second: Membership | None = None
) -> HttpResponse:
    """Return the page that asks for the second record, or shows what would come over."""
    form.cancel_url = reverse("lead:person", args=[request.organisation.slug, kept.pk])
    coming = to_bring(kept=kept, second=second) if second else []
    titles = titles_of([one.course for one in coming])
    rows = [
        {"title": titles.get(one.course_id, one.course.slug), "on": one.completed_on}
        for one in coming
    ]
    context = {"form": form, "kept": kept, "second": second, "rows": rows}
    return render(request, "courses/lead/merge.html", context)
