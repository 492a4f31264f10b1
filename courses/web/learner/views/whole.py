"""The whole course on one page, to read through or to print."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from courses.catalogue.contacts import contacts_for
from courses.catalogue.flags import flags_in
from courses.catalogue.models import Block, BlockKind, Lesson
from courses.catalogue.overlays import own_texts
from courses.catalogue.queries import cited_in, lessons_with_blocks, terms_in
from courses.common.dates import local_date
from courses.web.learner.gate import MemberRequest, learners, own_enrolment
from courses.web.learner.route import goes_gently
from courses.web.lesson_page import Content, ShownBlock, reader_at, shown_blocks
from courses.web.middleware import place_of, sees_flags
from courses.web.words import Glossary, Word, by_alphabet


@dataclass(frozen=True, slots=True)
class Chapter:
    """One lesson of the page: each block with what it rests on that leads are told of."""

    lesson: Lesson
    blocks: Sequence[tuple[ShownBlock, Sequence[str]]]


@learners(methods=["GET"])
def whole(request: MemberRequest, registration: UUID) -> HttpResponse:
    """Show every lesson of one's course in order; checks are shown as questions to think about."""
    enrolment = own_enrolment(request, registration)
    place, today = place_of(request), local_date(timezone.now())
    contacts = contacts_for(organisation=enrolment.organisation, site=place.site if place else None)
    cited = cited_in(enrolment.version_id)
    own = own_texts(
        organisation_id=enrolment.organisation_id,
        site_id=place.site.pk if place else None,
        course_id=enrolment.course_id,
    )
    glossary = Glossary(terms_in(enrolment.version_id))
    used: set[str] = set()
    words: list[Word] = []

    site, gently = place.site if place else None, goes_gently(request)
    reader = reader_at(enrolment.organisation, site, gently=gently)

    def shown(block: Block) -> list[ShownBlock]:
        if block.kind == BlockKind.CHECK:
            return [ShownBlock(block)]
        found = shown_blocks(
            content=Content((block,), cited, {}),
            chosen={},
            bound={},
            contacts=contacts,
            on=today,
            reader=reader,
            blanks={},
            own=own,
        )
        return [explained(one) for one in found]

    def explained(one: ShownBlock) -> ShownBlock:
        body, here = glossary.linked(one.block, one.body, used)
        words.extend(here)
        return replace(one, body=body)

    lessons = lessons_with_blocks(enrolment.version_id)
    flags = flags_in([lesson.pk for lesson, _blocks in lessons]) if sees_flags(request) else {}
    chapters = [
        Chapter(
            lesson,
            [
                (one, flags.get((lesson.pk, block.identifier), ()))
                for block in blocks
                for one in shown(block)
            ],
        )
        for lesson, blocks in lessons
    ]
    context = {
        "enrolment": enrolment,
        "registration": enrolment.registration,
        "version": enrolment.version,
        "chapters": chapters,
        "words": by_alphabet(words),
    }
    return render(request, "courses/learner/whole.html", context)
