"""The lists that a lead keeps, as links: views above a list, and what is told at intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.reporting.lists import SavedView, ScheduledList
from courses.reporting.lists_queries import views_for
from courses.web.lead.choosing import LISTS, kept_of
from courses.web.lead.days import THEN
from courses.web.lead.filters import Asked, asked
from courses.web.lead.gate import LeadRequest
from courses.web.presenters import day_in_words

PAGES = {"people": gettext_lazy("People"), "matrix": gettext_lazy("Matrix")}


@dataclass(frozen=True, slots=True)
class ViewLink:
    """One saved view: its name, its list, whose it is, and where it is changed where it is own."""

    name: str
    url: str
    page: str
    owner: str = ""
    change_url: str = ""
    is_shared: bool = False
    is_current: bool = False


def list_url(request: LeadRequest, page: str, query: str) -> str:
    """Return the address of a list with these filters."""
    url = reverse(f"lead:{page}", args=[request.organisation.slug])
    return f"{url}?{query}" if query else url


def links_of(
    request: LeadRequest, views: Sequence[SavedView], *, query: str | None = None
) -> list[ViewLink]:
    """Return ``views`` as links; the one whose filters are ``query`` is the current one."""
    links = []
    for view in views:
        is_own = view.owner_id == request.user.pk
        change = reverse("lead:view_change", args=[request.organisation.slug, view.pk])
        links.append(
            ViewLink(
                name=view.name,
                url=list_url(request, view.page, view.query),
                page=str(PAGES[view.page]),
                owner="" if is_own else view.owner.name,
                change_url=change if is_own else "",
                is_shared=view.is_shared,
                is_current=query == view.query,
            )
        )
    return links


def above_list(request: LeadRequest, asked_for: Asked, page: str) -> dict[str, Any]:
    """Return the saved views of a list, and where these filters are saved or told of."""
    slug = request.organisation.slug
    query = urlencode(kept_of(asked_for))
    here = urlencode({"of": page, **kept_of(asked_for)})
    views = views_for(organisation_id=request.organisation.pk, user_id=request.user.pk, page=page)
    return {
        "views": links_of(request, views, query=query),
        "save_url": f"{reverse('lead:view_new', args=[slug])}?{here}",
        "schedule_url": f"{reverse('lead:list_new', args=[slug])}?{here}",
        "lists_url": reverse("lead:lists", args=[slug]),
    }


def kept_from(request: LeadRequest) -> tuple[str, str, Asked]:
    """Return the list and the filters that the address names, to be kept."""
    name = request.GET.get("of", "")
    asked_for = asked(request)
    return name if name in LISTS else "people", urlencode(kept_of(asked_for)), asked_for


def filters_in_words(request: LeadRequest, query: str) -> list[str]:
    """Return kept filters in words; those that mean nothing any more are left out."""
    found = asked(request, QueryDict(query))
    return [f"{chip.name}: {chip.value}" for chip in found.chips]


def on_day(query: str, on: date, *, today: date) -> str:
    """Return the filters with the day of the list, as it was known then; today needs none."""
    if on >= today:
        return query
    kept = QueryDict(query).dict()
    return urlencode({**kept, "as_at": on.isoformat(), "known_at": THEN})


def files_of(request: LeadRequest, page: str, query: str) -> list[tuple[str, str]]:
    """Return (words, address) of the files of a list."""
    words = {"csv": _("CSV"), "xlsx": _("Excel"), "pdf": _("PDF")}
    slug = request.organisation.slug
    end = f"?{query}" if query else ""
    return [
        (words[kind], reverse(f"lead:export_{page}_{kind}", args=[slug]) + end) for kind in words
    ]


def schedule_words(scheduled: ScheduledList) -> str:
    """Return when a scheduled list is told of next, or that it is paused."""
    if scheduled.paused_at:
        return _("Paused")
    return _("Next on %s") % day_in_words(scheduled.next_on)
