"""The door of the learner's pages: signed in, and own rows only."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Literal
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.models import Organisation, User
from courses.common.dates import local_date
from courses.learning.crossing_queries import open_again
from courses.learning.models import Completion, Enrolment
from courses.learning.openings import NotOpenYet
from courses.learning.queries import enrolment_at
from courses.learning.services import EnrolmentClosed
from courses.web.in_room import seat_of
from courses.web.policy import Policy, View, declare
from courses.web.responses import SeeOther

Method = Literal["GET", "POST"]


class MemberRequest(HttpRequest):
    """A request whose sender is signed in; ``organisation`` is set on the pages of a course."""

    user: User
    organisation: Organisation


class MovedOn(Exception):
    """The sender was moved to a newer edition of the course, with what they had done."""

    def __init__(self, enrolment: Enrolment) -> None:
        super().__init__(enrolment)
        self.enrolment = enrolment


def learners(*, methods: list[Method]) -> Callable[[View], View]:
    """Return the decorator of a page that shows the signed-in person's own rows."""

    def gate(view: View) -> View:
        @wraps(view)
        def entry(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except (NotOpenYet, EnrolmentClosed):
                return SeeOther(reverse("learner:overview", args=[kwargs["registration"]]))
            except MovedOn as moved:
                version = moved.enrolment.version.version
                words = _("This course has a newer edition, %s. What you did has come with you.")
                messages.info(request, words % version)
                return SeeOther(reverse("learner:overview", args=[moved.enrolment.registration]))

        return entry

    return declare(Policy("member", tuple(methods), "O"), gate)


def found_enrolment(request: MemberRequest, registration: UUID) -> Enrolment | None:
    """Return the sender's enrolment at this address, where they still work; else None."""
    today = local_date(timezone.now())
    return enrolment_at(learner=request.user, registration=registration, on=today)


def own_enrolment(
    request: MemberRequest, registration: UUID, *, before_it_opens: bool = False
) -> Enrolment:
    """Return the sender's enrolment at this address, and make its organisation the page's.

    A closed one, taken before a renewal, is read and no longer written. ``before_it_opens``: also
    where the course may not be begun yet.

    :raises Http404: when it is missing, somebody else's, or of an organisation the sender has left.
    :raises MovedOn: when it was left unfinished for a newer edition, and this is no page of a quiz.
    :raises NotOpenYet: when the organisation opens the course on a later day.
    """
    enrolment = found_enrolment(request, registration)
    if enrolment is None:
        raise Http404
    if enrolment.closed_at is not None:
        lead_on(enrolment)
        if request.method == "POST":
            raise Http404
    request.organisation = enrolment.organisation
    opens_on: date | None = enrolment.opens_on  # type: ignore[attr-defined]
    if opens_on is not None and not before_it_opens:
        raise NotOpenYet(opens_on)
    return enrolment


def lead_on(enrolment: Enrolment) -> None:
    """Let a closed ``enrolment`` pass unless the course goes on elsewhere; at most one query.

    :raises MovedOn: when it was left unfinished, and the same course is open in another.
    """
    if enrolment.is_complete:  # type: ignore[attr-defined] # from found_enrolment
        return
    again = open_again(enrolment=enrolment)
    if again is not None:
        raise MovedOn(again)


def mode_of(request: MemberRequest) -> Completion.Mode:
    """Return where the sender learns: in a training room, or in their own time."""
    return Completion.Mode.ROOM if seat_of(request) else Completion.Mode.OWN
