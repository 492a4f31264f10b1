"""The audit trail of an organisation: who did what, when; read and taken away, never changed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.apps import apps
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.accounts.permissions import Permission
from courses.accounts.queries import members_by_id, members_called, names_by_user
from courses.audit.models import AuditEvent
from courses.audit.queries import Sought, events_in
from courses.common.dates import add_months, day_ends
from courses.common.tables import Cell
from courses.common.vocabulary import ROUTE, VERBS
from courses.reporting.subjects import rows_about, users_about
from courses.web.forms import HouseForm
from courses.web.lead.days import EARLIEST
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.taking import Column, Taken, exports_of, file_of
from courses.web.presenters import day_in_words

EVENTS_A_PAGE = 50
MOST_CALLED = 1_000
Named = Mapping[tuple[str, int], str]
COLUMNS = (
    *(Column("When", 4), Column("Who", 4), Column("What happened", 5), Column("About", 5)),
    Column("Details", 10),
)
CHOICES = sorted(
    ((verb, words) for verb, words in VERBS.items() if verb not in ROUTE), key=itemgetter(1)
)
DAY = timedelta(days=1)
DATE = re.compile(r"\d{4}-\d\d-\d\d")


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
        choices=[("", gettext_lazy("Anything")), *CHOICES],
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

    def __init__(self, *, today: date, data: Any) -> None:
        super().__init__(data=data)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Return the fields.

        :raises ValidationError: for a day before 1900 or more than a year ahead, and when the last
            day is before the first.
        """
        cleaned = super().clean() or self.cleaned_data
        for name in ("since", "until"):
            day = cleaned.get(name)
            if day and not EARLIEST <= day <= add_months(self.today, 12):
                self.add_error(name, _("Enter a day from the year 1900 on, at most a year ahead"))
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
    form = TrailForm(today=request.scope.on, data=request.GET)
    form.is_valid()  # what is wrong is said above the list; the rest of the filters stays
    rows = events_in(request.organisation.pk, sought(request, form))
    before = request.GET.get("before", "")
    if before.isascii() and before.isdecimal() and len(before) < len(str(2**62)):
        rows = rows.filter(sequence__lt=int(before))
    found = list(rows[: EVENTS_A_PAGE + 1])
    shown = found[:EVENTS_A_PAGE]
    kept = kept_of(request)
    here = request.path
    files = exports_of(request, "trail")
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
        "exports": {kind: with_query(url, kept) for kind, url in files.items()},
        "may_export": True,
        "people": shown,
    }
    return render(request, "courses/lead/trail.html", context)


@leads(Permission.SEE_TRAIL, methods=["GET"], whole=True)
def trail_file(request: LeadRequest, kind: str) -> HttpResponseBase:
    """Give the same events as CSV, Excel or PDF; that they were taken is recorded first."""
    form = TrailForm(today=request.scope.on, data=request.GET)
    form.is_valid()
    rows = events_in(request.organisation.pk, sought(request, form))
    newest = rows.values_list("sequence", flat=True).first() or 0
    rows = rows.filter(sequence__lte=newest)
    number = rows.count()
    taken = Taken(
        report="trail",
        title=_("Audit trail"),
        columns=COLUMNS,
        rows=table_of(rows.iterator(chunk_size=2_000)),
        total=number,
        counts=_("Events"),
        told=ngettext("%d event", "%d events", number) % number,
        on=request.scope.on,
        filters=filters_of(form),
        url=with_query(reverse("lead:trail", args=[request.organisation.slug]), kept_of(request)),
    )
    return file_of(request, kind, taken)


def filters_of(form: TrailForm) -> list[str]:
    """Return the filters that are on and sound, in words."""
    data = form.cleaned_data
    shown = {
        "person": data.get("person"),
        "verb": VERBS.get(data.get("verb") or ""),
        **{name: day_in_words(data[name]) for name in ("since", "until") if data.get(name)},
    }
    return [f"{form.fields[name].label}: {value}" for name, value in shown.items() if value]


def sought(request: LeadRequest, form: TrailForm) -> Sought:
    """Return what the sound fields of ``form`` ask for."""
    data = form.cleaned_data
    called = data.get("person") or ""
    members: dict[int, int] = {}
    if called:
        members = members_called(request.organisation, called, most=MOST_CALLED + 1)
    if len(members) > MOST_CALLED:
        most = f"{MOST_CALLED:,}"
        form.add_error(
            "person", _("More than %s people are called so. Enter more of the name") % most
        )
        called, members = "", {}
    users = sorted(set(members.values()))
    since, until = data.get("since"), data.get("until")
    return Sought(
        users=users if called else None,
        members=sorted(members),
        rows=rows_about(users) if called else {},
        verb=data.get("verb") or "",
        since=begins(since) if since else None,
        until=day_ends(until) if until else None,
        without=ROUTE,
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
    """Return events in words; two queries for the names, one for each other kind of row."""
    members = members_by_id([one.about_id for one in events if one.about_kind == "membership"])
    ids = {one.actor_id for one in events if one.actor_id is not None}
    ids |= {one.about_id for one in events if one.about_kind == "user"}
    users = users_about((one.about_kind, one.about_id) for one in events)
    ids |= set(users.values())
    names = names_by_user(ids)
    persons = {
        **{("user", pk): name for pk, name in names.items()},
        **{("membership", pk): row.user.name for pk, row in members.items()},
    }
    of_rows = {row: names.get(user, "") for row, user in users.items()}
    return [
        Line(
            at=one.at,
            who=names.get(one.actor_id or 0, _("The platform")),
            what=VERBS.get(one.verb, one.verb),
            about=about(one, persons, of_rows),
            details="; ".join(
                f"{name.replace('_', ' ')}: {detail_words(value)}"
                for name, value in sorted(one.details.items())
                if name != "v"
            ),
        )
        for one in events
    ]


def detail_words(value: object) -> str:
    """Return a recorded detail as it is read: a day in words, a list parted by commas."""
    if isinstance(value, list):
        return ", ".join(map(detail_words, value)) or _("none")
    if isinstance(value, dict):
        parts = (f"{name.replace('_', ' ')} {detail_words(one)}" for name, one in value.items())
        return ", ".join(parts) or _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str) and DATE.fullmatch(value):
        with suppress(ValueError):
            return day_in_words(date.fromisoformat(value))
    return _("none") if value is None or value == "" else str(value)


def about(event: AuditEvent, persons: Named, of_rows: Named) -> str:
    """Return what an event is about: a person by name; all else by kind and number, and whose."""
    key = (event.about_kind, event.about_id)
    row = f"{kind_of(event)} {event.about_id}"
    whose = of_rows.get(key)
    return persons.get(key) or (f"{whose} ({row})" if whose else row)


def kind_of(event: AuditEvent) -> str:
    """Return what kind of row an event is about, in words; of a table that is gone, its name."""
    try:
        name = apps.get_model("courses", event.about_kind).__name__
    except LookupError:
        return event.about_kind
    return " ".join(re.findall("[A-Z][a-z]+", name)).lower()


def table_of(events: Iterable[AuditEvent]) -> Iterator[list[Cell]]:
    """Yield the rows of the file, a value for each of ``COLUMNS``."""
    every = iter(events)
    while some := list(islice(every, 500)):
        for line in lines_of(some):
            at = timezone.localtime(line.at).strftime("%Y-%m-%d %H:%M:%S")
            yield [at, line.who, line.what, line.about, line.details]
