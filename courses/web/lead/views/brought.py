"""Training that people say they did elsewhere: what waits, accepting it, or saying why not."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.access import has_other_lead
from courses.accounts.membership import Membership
from courses.accounts.permissions import Permission
from courses.catalogue.queries import titles_of
from courses.common.dates import local_date
from courses.common.names import fold
from courses.learning.brought import AlreadyDecided, BroughtRecord, brought_at, waiting_in
from courses.usecases.accept_record import accept_record
from courses.usecases.decline_record import decline_record
from courses.usecases.open_evidence import open_evidence
from courses.usecases.record_training import OwnRecord
from courses.web.evidence import sandboxed
from courses.web.forms import HouseForm
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.taking import exports_of
from courses.web.lead.views.declined import REASONS
from courses.web.lead.views.staff import found
from courses.web.presenters import Status, day_in_words
from courses.web.responses import SeeOther

MOST_SHOWN = 100
OWN = gettext_lazy(
    "This is your own training. Another training lead or administrator decides about it."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One record that waits, with the title of its course; ``is_own``: another lead's to decide."""

    record: BroughtRecord
    title: str
    is_own: bool = False

    @property
    def differs(self) -> bool:
        """Test whether a signed record names its owner otherwise than we do."""
        return fold(self.record.signed.get("name", "")) != fold(self.record.learner.name)


class WhyForm(HouseForm):
    """Why a record is not accepted."""

    button = gettext_lazy("Do not accept it")
    once = True
    heading_field = "reason"
    reason = forms.ChoiceField(
        label=gettext_lazy("Why is it not accepted?"),
        help_text=gettext_lazy("They are told, and other leads and inspectors see it."),
        choices=[(str(words), words) for words in REASONS],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a reason"),
            "invalid_choice": gettext_lazy("Choose a reason from the list"),
        },
    )


@leads(Permission.MANAGE_STAFF, methods=["GET"])
def brought(request: LeadRequest) -> HttpResponse:
    """Show what waits for a decision, longest first, at most 100."""
    waiting = waiting_in(request.scope)
    lines = lines_of(request, waiting[:MOST_SHOWN])
    context = {
        "organisation": request.organisation,
        "lines": lines,
        "exports": exports_of(request, "brought"),
        "may_export": True,
        "people": lines,
        "all": waiting.count() if len(lines) == MOST_SHOWN else len(lines),
        "most": MOST_SHOWN,
        "verified": Status(_("Signature verified"), "tick"),
    }
    return render(request, "courses/lead/brought.html", context)


def lines_of(request: LeadRequest, records: Iterable[BroughtRecord]) -> list[Line]:
    """Return ``records`` as lines; one's own is another lead's to decide, where there is one."""
    rows = list(records)
    titles = titles_of([one.course for one in rows])
    own = next((one for one in rows if one.learner_id == request.user.pk), None)
    is_anothers = own is not None and has_other_lead(
        found(request, own.membership_id),  # type: ignore[attr-defined]
        on=local_date(timezone.now()),
    )
    return [
        Line(
            one,
            titles.get(one.course_id, one.course.slug),
            is_anothers and one.learner_id == request.user.pk,
        )
        for one in rows
    ]


@leads(Permission.MANAGE_STAFF, methods=["POST"])
def accept(request: LeadRequest, brought: int) -> HttpResponse:
    """Accept one record; where it was decided already, say so."""
    record, member = found_record(request, brought)
    try:
        is_new = accept_record(
            brought=record, membership=member, at=timezone.now(), actor_id=request.user.pk
        )
    except OwnRecord:
        messages.warning(request, OWN)
        return SeeOther(list_url(request))
    if is_new:
        messages.success(request, _("The training of %s is recorded.") % member.user.name)
    else:
        decided(request)
    return SeeOther(list_url(request))


@leads(Permission.MANAGE_STAFF, methods=["GET"])
def evidence(request: LeadRequest, brought: int) -> HttpResponse:
    """Give the file that shows one record, and record who took it."""
    record, _member = found_record(request, brought)
    data = open_evidence(brought=record, at=timezone.now(), actor_id=request.user.pk)
    return sandboxed(data, kind=record.file_kind, name=f"evidence-{record.pk}")


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def not_accept(request: LeadRequest, brought: int) -> HttpResponse:
    """Ask why one record is not accepted, and keep it."""
    record, member = found_record(request, brought)
    if not record.is_waiting:
        decided(request)
        return SeeOther(list_url(request))
    form = WhyForm(request.POST if request.method == "POST" else None)
    form.cancel_url = list_url(request)
    (line,) = lines_of(request, [record])
    day = day_in_words(record.completed_on)
    form.caption = f"{member.user.name}, {line.title}, {day}"
    if form.is_valid():
        declined(request, record, member, form.cleaned_data["reason"])
        return SeeOther(list_url(request))
    context = {"form": form, "organisation": request.organisation}
    return render(request, "courses/lead/brought_why.html", context)


def declined(request: LeadRequest, record: BroughtRecord, member: Membership, reason: str) -> None:
    """Decline one record; where another lead accepted it meanwhile, say so."""
    try:
        decline_record(
            membership=member,
            course=record.course,
            completed_on=record.completed_on,
            evidence=record.evidence,
            reason=reason,
            at=timezone.now(),
            actor_id=request.user.pk,
        )
    except AlreadyDecided:
        decided(request)
        return
    words = _("The decision about the record of %s is kept. It does not count.")
    messages.success(request, words % member.user.name)


def found_record(request: LeadRequest, brought: int) -> tuple[BroughtRecord, Membership]:
    """Return a record that somebody of the sender's scope offered, with the member.

    :raises Http404: when it is missing or outside the scope.
    """
    record = brought_at(request.scope, brought)
    if record is None:
        raise Http404
    return record, found(request, record.membership_id)  # type: ignore[attr-defined]


def decided(request: LeadRequest) -> None:
    """Say that somebody has decided already."""
    messages.success(request, _("That record was decided about already."))


def list_url(request: LeadRequest) -> str:
    """Return the address of what waits."""
    return reverse("lead:brought", args=[request.organisation.slug])
