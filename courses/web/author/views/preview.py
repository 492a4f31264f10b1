"""A lesson as a learner sees it. Nothing is kept: an answer travels in the address alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from courses.accounts.permissions import Permission
from courses.catalogue.contacts import contacts_for
from courses.catalogue.flags import flags_in
from courses.catalogue.models import Block
from courses.catalogue.overlays import own_texts
from courses.catalogue.shelves import lessons_in
from courses.catalogue.stories import scenario_at, story_of
from courses.common.dates import local_date
from courses.web.author.gate import AuthorRequest, authors
from courses.web.author.version_page import shown_at
from courses.web.item_forms import ItemForm
from courses.web.lesson_page import check_form, content_of, reader_at, shown_blocks, words_on


@authors(Permission.SEE_DRAFTS, methods=["GET"])
def lesson(
    request: AuthorRequest, shelf: str, course: str, version: str, lesson: str
) -> HttpResponse:
    """Show one lesson with the learner's own blocks; its checks answer and record nothing."""
    shown = shown_at(request, shelf, course, version)
    lessons = lessons_in(shown.version)
    here = next((n for n, one in enumerate(lessons) if one.identifier == lesson), None)
    if here is None:
        raise Http404
    found = lessons[here]
    content = content_of(shown.version, found.pk)
    chosen, bound = tried(content.blocks, request.GET)
    blocks = shown_blocks(
        content=content,
        chosen=chosen,
        bound=bound,
        contacts=contacts_for(organisation=request.organisation, site=None),
        on=local_date(timezone.now()),
        reader=reader_at(request.organisation, None),
        blanks={},
        own=own_texts(
            organisation_id=request.organisation.pk,
            site_id=None,
            course_id=shown.version.course_id,
        ),
    )
    flags = flags_in([found.pk])
    context = {
        "shown": shown,
        "version": shown.version,
        "lesson": found,
        "number": here + 1,
        "total": len(lessons),
        "lessons": [(one, shown.url("lesson", one.identifier)) for one in lessons],
        "next_url": following_url(shown, lessons, here),
        "blocks": [(one, flags.get((found.pk, one.block.identifier), ())) for one in blocks],
        "words": words_on(content, blocks, gently=False),
        "error_form": next(iter(bound.values()), None),
    }
    return render(request, "courses/author/lesson.html", context)


@authors(Permission.SEE_DRAFTS, methods=["GET"])
def scenario(
    request: AuthorRequest, shelf: str, course: str, version: str, scenario: str
) -> HttpResponse:
    """Show one story whole: every moment with its choices and all that is said about them."""
    shown = shown_at(request, shelf, course, version)
    found = scenario_at(version_id=shown.version.pk, identifier=scenario)
    if found is None:
        raise Http404
    story = story_of(found)
    numbers = {identifier: number for number, identifier in enumerate(story.nodes, start=1)}
    context = {
        "shown": shown,
        "version": shown.version,
        "scenario": found,
        "moments": [
            (
                numbers[identifier],
                node,
                [(way, numbers[way.leads_to.identifier]) for way in story.ways_on(identifier)],
            )
            for identifier, node in story.nodes.items()
        ],
    }
    return render(request, "courses/author/scenario.html", context)


def following_url(shown: Any, lessons: Sequence[Any], here: int) -> str:
    """Return the address of the lesson after the one in place ``here``; empty after the last."""
    if here + 1 == len(lessons):
        return ""
    url: str = shown.url("lesson", lessons[here + 1].identifier)
    return url


def tried(
    blocks: Sequence[Block], given: QueryDict
) -> tuple[Mapping[str, Mapping[str, Any]], Mapping[str, ItemForm]]:
    """Return the answers that the address holds by block, and the forms that hold no whole one."""
    chosen: dict[str, Mapping[str, Any]] = {}
    bound: dict[str, ItemForm] = {}
    for block in blocks:
        form = check_form(block, {}, data=given)
        if form is None or block.identifier != given.get("check"):
            continue
        if form.is_valid():
            chosen[block.identifier] = form.chosen()
        else:
            bound[block.identifier] = form
    return chosen, bound
