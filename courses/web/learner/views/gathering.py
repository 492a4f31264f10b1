"""Taking part in a training room: one's own way through what the lead has opened."""

from collections.abc import Mapping
from typing import Any, Final

from django.contrib.auth import logout
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.assessment.editions import quiz_of
from courses.certification.models import Certificate
from courses.certification.queries import latest_by_enrolment
from courses.learning.models import Enrolment
from courses.learning.pacing import Pace
from courses.learning.progress import LessonState, may_take_quiz, resume_point
from courses.learning.queries import lesson_states
from courses.learning.together_queries import pace_of
from courses.learning.together_services import leave
from courses.web.forms import HouseForm
from courses.web.in_room import seat_of
from courses.web.learner.gate import MemberRequest, found_enrolment, learners
from courses.web.presenters import Status, minutes_words, progress_status
from courses.web.reading import asks_again
from courses.web.responses import SeeOther

LOOKS_AGAIN: Final = 10  # seconds after which the page that waits asks again by itself


class HandOnForm(HouseForm):
    """Hand the device on; nothing to fill in."""

    button = gettext_lazy("Hand to the next person")
    kind = "secondary"
    once = True


@learners(methods=["GET"])
def gathering(request: MemberRequest) -> HttpResponse:
    """Show what the room has opened and how far one is in it, or that one waits.

    While it waits it asks again by itself, by the header Refresh, until that is stopped.
    """
    seat = seat_of(request)
    held = seat.enrolment if seat else None
    enrolment = found_enrolment(request, held.registration) if held else None
    if seat is None or enrolment is None:
        return render(request, "courses/learner/no_gathering.html")
    lessons, pace = lesson_states(enrolment), pace_of(seat.gathering)
    is_complete: bool = enrolment.is_complete  # type: ignore[attr-defined]
    certificate = latest_by_enrolment(enrolment.pk) if is_complete else None
    going = next_step(enrolment, lessons, pace, certificate)
    form = HandOnForm()
    form.action = reverse("learner:hand_on")
    context = {
        "version": enrolment.version,
        "going": going,
        "tasks": [
            *(lesson_task(enrolment, one, pace) for one in lessons),
            *quiz_tasks(enrolment, pace),
        ],
        "is_complete": is_complete,
        "certificate": certificate,
        "is_waiting": not (going or is_complete),
        "looks_again": asks_again(request),
        "seconds": LOOKS_AGAIN,
        "form": form,
    }
    response = render(request, "courses/learner/gathering.html", context)
    if context["is_waiting"] and context["looks_again"]:
        response["Refresh"] = str(LOOKS_AGAIN)
    return response


@learners(methods=["POST"])
def hand_on(request: MemberRequest) -> HttpResponse:
    """End the sign-in and leave nothing on this screen; the next person finds the form.

    What was done is kept. The room code stands in the form already: it is on the wall.
    """
    seat = seat_of(request)
    asked = "?handed=1"
    if seat is not None:
        leave(seat_id=seat.pk, mark=seat.mark)
        asked += f"&code={seat.gathering.code}"
    for _unseen in get_messages(request):
        pass  # a message that was waiting is this person's alone
    logout(request)
    response = SeeOther(reverse("public:join_room") + asked)
    response["Clear-Site-Data"] = '"cache"'
    return response


def next_step(
    enrolment: Enrolment,
    lessons: list[LessonState],
    pace: Pace,
    certificate: Certificate | None,
) -> Mapping[str, str] | None:
    """Return where to go on and its words; None where the room has opened nothing more."""
    if certificate is not None:
        return {
            "url": reverse("learner:certificate", args=[certificate.number]),
            "words": _("Open your certificate"),
        }
    opened = [one for one in lessons if pace.opens(one.identifier)]
    point = resume_point(opened)
    if point is not None:
        url = reverse("learner:lesson", args=[enrolment.registration, point.lesson])
        begun = any(one.opened for one in opened if one.identifier == point.lesson)
        words = _("Continue: %s") if begun else _("Start: %s")
        return {"url": f"{url}#{point.block}" if point.block else url, "words": words % point.title}
    takes = pace.opens_quiz and may_take_quiz(lessons) and quiz_of(enrolment.version)
    if not takes or enrolment.is_complete:  # type: ignore[attr-defined]
        return None
    return {
        "url": reverse("learner:quiz", args=[enrolment.registration]),
        "words": _("Go to the quiz"),
    }


def lesson_task(enrolment: Enrolment, lesson: LessonState, pace: Pace) -> dict[str, Any]:
    """Return one lesson as a row of the list; without an address while it is not open yet."""
    is_open = pace.opens(lesson.identifier)
    status = progress_status(completed=lesson.completed, begun=lesson.opened)
    return {
        "title": lesson.title,
        "url": reverse("learner:lesson", args=[enrolment.registration, lesson.identifier])
        if is_open
        else "",
        "hint": minutes_words(lesson),
        "status": status if is_open or lesson.completed else Status(_("Not open yet")),
    }


def quiz_tasks(enrolment: Enrolment, pace: Pace) -> list[dict[str, Any]]:
    """Return the row of the quiz in a list, which is empty where there is no quiz."""
    if quiz_of(enrolment.version) is None:
        return []
    is_complete: bool = enrolment.is_complete  # type: ignore[attr-defined]
    opened = progress_status(completed=is_complete, begun=False)
    return [
        {
            "title": _("Quiz"),
            "url": reverse("learner:quiz", args=[enrolment.registration])
            if pace.opens_quiz
            else "",
            "hint": _("Your own: nobody else sees your answers"),
            "status": opened if pace.opens_quiz or is_complete else Status(_("Not open yet")),
        }
    ]
