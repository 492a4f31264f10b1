"""The courses of an organisation with their versions, and what is in one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from courses.accounts.permissions import Permission
from courses.assessment.corrected_queries import corrected_in
from courses.catalogue.shelves import (
    compared_with,
    contacts_in,
    facts_in,
    items_in,
    lessons_in,
    offences_in,
    offered_of,
    scenarios_in,
    versions_for,
)
from courses.catalogue.upkeep import number_past, versions_offered
from courses.common.dates import local_date
from courses.learning.queries import Taken, taken
from courses.reporting.item_reports import number_open
from courses.usecases.move_part_way import who_may_move
from courses.web.author.gate import AuthorRequest, authors, may
from courses.web.author.version_page import Shown, shown_at


@dataclass(frozen=True, slots=True)
class Line:
    """One version of the list, and how many people take or took it."""

    shown: Shown
    taken: Taken


@dataclass(frozen=True, slots=True)
class Listed:
    """One course of the list with its versions, the highest number first."""

    title: str
    slug: str
    is_own: bool
    lines: Sequence[Line]


@authors(Permission.SEE_DRAFTS, methods=["GET"])
def courses(request: AuthorRequest) -> HttpResponse:
    """Show the organisation's own courses and the bundled ones, each with every version."""
    versions = versions_for(request.organisation)
    counts = taken(organisation=request.organisation, versions=versions)
    listed = []
    for _course, group in groupby(versions, lambda one: one.course_id):
        of_course = list(group)
        offered = offered_of(of_course)
        lines = [
            Line(Shown(one, request.organisation.slug, one == offered), counts[one.pk])
            for one in of_course
        ]
        first = offered or of_course[0]
        is_own = first.course.owner_id is not None
        listed.append(Listed(first.title, first.course.slug, is_own, lines))
    context = {
        "own": [one for one in listed if one.is_own],
        "bundled": [one for one in listed if not one.is_own],
        "may_publish": may(request, Permission.PUBLISH_COURSES),
        "past_review": number_past(
            versions_offered(request.organisation), on=local_date(timezone.now())
        ),
        "reported": number_open(request.organisation),
        "may_import": may(request, Permission.IMPORT_COURSES),
    }
    return render(request, "courses/author/courses.html", context)


@authors(Permission.SEE_DRAFTS, methods=["GET"])
def version(request: AuthorRequest, shelf: str, course: str, version: str) -> HttpResponse:
    """Show one version: where it stands, its lessons, what may be done with it."""
    shown = shown_at(request, shelf, course, version)
    here = taken(organisation=request.organisation, versions=[shown.version])
    may_publish = may(request, Permission.PUBLISH_COURSES)
    asks_to_move = may_publish and shown.is_own and shown.is_offered
    context = {
        "corrected": len(corrected_in(shown.version)) if may_publish else 0,
        "moving": who_may_move(shown.version, at=timezone.now()) if asks_to_move else None,
        "shown": shown,
        "version": shown.version,
        "lessons": [
            (one, shown.url("lesson", one.identifier)) for one in lessons_in(shown.version)
        ],
        "scenarios": [
            (one, shown.url("scenario", one.identifier)) for one in scenarios_in(shown.version)
        ],
        "taken": here[shown.version.pk],
        "base": compared_with(shown.version),
        "may_publish": may_publish,
    }
    return render(request, "courses/author/version.html", context)


@authors(Permission.SEE_DRAFTS, methods=["GET"])
def questions(request: AuthorRequest, shelf: str, course: str, version: str) -> HttpResponse:
    """Show every question of one version with its key and all feedback."""
    shown = shown_at(request, shelf, course, version)
    items = items_in(shown.version)
    groups = [
        (lesson, list(found))
        for lesson, found in groupby(items, lambda one: one.anchor.lesson if one.anchor else None)
    ]
    context = {"shown": shown, "version": shown.version, "groups": groups, "total": len(items)}
    return render(request, "courses/author/questions.html", context)


@authors(Permission.SEE_DRAFTS, methods=["GET"])
def sources(request: AuthorRequest, shelf: str, course: str, version: str) -> HttpResponse:
    """Show what one version rests on: facts, offences and contacts, with status and dates."""
    shown = shown_at(request, shelf, course, version)
    context = {
        "shown": shown,
        "version": shown.version,
        "facts": facts_in(shown.version),
        "offences": offences_in(shown.version),
        "contacts": contacts_in(shown.version),
        "today": local_date(timezone.now()),
    }
    return render(request, "courses/author/sources.html", context)
