"""Reading a lesson, answering its checks, keeping one's place, finishing it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.catalogue.contacts import NO_CONTACTS, contacts_for
from courses.catalogue.models import Course, Lesson
from courses.catalogue.overlays import NOTHING, own_texts
from courses.catalogue.queries import check_at, has_block, lesson_at
from courses.common.dates import local_date
from courses.learning.models import Enrolment
from courses.learning.progress import LessonState
from courses.learning.queries import lesson_states
from courses.learning.services import keep_place
from courses.usecases.answer_check import answer_check
from courses.usecases.complete_lesson import (
    ChecksUnanswered,
    EditionReplaced,
    complete_lesson,
)
from courses.web.frames import framed
from courses.web.in_room import seat_of
from courses.web.item_forms import ItemForm
from courses.web.learner.gate import MemberRequest, learners, own_enrolment
from courses.web.learner.route import goes_gently
from courses.web.learner.ticked import keep_ticked, ticked
from courses.web.lesson_html import Given, Way, html_of, way_of
from courses.web.lesson_page import check_form, reader_at
from courses.web.middleware import concern_url, place_of, sees_flags
from courses.web.pieces import drawn, kept_piece
from courses.web.presenters import minutes_words
from courses.web.reading import Reading, reading_of
from courses.web.responses import SeeOther
from courses.web.unsent import Kept, forget, kept_for


def own_lesson(
    request: MemberRequest, registration: UUID, identifier: str
) -> tuple[Enrolment, Lesson]:
    """Return the sender's enrolment and one lesson of its version.

    :raises Http404: when either is missing or the enrolment is somebody else's.
    """
    enrolment = own_enrolment(request, registration)
    lesson = lesson_at(version_id=enrolment.version_id, identifier=identifier)
    if lesson is None:
        raise Http404
    return enrolment, lesson


def lesson_page(
    request: MemberRequest,
    enrolment: Enrolment,
    identifier: str,
    *,
    bound: Mapping[str, ItemForm] | None = None,
    unanswered: tuple[str, ...] = (),
) -> HttpResponse:
    """Return the page of one lesson.

    ``bound`` holds a form with errors, ``unanswered`` the checks left.
    """
    states, reading = lesson_states(enrolment), reading_of(request)
    here = next((n for n, state in enumerate(states) if state.identifier == identifier), None)
    if here is None:
        raise Http404
    lesson, place = states[here], place_of(request)
    site = place.site if place else None
    reader = reader_at(
        enrolment.organisation,
        site,
        gently=goes_gently(request),
        sees_flags=sees_flags(request),
    )
    way = way_of(enrolment.version, lesson.lesson_id, reader)
    given = Given(
        chosen=lesson.chosen,
        bound=bound or {},
        contacts=contacts_for(organisation=enrolment.organisation, site=site)
        if way.names_contacts
        else NO_CONTACTS,
        own=own_texts(
            organisation_id=enrolment.organisation_id,
            site_id=site.pk if site else None,
            course_id=enrolment.course_id,
        )
        if way.is_local
        else NOTHING,
        concern_url=concern_url(request, place),
        gently=reader.gently,
        on=local_date(timezone.now()),
    )
    following = states[here + 1] if here + 1 < len(states) else None
    parts = {
        "back": kept_piece("courses/learner/lesson_back.html", words=enrolment.version.title),
        "heading": kept_piece(
            "courses/learner/lesson_heading.html",
            identifier=identifier,
            title=lesson.title,
            minutes=minutes_words(lesson),
            notice=lesson.notice,
            number=here + 1,
            total=len(states),
            has_gentler=way.has_gentler,
            gently=reader.gently,
            tested_out=lesson.tested_out,
            was_asked=lesson.pretest and not lesson.unanswered and not lesson.opened,
        ),
        "blocks": sounds_html(way, reading) + html_of(way, given),
        "end": kept_piece(
            "courses/learner/lesson_end.html",
            identifier=identifier,
            completed=lesson.completed,
            tested_out=lesson.tested_out,
            following=(following.identifier, following.title) if following else None,
            stories=way.content.stories,
            reviewed_on=lesson.reviewed_on,
            version=enrolment.version.version,
            is_reading=enrolment.course.kind == Course.Kind.READING,
        ),
        "words": way.words,
        "contents": kept_piece(
            "courses/components/contents.html",
            entries=tuple((one.identifier, one.title, tick_of(one)) for one in states),
            current=identifier,
        ),
        "error": error_html(bound or {}, way, unanswered),
    }
    return framed(
        request,
        "courses/learner/lesson.html",
        parts=parts,
        blanks={
            "registration": str(enrolment.registration),
            "opened": reading.opened_words,
        },
        title=lesson.title,
        is_error=bool(unanswered) or any(form.errors for form in (bound or {}).values()),
    )


def sounds_html(way: Way, reading: Reading) -> str:
    """Return the list of sounds that a lesson begins with where the reader would rather listen."""
    if not (way.sounds and reading.begins_with_sounds):
        return ""
    return kept_piece("courses/learner/lesson_sounds.html", sounds=way.sounds)


def error_html(bound: Mapping[str, ItemForm], way: Way, unanswered: tuple[str, ...]) -> str:
    """Return the summary of what is wrong, empty where nothing is."""
    if unanswered:
        left = [block for block in way.content.blocks if block.identifier in unanswered]
        return drawn("courses/learner/lesson_unanswered.html", unanswered=left)
    for form in bound.values():
        return drawn("courses/components/error_summary.html", form=form)
    return ""


def tick_of(lesson: LessonState) -> str:
    """Return the words beside the tick of a lesson that is complete, else nothing."""
    if lesson.tested_out:
        return _("you knew this")
    return _("completed") if lesson.completed else ""


@learners(methods=["GET"])
def read(request: MemberRequest, registration: UUID, lesson: str) -> HttpResponse:
    """Show one lesson; an answer that was sent while signed out is still chosen."""
    enrolment = own_enrolment(request, registration)
    waiting = kept_for(request)
    bound = answered_again(enrolment, lesson, waiting) if waiting else None
    return lesson_page(request, enrolment, lesson, bound=bound)


def answered_again(enrolment: Enrolment, identifier: str, waiting: Kept) -> dict[str, ItemForm]:
    """Return the check that was answered while signed out, with what was chosen.

    Those that were ticked, where the lesson was to be finished.
    """
    lesson = lesson_at(version_id=enrolment.version_id, identifier=identifier)
    if lesson is None:
        return {}
    if waiting.part:
        blocks: Sequence[str] = [waiting.part]
    else:
        states = lesson_states(enrolment)
        blocks = next(one.unanswered for one in states if one.identifier == identifier)
    return {block.identifier: form for block, form in ticked(lesson, blocks, waiting.data)}


@learners(methods=["POST"])
def check(request: MemberRequest, registration: UUID, lesson: str, block: str) -> HttpResponse:
    """Keep the answer to one check and show its feedback below it."""
    enrolment, found = own_lesson(request, registration, lesson)
    shown = check_at(lesson=found, identifier=block)
    form = check_form(shown, {}, data=request.POST) if shown else None
    if shown is None or form is None:
        raise Http404
    if not form.is_valid():
        return lesson_page(request, enrolment, lesson, bound={block: form})
    answer_check(
        enrolment=enrolment, lesson=found, block=shown, chosen=form.chosen(), at=timezone.now()
    )
    forget(request, path=reverse("learner:lesson", args=[registration, lesson]))
    return SeeOther(f"{reverse('learner:lesson', args=[registration, lesson])}#{block}")


@learners(methods=["POST"])
def place(request: MemberRequest, registration: UUID, lesson: str) -> HttpResponse:
    """Keep the block the learner has come to."""
    enrolment, found = own_lesson(request, registration, lesson)
    block = request.POST.get("block", "")
    # PostgreSQL takes no NUL in a text, not even to look for it.
    if not block.isprintable() or not has_block(lesson=found, identifier=block):
        raise Http404
    keep_place(enrolment=enrolment, lesson=found, block=block, at=timezone.now())
    return HttpResponse(status=204)


@learners(methods=["POST"])
def finish(request: MemberRequest, registration: UUID, lesson: str) -> HttpResponse:
    """Finish the lesson and go to the next, or say which checks are left.

    In a training room the next is that which the room has opened.
    """
    enrolment, found = own_lesson(request, registration, lesson)
    try:
        complete_lesson(enrolment=enrolment, lesson=found, at=timezone.now())
    except ChecksUnanswered as left:
        return check_ticked(request, enrolment, found, left.blocks)
    except EditionReplaced:
        if seat_of(request):
            messages.info(request, _("This document was changed. Read the new edition from To do."))
            return SeeOther(reverse("learner:gathering"))
        return SeeOther(reverse("learner:newer", args=[registration]))
    if seat_of(request):
        messages.success(request, _("Finished: %s.") % found.title)
        return SeeOther(reverse("learner:gathering"))
    if enrolment.course.kind == Course.Kind.READING:
        messages.success(request, _("Read and confirmed: %s.") % enrolment.version.title)
        return SeeOther(reverse("learner:overview", args=[registration]))
    states = lesson_states(enrolment)
    to_go = sum(not state.completed for state in states)
    messages.success(request, finished_words(found.title, to_go))
    following = next((state for state in states if not state.completed), None)
    if following is None:
        return SeeOther(reverse("learner:overview", args=[registration]))
    return SeeOther(reverse("learner:lesson", args=[registration, following.identifier]))


def check_ticked(
    request: MemberRequest, enrolment: Enrolment, lesson: Lesson, blocks: Sequence[str]
) -> HttpResponse:
    """Keep what was ticked in the checks ``blocks`` but not sent, and say which are left.

    Where none is, the answers are to be read before the lesson is finished.
    """
    wrong, left = keep_ticked(
        enrolment=enrolment, lesson=lesson, blocks=blocks, data=request.POST, at=timezone.now()
    )
    if left:
        return lesson_page(request, enrolment, lesson.identifier, bound=wrong, unanswered=left)
    messages.info(request, _("Your answers are saved. Read what they come to, then finish below."))
    page = reverse("learner:lesson", args=[enrolment.registration, lesson.identifier])
    forget(request, path=page)
    return SeeOther(f"{page}#{blocks[0]}")


def finished_words(title: str, left: int) -> str:
    """Return what to say of a lesson just finished, with how many are left."""
    if not left:
        return _("Finished: %s. Every lesson is done; the quiz is open.") % title
    rest = ngettext("%d lesson to go.", "%d lessons to go.", left) % left
    return _("Finished: %(title)s. %(rest)s Stop here or carry on.") % {
        "title": title,
        "rest": rest,
    }
