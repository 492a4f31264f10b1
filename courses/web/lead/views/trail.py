"""The audit trail of an organisation: who did what, when; read and taken away, never changed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.apps import apps
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.permissions import Permission
from courses.accounts.queries import members_by_id, members_called, names_by_user
from courses.audit.models import AuditEvent
from courses.audit.queries import Sought, events_in
from courses.common.dates import day_ends
from courses.common.tables import Cell, csv_file
from courses.common.vocabulary import VERBS
from courses.usecases.export_list import export_list
from courses.web.forms import HouseForm
from courses.web.lead.gate import LeadRequest, leads

EVENTS_A_PAGE = 50
HEADINGS = ("When", "Who", "What happened", "About", "Details")
DAY = timedelta(days=1)


class TrailForm(HouseForm):
    """Which events to show; its values stand in the address."""

    method = "get"
    button = gettext_lazy("Show events")
    marks_optional = False
    shows_summary = False
    person = forms.CharField(
        label=gettext_lazy("Who did it, or whom it is about"), required=False, max_length=100
    )
    verb = forms.ChoiceField(
        label=gettext_lazy("What happened"),
        required=False,
        choices=[("", gettext_lazy("Anything")), *sorted(VERBS.items(), key=lambda one: one[1])],
        error_messages={"invalid_choice": gettext_lazy("Choose what happened from the list")},
    )
    since = forms.DateField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": gettext_lazy("Enter a real date, such as 3 3 2026")},
    )
    until = forms.DateField(
        label=gettext_lazy("To"),
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": gettext_lazy("Enter a real date, such as 3 3 2026")},
    )

    def clean(self) -> dict[str, Any]:
        """Return the fields.

        :raises ValidationError: when the last day is before the first.
        """
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("Enter a last day that is not before the first"))
        return cleaned


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words; ``details`` are ids and counts as they were recorded."""

    at: datetime
    who: str
    what: str
    about: str
    details: str


@leads(Permission.SEE_TRAIL, methods=["GET"], whole=True)
def trail(request: LeadRequest) -> HttpResponse:
    """Show the events of the organisation, the newest first, fifty a page."""
    form = TrailForm(request.GET)
    form.is_valid()  # what is wrong is said above the list; the rest of the filters stays
    rows = events_in(request.organisation.pk, sought(request, form))
    before = request.GET.get("before", "")
    if before.isascii() and before.isdecimal() and len(before) < len(str(2**62)):
        rows = rows.filter(sequence__lt=int(before))
    found = list(rows[: EVENTS_A_PAGE + 1])
    shown = found[:EVENTS_A_PAGE]
    kept = kept_of(request)
    here = request.path
    context = {
        "organisation": request.organisation,
        "form": form,
        "lines": lines_of(shown),
        "is_filtered": bool(kept),
        "all_url": here,
        "previous_url": with_query(here, kept) if before else "",
        "next_url": with_query(here, {**kept, "before": str(shown[-1].sequence)})
        if len(found) > EVENTS_A_PAGE
        else "",
        "csv_url": with_query(reverse("lead:trail_csv", args=[request.organisation.slug]), kept),
    }
    return render(request, "courses/lead/trail.html", context)


@leads(Permission.SEE_TRAIL, methods=["GET"], whole=True)
def trail_csv(request: LeadRequest) -> HttpResponseBase:
    """Give the same events as a file, streamed; that it was taken is recorded first."""
    form = TrailForm(request.GET)
    form.is_valid()
    rows = events_in(request.organisation.pk, sought(request, form))
    newest = rows.values_list("sequence", flat=True).first() or 0
    export_list(
        organisation=request.organisation,
        report="trail",
        kind="csv",
        people=rows.count(),
        on=request.scope.on,
        at=timezone.now(),
        actor_id=request.user.pk,
    )
    events = rows.filter(sequence__lte=newest).iterator(chunk_size=2_000)
    name = f"trail-{request.organisation.slug}-{request.scope.on.isoformat()}.csv"
    return StreamingHttpResponse(
        csv_file(table_of(events)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def sought(request: LeadRequest, form: TrailForm) -> Sought:
    """Return what the sound fields of ``form`` ask for."""
    data = form.cleaned_data
    called = data.get("person") or ""
    members = members_called(request.organisation, called) if called else {}
    since, until = data.get("since"), data.get("until")
    return Sought(
        users=sorted(set(members.values())) if called else None,
        members=sorted(members),
        verb=data.get("verb") or "",
        since=begins(since) if since else None,
        until=day_ends(until) if until else None,
    )


def begins(day: date) -> datetime:
    """Return the first moment of the London day ``day``."""
    return day_ends(day - DAY)


def kept_of(request: LeadRequest) -> dict[str, str]:
    """Return the filters of the address, without the page."""
    return {name: str(value) for name, value in request.GET.items() if value and name != "before"}


def with_query(path: str, kept: dict[str, str]) -> str:
    """Return an address with these filters."""
    return f"{path}?{urlencode(kept)}" if kept else path


def lines_of(events: Sequence[AuditEvent]) -> list[Line]:
    """Return events in words; two queries for the names."""
    members = members_by_id([one.about_id for one in events if one.about_kind == "membership"])
    ids = {one.actor_id for one in events if one.actor_id is not None}
    ids |= {one.about_id for one in events if one.about_kind == "user"}
    names = names_by_user(ids)
    return [
        Line(
            at=one.at,
            who=names.get(one.actor_id or 0, _("The platform")),
            what=VERBS.get(one.verb, one.verb),
            about=about(one, names, {pk: row.user.name for pk, row in members.items()}),
            details=", ".join(
                f"{name}: {value}" for name, value in sorted(one.details.items()) if name != "v"
            ),
        )
        for one in events
    ]


def about(event: AuditEvent, names: dict[int, str], members: dict[int, str]) -> str:
    """Return what an event is about: a person by name, all else by kind and number."""
    found = {"user": names, "membership": members}.get(event.about_kind, {})
    return found.get(event.about_id) or f"{kind_of(event)} {event.about_id}"


def kind_of(event: AuditEvent) -> str:
    """Return what kind of row an event is about, in words; of a table that is gone, its name."""
    try:
        name = apps.get_model("courses", event.about_kind).__name__
    except LookupError:
        return event.about_kind
    return " ".join(re.findall("[A-Z][a-z]+", name)).lower()


def table_of(events: Iterable[AuditEvent]) -> Iterator[list[Cell]]:
    """Return the rows of the file, headings first."""
    yield list(HEADINGS)
    every = iter(events)
    while some := list(islice(every, 500)):
        for line in lines_of(some):
            at = timezone.localtime(line.at).strftime("%Y-%m-%d %H:%M:%S")
            yield [at, line.who, line.what, line.about, line.details]
