"""The library: cards, words, offences, reporting routes, handouts and further reading."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from courses.catalogue import library
from courses.catalogue.models import Block
from courses.common.dates import local_date
from courses.learning.queries import enrolments_of
from courses.web.learner.gate import MemberRequest, learners
from courses.web.learner.resources_page import LibraryForm, matching
from courses.web.middleware import place_of, sees_flags
from courses.web.presenters import shown_contact


def filters(request: MemberRequest, *fields: str) -> LibraryForm:
    """Return the filters of the address; the nation begins with that of the sender's site."""
    place = place_of(request)
    home = place.site.nation if place else "E"
    return LibraryForm(fields=fields, home=home if home != "EW" else "E", data=request.GET)


def page(
    request: MemberRequest, name: str, form: LibraryForm, entries: Iterable[Any], **more: Any
) -> HttpResponse:
    """Return one page of the library."""
    context = {
        "form": form,
        "entries": list(entries),
        "search": form.value("q"),
        "nation": dict(form.fields["nation"].choices).get(form.value("nation"))  # type: ignore[attr-defined]
        if "nation" in form.fields
        else "",
        "sees_flags": sees_flags(request),
        "today": local_date(timezone.now()),
        **more,
    }
    return render(request, f"courses/learner/{name}.html", context)


@learners(methods=["GET"])
def index(request: MemberRequest) -> HttpResponse:
    """Show what the library holds, or what of it matches a search."""
    form = filters(request, "q", "nation")
    nation, search = form.value("nation"), form.value("q")
    versions, today = library.newest(), local_date(timezone.now())
    found: dict[str, Any] = {"handouts": library.handouts(versions, nation=nation)}
    if search:
        routes = matching(library.routes(nation=nation), search)
        found = {
            "terms": matching(library.terms(versions), search),
            "offences": matching(library.offences(versions, nation=nation), search),
            "routes": [shown_contact(contact, on=today) for contact in routes],
            "cards": matching(library.cards(versions, nation=nation), search),
            "handouts": matching(found["handouts"], search),
        }
    return page(request, "resources", form, [], found=found, is_empty=not any(found.values()))


@learners(methods=["GET"])
def cards(request: MemberRequest) -> HttpResponse:
    """Show facts that staff may not have known, each with its source."""
    form = filters(request, "q", "nation")
    entries = library.cards(library.newest(), nation=form.value("nation"))
    found = matching(entries, form.value("q"))
    urls = lessons_of(request, found)
    shown = [(card, urls.get(card.lesson_id, "")) for card in found]
    return page(request, "cards", form, shown)


def lessons_of(request: MemberRequest, cards: Iterable[Block]) -> dict[int, str]:
    """Return the address of the lesson of each card, by lesson, where the sender takes its version.

    One query.
    """
    on = local_date(timezone.now())
    taken = {one.version_id: one for one in enrolments_of(learner=request.user, on=on)}
    return {
        card.lesson_id: reverse(
            "learner:lesson",
            args=[taken[card.lesson.version_id].registration, card.lesson.identifier],
        )
        for card in cards
        if card.lesson.version_id in taken
    }


@learners(methods=["GET"])
def glossary(request: MemberRequest) -> HttpResponse:
    """Show the words explained, with what to say and what not."""
    form = filters(request, "q")
    return page(
        request, "glossary", form, matching(library.terms(library.newest()), form.value("q"))
    )


@learners(methods=["GET"])
def offences(request: MemberRequest) -> HttpResponse:
    """Show the offences in plain words, with Act and section."""
    form = filters(request, "q", "nation")
    entries = library.offences(library.newest(), nation=form.value("nation"))
    return page(request, "offences", form, matching(entries, form.value("q")))


@learners(methods=["GET"])
def routes(request: MemberRequest) -> HttpResponse:
    """Show every national reporting route of a nation."""
    form = filters(request, "q", "nation", "need")
    today = local_date(timezone.now())
    found = library.routes(nation=form.value("nation"), need=form.value("need"))
    entries = [shown_contact(one, on=today) for one in matching(found, form.value("q"))]
    return page(request, "routes", form, entries)


@learners(methods=["GET"])
def reading(request: MemberRequest) -> HttpResponse:
    """Show the official documents that the courses rest on."""
    return page(request, "reading", filters(request), library.reading(library.newest()))


@learners(methods=["GET"])
def handout(request: MemberRequest) -> HttpResponse:
    """Show one passage by itself, to print; without its name, where to choose one."""
    wanted = request.GET.get("passage", "")
    if not wanted:
        return redirect("learner:resources")
    form = filters(request, "nation")
    found = library.handouts(library.newest(), nation=form.value("nation"))
    chosen = next((one for one in found if one.identifier == wanted), None)
    if chosen is None:
        raise Http404
    return page(request, "handout", form, [], passage=chosen)
