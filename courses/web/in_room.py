"""A sign-in by PIN: good for one course of one person while their training room is open."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.catalogue.models import Block, Scenario
from courses.catalogue.queries import practice_at
from courses.catalogue.stories import scenario_at
from courses.certification.queries import latest_by_enrolment
from courses.learning.together import Seat
from courses.learning.together_queries import held_seat, pace_of
from courses.web.responses import SeeOther

KEY: Final = "seat"
# What was being sent when the lead closed the room is still taken.
GRACE: Final = timedelta(minutes=10)
FREE: Final = frozenset(
    {
        "learner:gathering",
        "learner:hand_on",
        "learner:route",
        "learner:settings",
        "learner:resources",
        "learner:cards",
        "learner:glossary",
        "learner:offences",
        "learner:routes",
        "learner:reading",
        "learner:handout",
    }
)
OF_LESSON: Final = frozenset({"learner:lesson", "learner:check", "learner:place", "learner:finish"})
OF_QUIZ: Final = frozenset(
    {
        "learner:quiz",
        "learner:question",
        "learner:questions",
        "learner:more_time",
        "learner:answers",
        "learner:hand_in",
        "learner:result",
    }
)
OF_STORY: Final = frozenset({"learner:scenario", "learner:decision"})
OF_PRACTICE: Final = frozenset({"learner:practice", "learner:practice_done"})
OF_PARTS: Final = OF_LESSON | OF_STORY | OF_PRACTICE | OF_QUIZ
OF_CERTIFICATE: Final = frozenset(
    {"learner:certificate", "learner:certificate_pdf", "learner:certificate_png"}
)


def seat_of(request: HttpRequest) -> Seat | None:
    """Return the seat that the sender's sign-in holds in a training room; None for any other."""
    seat: Seat | None = getattr(request, "seat", None)
    return seat


def is_in_room(request: HttpRequest) -> bool:
    """Test whether the sender signed in by PIN, also where no address was found to be asked of."""
    return KEY in getattr(request, "session", {})


class InRoom:
    """Middleware that keeps a sign-in by PIN to its own course, and ends it with the room."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; what came just after the room closed is the last."""
        response = self.get_response(request)
        if not getattr(request, "is_last", False):
            return response
        logout(request)
        return over() if 300 <= response.status_code < 400 else response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        _args: Any,
        kwargs: Mapping[str, Any],
    ) -> HttpResponseBase | None:
        """Lead back to the room whoever holds a seat and asks for anything else.

        Foreign, missing and not yet open are answered alike. Pages for anybody stay open.
        """
        match = request.resolver_match
        if match is None or match.view_name in {
            "public:stylesheet",
            "public:logo",
            "public:medium",
        }:
            return None  # kept by browsers for everybody: no cookie is looked at
        held = request.session.get(KEY)
        if held is None:
            return None
        is_public = getattr(getattr(view, "policy", None), "audience", "") == "public"
        seat = sitting(request, held)
        if seat is None:
            logout(request)
            return None if is_public else over()
        request.seat = seat  # type: ignore[attr-defined]
        request.organisation = seat.gathering.organisation  # type: ignore[attr-defined]
        if is_public:
            # Leaving, above all, leads where it always leads, also just after the room closed.
            request.is_last = False  # type: ignore[attr-defined]
            return None
        if match.view_name == "account_logout" or is_own(seat, match.view_name, kwargs):
            return None
        if is_not_open_yet(seat, match.view_name, kwargs):
            messages.info(request, _("Your lead has not opened this part yet."))
        return SeeOther(reverse("learner:gathering"))


in_room = InRoom


def sitting(request: HttpRequest, held: Mapping[str, Any]) -> Seat | None:
    """Return the seat that this sign-in holds; None once the room or the sign-in is over.

    A POST up to ten minutes after the room closed is still taken, and is the last.
    """
    seat = held_seat(held["id"])
    if seat is None or seat.mark != held["mark"] or seat.enrolment is None:
        return None
    now = timezone.now()
    if seat.gathering.is_open(now):
        return seat
    if request.method != "POST" or now >= seat.gathering.ends_at + GRACE:
        return None
    request.is_last = True  # type: ignore[attr-defined]
    return seat


def is_own(seat: Seat, name: str, kwargs: Mapping[str, Any]) -> bool:
    """Test whether an address is one of the seat's own course, as far as the room has opened it."""
    if name in FREE:
        return True
    if name in OF_CERTIFICATE:
        own = latest_by_enrolment(seat.enrolment_id or 0)
        return own is not None and own.number == kwargs["number"]
    enrolment = seat.enrolment
    if enrolment is None or kwargs.get("registration") != enrolment.registration:
        return False
    pace = pace_of(seat.gathering)
    if name in OF_QUIZ:
        return pace.opens_quiz
    lesson = lesson_of(enrolment.version_id, name, kwargs)
    return lesson is not None and pace.opens(lesson)


def lesson_of(version_id: int, name: str, kwargs: Mapping[str, Any]) -> str | None:
    """Return the lesson that an address belongs to: its own, or that of a story or a referral.

    None where it belongs to none.
    """
    if name in OF_LESSON:
        return str(kwargs["lesson"])
    found: Scenario | Block | None = None
    if name in OF_STORY:
        found = scenario_at(version_id=version_id, identifier=kwargs["scenario"])
    elif name in OF_PRACTICE:
        found = practice_at(version_id=version_id, identifier=kwargs["practice"])
    return found.lesson.identifier if found is not None and found.lesson is not None else None


def is_not_open_yet(seat: Seat, name: str, kwargs: Mapping[str, Any]) -> bool:
    """Test whether an address that is not the seat's own will be, once the room opens more."""
    enrolment = seat.enrolment
    is_mine = enrolment is not None and kwargs.get("registration") == enrolment.registration
    return is_mine and name in OF_PARTS


def over() -> HttpResponse:
    """Go to the page that says that the room is over, and how to go on."""
    return SeeOther(reverse("public:room_over"))
