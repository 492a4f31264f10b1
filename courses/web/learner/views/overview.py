"""One course at a glance: its lessons, what is left, and where to begin."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.accounts.queries import Place
from courses.assessment.editions import quiz_of
from courses.catalogue.about import about
from courses.catalogue.contacts import contacts_for
from courses.catalogue.models import Block, Course, CourseVersion
from courses.catalogue.outlines import outline_of
from courses.catalogue.queries import newest_published
from courses.certification.queries import latest_by_enrolment
from courses.common.dates import local_date
from courses.learning.models import Enrolment
from courses.learning.practice import done_on
from courses.learning.progress import (
    LessonState,
    asked_next,
    in_pretest,
    may_take_quiz,
    minutes_known,
    minutes_left,
)
from courses.learning.queries import Practice, lesson_states, practices_of
from courses.usecases.take_new_edition import replaced_by
from courses.web.learner.gate import MemberRequest, learners, own_enrolment
from courses.web.learner.going_on import resume_url
from courses.web.learner.route import goes_gently
from courses.web.lesson_page import reader_at
from courses.web.middleware import place_of
from courses.web.presenters import (
    ShownContact,
    Status,
    day_from_here,
    lesson_status,
    minutes_words,
    progress_status,
    shown_contact,
)

# What the box "In your organisation" shows, by the slot of the contact.
HERE = {"lead": "safeguarding-lead", "policy": "policy"}


@learners(methods=["GET"])
def overview(request: MemberRequest, registration: UUID) -> HttpResponse:
    """Show one course: its notice, its lessons with minutes, and one button to go on."""
    enrolment = own_enrolment(request, registration, before_it_opens=True)
    lessons = lesson_states(enrolment)
    if enrolment.opens_on is not None:  # type: ignore[attr-defined]
        return not_open_page(request, enrolment, lessons)
    is_complete = enrolment.is_complete  # type: ignore[attr-defined]
    place, told = place_of(request), about(enrolment.version)
    replaced = replaced_by(enrolment)
    context = {
        "enrolment": enrolment,
        "version": enrolment.version,
        "newer": newer_than(enrolment.version),
        "replaced_by": replaced,
        "gently": goes_gently(request),
        "has_gentler": any(one.has_gentler for one in outline_of(enrolment.version)),
        "tasks": [lesson_task(enrolment, lesson) for lesson in lessons],
        "practice_tasks": [
            *(practice_task(enrolment, one) for one in practices_of(enrolment)),
            *(
                referral_task(enrolment, one)
                for one in referrals_for(told.referrals, enrolment, place)
            ),
        ],
        "quiz_task": [quiz_task(enrolment, lessons)] if quiz_of(enrolment.version) else [],
        "is_complete": is_complete,
        "is_reading": enrolment.course.kind == Course.Kind.READING,
        "certificate": latest_by_enrolment(enrolment.pk) if is_complete else None,
        "editions": told.editions,
        "outcomes": told.outcomes,
        **told_here(enrolment, place),
        "is_begun": any(lesson.opened for lesson in lessons),
        "resume_url": reverse("learner:newer", args=[registration])
        if replaced
        else resume_url(enrolment, lessons),
        "minutes_left": minutes_left(lessons),
        "pretest": in_pretest(lessons),
        "asked_next": asked_next(lessons),
        "minutes_known": minutes_known(lessons),
    }
    return render(request, "courses/learner/overview.html", context)


def not_open_page(
    request: MemberRequest, enrolment: Enrolment, lessons: list[LessonState]
) -> HttpResponse:
    """Return the page of a course before its day: when it opens, and what is in it."""
    opens_on: date = enrolment.opens_on  # type: ignore[attr-defined]
    state = Status(_("Not open yet"))
    context = {
        "version": enrolment.version,
        "opens": day_from_here(opens_on, on=local_date(timezone.now())),
        "minutes": sum(lesson.minutes for lesson in lessons),
        "tasks": [
            {"title": one.title, "url": "", "hint": minutes_words(one), "status": state}
            for one in lessons
        ],
        **told_here(enrolment, place_of(request)),
    }
    return render(request, "courses/learner/not_open.html", context)


def newer_than(version: CourseVersion) -> CourseVersion | None:
    """Return what new learners get in the place of a withdrawn ``version``; one query if it is."""
    if version.state != CourseVersion.State.WITHDRAWN:
        return None
    return newest_published(version.course)


def told_here(enrolment: Enrolment, place: Place | None) -> dict[str, ShownContact | None]:
    """Return the safeguarding lead and the policy of the learner's site, as far as entered."""
    contacts = contacts_for(organisation=enrolment.organisation, site=place.site if place else None)
    today = local_date(timezone.now())
    found = {name: contacts.in_slots([slot]) for name, slot in HERE.items()}
    return {
        name: shown_contact(rows[0], on=today) if rows else None for name, rows in found.items()
    }


def lesson_task(enrolment: Enrolment, lesson: LessonState) -> dict[str, object]:
    """Return one row of the list of lessons."""
    return {
        "title": lesson.title,
        "url": reverse("learner:lesson", args=[enrolment.registration, lesson.identifier]),
        "hint": minutes_words(lesson),
        "status": lesson_status(lesson),
    }


def practice_task(enrolment: Enrolment, practice: Practice) -> dict[str, object]:
    """Return one row of the list of stories, which are there to practise and never required."""
    story = practice.scenario
    return {
        "title": story.title,
        "url": reverse("learner:scenario", args=[enrolment.registration, story.identifier]),
        "hint": ngettext("%d minute", "%d minutes", story.minutes) % story.minutes,
        "status": progress_status(completed=practice.finished, begun=practice.begun),
    }


def referrals_for(
    referrals: Sequence[Block], enrolment: Enrolment, place: Place | None
) -> list[Block]:
    """Return those of the practice referrals of a course that are for whoever works there."""
    reader = reader_at(enrolment.organisation, place.site if place else None)
    return [one for one in referrals if one.is_for(nation=reader.nation, sector=reader.sector)]


def referral_task(enrolment: Enrolment, referral: Block) -> dict[str, object]:
    """Return one row of the same list, of a referral to write; only that it was done is known."""
    is_done = referral.identifier in done_on(enrolment.practised)
    return {
        "title": referral.title,
        "url": reverse("learner:practice", args=[enrolment.registration, referral.identifier]),
        "hint": _("Write a referral and compare it with a model"),
        "status": progress_status(completed=is_done, begun=False),
    }


def quiz_task(enrolment: Enrolment, lessons: list[LessonState]) -> dict[str, object]:
    """Return the row of the quiz, which opens once every lesson is finished."""
    is_complete = enrolment.is_complete  # type: ignore[attr-defined]
    if is_complete or may_take_quiz(lessons):
        return {
            "title": _("Quiz"),
            "url": reverse("learner:quiz", args=[enrolment.registration]),
            "hint": "",
            "status": progress_status(completed=is_complete, begun=False),
        }
    left = sum(not lesson.completed for lesson in lessons)
    hint = ngettext(
        "Opens when you have finished %d more lesson",
        "Opens when you have finished %d more lessons",
        left,
    )
    return {
        "title": _("Quiz"),
        "url": "",
        "hint": hint % left,
        "status": Status(_("Cannot start yet")),
    }
