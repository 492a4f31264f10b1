"""Mail that was not delivered: what, to whom, why, what would help, and trying again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.notifications.undelivered import MOST_SHOWN, stuck_at, undelivered
from courses.usecases.send_again import send_again
from courses.web.lead.gate import LeadRequest, leads, may
from courses.web.lead.reminder_words import kind_words, remedy_words, why_words
from courses.web.lead.taking import exports_of
from courses.web.responses import SeeOther


@leads(Permission.REMIND, methods=["GET"])
def stuck(request: LeadRequest) -> HttpResponse:
    """Show what could not be delivered in the last 90 days."""
    rows = stuck_rows(request)
    context = {
        "rows": rows,
        "organisation": request.organisation,
        "exports": exports_of(request, "undelivered"),
        "may_export": may(request, Permission.EXPORT),
        "people": rows,
    }
    return render(request, "courses/lead/undelivered.html", context)


def stuck_rows(request: LeadRequest, *, newest: int = MOST_SHOWN) -> list[dict[str, Any]]:
    """Return what could not be delivered in the last 90 days in words, the newest first."""
    return [
        {
            "pk": one.message.pk,
            "name": one.message.recipient.name if one.message.recipient else "",
            "address": one.message.recipient.email
            if one.message.recipient
            else one.message.address,
            "membership": one.membership_id,
            "kind": kind_words(one.message),
            "on": one.message.queued_at,
            "why": why_words(one.message),
            "remedy": remedy_words(one.message),
            "is_given_up": one.message.failed_at is not None,
            "may_try": one.message.failed_at is not None and bool(one.message.body),
        }
        for one in undelivered(request.scope, at=timezone.now(), newest=newest)
    ]


@leads(Permission.REMIND, methods=["POST"])
def again(request: LeadRequest) -> HttpResponse:
    """Let one of them leave again; one that is missing or another's is waiting for nobody."""
    number = request.POST.get("message", "")
    pk = int(number) if number.isdecimal() and len(number) < 16 else 0
    found = stuck_at(request.scope, pk)
    if found is not None and send_again(message=found, at=timezone.now(), actor_id=request.user.pk):
        messages.success(request, _("It is being sent again."))
    else:
        messages.success(request, _("That mail is not waiting here any more."))
    return SeeOther(reverse("lead:undelivered", args=[request.organisation.slug]))
