"""The pre-test: showing beforehand what one knows, lesson by lesson, so as to read less."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.catalogue.models import Block
from courses.catalogue.queries import lesson_at
from courses.learning.models import Enrolment
from courses.learning.progress import (
    LessonState,
    asked_next,
    in_pretest,
    may_take_quiz,
    minutes_known,
)
from courses.learning.queries import lesson_states
from courses.usecases.answer_pretest import answer_pretest
from courses.web.item_forms import ItemForm
from courses.web.learner.gate import MemberRequest, learners, own_enrolment
from courses.web.learner.going_on import reading_url
from courses.web.lesson_page import check_form, content_of, with_template
from courses.web.presenters import Status, lesson_status, minutes_words
from courses.web.responses import SeeOther


def topics_of(enrolment: Enrolment) -> tuple[list[LessonState], list[LessonState]]:
    """Return every lesson of the course, and those of its pre-test.

    :raises Http404: when it has no pre-test.
    """
    lessons = lesson_states(enrolment)
    topics = in_pretest(lessons)
    if not topics:
        raise Http404
    return lessons, topics


@learners(methods=["GET"])
def pretest(request: MemberRequest, registration: UUID) -> HttpResponse:
    """Show what the pre-test is about, or how far it is, or what came of it."""
    enrolment = own_enrolment(request, registration)
    lessons, topics = topics_of(enrolment)
    following = asked_next(topics)
    left = [topic for topic in topics if topic.may_be_asked]
    context = {
        "enrolment": enrolment,
        "tasks": [task_of(enrolment, topic) for topic in topics],
        "questions": sum(len(topic.checks) for topic in left),
        "minutes": sum(topic.minutes for topic in left),
        "is_begun": len(left) < len(topics),
        "next_url": topic_url(enrolment, following) if following else "",
        "known": [topic for topic in topics if topic.tested_out],
        "to_read": [topic for topic in topics if not topic.completed],
        "minutes_known": minutes_known(topics),
        "reading_url": reading_url(enrolment, lessons),
        "is_quiz_next": may_take_quiz(lessons),
    }
    return render(request, "courses/learner/pretest.html", context)


def topic_url(enrolment: Enrolment, topic: LessonState) -> str:
    """Return the address of the questions of one lesson."""
    return reverse("learner:pretest_topic", args=[enrolment.registration, topic.identifier])


def task_of(enrolment: Enrolment, topic: LessonState) -> dict[str, object]:
    """Return one row of the list of lessons: to answer its questions, or to read it."""
    number = len(topic.checks)
    row = {
        "title": topic.title,
        "url": reverse("learner:lesson", args=[enrolment.registration, topic.identifier]),
        "hint": minutes_words(topic),
        "status": lesson_status(topic) if topic.completed else Status(_("To read")),
    }
    if topic.may_be_asked:
        hint = ngettext("%d question", "%d questions", number) % number
        row |= {
            "url": topic_url(enrolment, topic),
            "hint": hint,
            "status": Status(_("Not answered")),
        }
    return row


@learners(methods=["GET", "POST"])
def topic(request: MemberRequest, registration: UUID, lesson: str) -> HttpResponse:
    """Ask all checks of one lesson, and keep the answers for good; a repeat changes nothing."""
    enrolment = own_enrolment(request, registration)
    _lessons, topics = topics_of(enrolment)
    here = next((one for one in topics if one.identifier == lesson), None)
    found = lesson_at(version_id=enrolment.version_id, identifier=lesson) if here else None
    if here is None or found is None:
        raise Http404
    following = way_on(enrolment, topics, here)
    if not here.may_be_asked:
        is_post = request.method == "POST"
        return SeeOther(following if is_post else reverse("learner:pretest", args=[registration]))
    forms = forms_of(enrolment, here, data=request.POST if request.method == "POST" else None)
    if not all([form.is_valid() for form in forms.values()]):  # noqa: C419 - each says what it lacks
        return topic_page(request, enrolment, here, topics, list(forms.values()))
    given = {block: form.chosen() for block, form in forms.items()}
    known = answer_pretest(enrolment=enrolment, lesson=found, given=given, at=timezone.now())
    messages.success(request, words_after(here, known=known))
    return SeeOther(following)


def way_on(enrolment: Enrolment, topics: list[LessonState], here: LessonState) -> str:
    """Return the address of the next lesson to be asked after ``here``, else of the results."""
    following = asked_next(topics, after=here.identifier)
    if following:
        return topic_url(enrolment, following)
    return reverse("learner:pretest", args=[enrolment.registration])


def forms_of(enrolment: Enrolment, here: LessonState, *, data: Any) -> dict[Block, ItemForm]:
    """Return the question of each check of a lesson, in order."""
    blocks = content_of(enrolment.version, here.lesson_id).blocks
    asked = ((block, check_form(block, {}, data=data)) for block in blocks)
    return {block: form for block, form in asked if form is not None}


def topic_page(
    request: MemberRequest,
    enrolment: Enrolment,
    here: LessonState,
    topics: list[LessonState],
    forms: list[ItemForm],
) -> HttpResponse:
    """Return the page with the questions of one lesson."""
    context = {
        "enrolment": enrolment,
        "lesson": here,
        "number": topics.index(here) + 1,
        "total": len(topics),
        "forms": forms,
        "has_errors": any(form.errors for form in forms),
        "questions": [with_template(form) for form in forms],
        "skip_url": way_on(enrolment, topics, here),
    }
    return render(request, "courses/learner/pretest_topic.html", context)


def words_after(here: LessonState, *, known: bool) -> str:
    """Return what to say of a lesson whose questions were just answered."""
    if not known:
        return _("Answers saved. “%s” stays on your list and explains each answer.") % here.title
    words = ngettext(
        "You knew “%(title)s”: %(minutes)d minute less to read.",
        "You knew “%(title)s”: %(minutes)d minutes less to read.",
        here.minutes,
    )
    return words % {"title": here.title, "minutes": here.minutes}
