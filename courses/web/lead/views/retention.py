"""What is held and until when, what goes next, and who is under a legal hold."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.holds import AlreadyHeld, holds_of, open_hold
from courses.accounts.membership import Membership
from courses.accounts.permissions import Permission
from courses.accounts.queries import named_in
from courses.accounts.retention import Periods, own_periods
from courses.common.dates import day_ends, local_date
from courses.common.history import Superseded
from courses.reporting import list_files, packs
from courses.usecases.change_retention import lengthened
from courses.usecases.foresee_removal import foresee_removal
from courses.usecases.hold_person import hold_person, release_person
from courses.usecases.run_retention import UPLOADS_WAIT
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.retention_forms import (
    AheadForm,
    ConfirmHoldForm,
    HoldForm,
    ReleaseForm,
    period_words,
)
from courses.web.lead.views.staff import CHANGED
from courses.web.presenters import day_in_words
from courses.web.responses import SeeOther

MOMENT = timedelta.resolution  # what is over at the end of a day, not on the next one
HELD = gettext_lazy(
    "While %s is under the hold, what is held about them outlives its period: that they were in a "
    "training room, the files they attached and their request to join."
)
BACK = gettext_lazy("Data and retention")


@dataclass(frozen=True, slots=True)
class Period:
    """One kind of data that goes by itself: what, after how long, how much goes when."""

    what: str
    how_long: str
    now: int
    then: int


def list_url(request: LeadRequest) -> str:
    """Return the address of the page."""
    return reverse("lead:retention", args=[request.organisation.slug])


@leads(Permission.ADMINISTER, methods=["GET"], whole=True)
def retention(request: LeadRequest) -> HttpResponse:
    """Show what is kept for how long, what goes until a day, and every legal hold."""
    form = AheadForm(today=request.scope.on, data=request.GET)
    form.is_valid()  # what is wrong is said above; the page then looks ahead to the next month
    own = own_periods(request.organisation.pk)
    periods = periods_of(request, form, own.periods if own else usual())
    context = {
        "organisation": request.organisation,
        "own_since": own and local_date(own.recorded_at),
        "form": form,
        "by": form.day,
        "periods": periods,
        "total": sum(one.then for one in periods),
        "holds": holds_of(request.organisation),
    }
    return render(request, "courses/lead/retention.html", context)


def usual() -> Periods:
    """Return what holds where an organisation has set nothing."""
    return Periods(settings.ATTENDANCE_MONTHS)


def periods_of(request: LeadRequest, form: AheadForm, kept: Periods) -> list[Period]:
    """Return each kind of data that goes by itself; twelve queries, with own periods thirteen."""
    kept = lengthened(kept, request.organisation.pk)
    here: dict[str, Any] = {
        "attendance_months": kept.attendance_months,
        "organisation_id": request.organisation.pk,
        "kept": kept,
    }
    now = foresee_removal(at=timezone.now(), **here)
    then = foresee_removal(at=day_ends(form.day) - MOMENT, **here)
    return [
        Period(what, how_long, now[kind], then[kind]) for kind, what, how_long in kinds_of(kept)
    ]


def kinds_of(kept: Periods) -> list[tuple[str, str, str]]:
    """Return (name, what, how long) of each kind."""
    days = _("%d days")
    return [
        (
            "requests",
            _("Requests to join, with name and address"),
            _("%d days after they were made or decided") % kept.request_days,
        ),
        (
            "rooms",
            _("Training rooms: who was expected and present"),
            period_words("attendance_months", kept.attendance_months),
        ),
        (
            "evidence",
            _("Files that show training done elsewhere"),
            _("%(declined)s where it was not accepted, %(accepted)s where it was")
            % {
                "declined": period_words("declined_months", kept.declined_months),
                "accepted": period_words("accepted_months", kept.accepted_months),
            },
        ),
        ("lists", _("Excel files of long lists"), days % list_files.KEEP.days),
        ("packs", _("Inspection packs"), days % packs.KEEP_DAYS),
        (
            "uploads",
            _("Course packages that nobody decided about"),
            days % UPLOADS_WAIT.days,
        ),
    ]


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def hold(request: LeadRequest) -> HttpResponse:
    """Show whom a hold would be on, and put them under it, from today on."""
    form: HoldForm = HoldForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (member := whom(request, form)):
        if request.POST.get("confirmed") == str(member.pk):
            put_under_hold(request, member, form.cleaned_data["reason"])
            return SeeOther(list_url(request))
        form = ConfirmHoldForm(member=member.pk, initial=form.cleaned_data)
        number = member.staff_number
        form.caption = f"{member.user.name}, {number}" if number else member.user.name
        form.intro = _("Reason: %(reason)s. %(held)s Nothing is done yet.") % {
            "reason": form.initial["reason"].rstrip("."),
            "held": HELD % member.user.name,
        }
    form.heading, form.cancel_url = _("Put somebody under a legal hold"), list_url(request)
    context = {
        "organisation": request.organisation,
        "form": form,
        "title": form.heading,
        "back_url": form.cancel_url,
        "back": BACK,
    }
    return render(request, "courses/lead/setup_form.html", context)


def whom(request: LeadRequest, form: HoldForm) -> Membership | None:
    """Return whom the form names; None, with the reason at the field, where it names nobody."""
    member = named_in(request.scope, form.cleaned_data["person"])
    if member is None:
        words = _("Nobody who works or worked here has this number or address. Check it")
        form.add_error("person", words)
    return member


def put_under_hold(request: LeadRequest, member: Membership, reason: str) -> None:
    """Hold them, and say what that does."""
    name = member.user.name
    try:
        hold_person(
            membership=member,
            reason=reason,
            at=timezone.now(),
            actor_id=request.user.pk,
        )
    except AlreadyHeld:
        messages.info(request, _("%s is under a legal hold already.") % name)
    else:
        messages.success(request, HELD % name)


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def release(request: LeadRequest, hold: UUID) -> HttpResponse:
    """Say what taking a hold off does; on POST take it off."""
    held = open_hold(request.organisation, hold)
    if held is None:
        raise Http404
    form = ReleaseForm(request.POST if request.method == "POST" else None)
    form.heading, form.caption = _("Take the legal hold off"), held.membership.user.name
    form.cancel_url = list_url(request)
    form.intro = _(
        "Held since %(day)s: %(reason)s. The hold ends today, and from tomorrow what is past its"
        " period goes with the next run."
    ) % {"day": day_in_words(held.valid_from), "reason": held.reason.rstrip(".")}
    if form.is_valid():
        try:
            release_person(held=held, at=timezone.now(), actor_id=request.user.pk)
        except Superseded:
            messages.warning(request, CHANGED)
        else:
            words = _("The hold on %s ends today. Periods count again from tomorrow.")
            messages.success(request, words % held.membership.user.name)
        return SeeOther(form.cancel_url)
    context = {
        "organisation": request.organisation,
        "form": form,
        "title": form.heading,
        "back_url": form.cancel_url,
        "back": BACK,
    }
    return render(request, "courses/lead/setup_form.html", context)
