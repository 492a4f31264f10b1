"""The whole course on one page, to read through or to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from courses.catalogue.contacts import contacts_for
from courses.catalogue.models import Block, BlockKind, Lesson
from courses.catalogue.queries import cited_in, lessons_with_blocks
from courses.common.dates import local_date
from courses.web.learner.gate import MemberRequest, learners, own_enrolment
from courses.web.learner.route import goes_gently
from courses.web.lesson_page import Content, ShownBlock, reader_at, shown_blocks
from courses.web.middleware import place_of


@dataclass(frozen=True, slots=True)
class Chapter:
    """One lesson of the page."""

    lesson: Lesson
    blocks: Sequence[ShownBlock]


@learners(methods=["GET"])
def whole(request: MemberRequest, registration: UUID) -> HttpResponse:
    """Show every lesson of one's course in order; checks are shown as questions to think about."""
    enrolment = own_enrolment(request, registration)
    place, today = place_of(request), local_date(timezone.now())
    contacts = contacts_for(organisation=enrolment.organisation, site=place.site if place else None)
    cited = cited_in(enrolment.version_id)

    reader = reader_at(
        enrolment.organisation, place.site if place else None, gently=goes_gently(request)
    )

    def shown(block: Block) -> list[ShownBlock]:
        if block.kind == BlockKind.CHECK:
            return [ShownBlock(block)]
        return shown_blocks(
            content=Content((block,), cited, {}),
            chosen={},
            bound={},
            contacts=contacts,
            on=today,
            reader=reader,
            blanks={},
        )

    chapters = [
        Chapter(lesson, [one for block in blocks for one in shown(block)])
        for lesson, blocks in lessons_with_blocks(enrolment.version_id)
    ]
    context = {"enrolment": enrolment, "version": enrolment.version, "chapters": chapters}
    return render(request, "courses/learner/whole.html", context)
