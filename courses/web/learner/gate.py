"""The door of the learner's pages: signed in, and own rows only."""

from collections.abc import Callable
from typing import Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from courses.accounts.models import Organisation, User
from courses.common.dates import local_date
from courses.learning.models import Completion, Enrolment
from courses.learning.queries import enrolment_at
from courses.web.in_room import seat_of
from courses.web.policy import Policy, View, declare

Method = Literal["GET", "POST"]


class MemberRequest(HttpRequest):
    """A request whose sender is signed in; ``organisation`` is set on the pages of a course."""

    user: User
    organisation: Organisation


def learners(*, methods: list[Method]) -> Callable[[View], View]:
    """Return the decorator of a page that shows the signed-in person's own rows."""
    return declare(Policy("member", tuple(methods), "O"), gate=lambda view: view)


def found_enrolment(request: MemberRequest, registration: UUID) -> Enrolment | None:
    """Return the sender's enrolment at this address, where they still work; else None."""
    today = local_date(timezone.now())
    return enrolment_at(learner=request.user, registration=registration, on=today)


def own_enrolment(request: MemberRequest, registration: UUID) -> Enrolment:
    """Return the sender's enrolment at this address, and make its organisation the page's.

    A closed one, taken before a renewal, is read and no longer written.

    :raises Http404: when it is missing, somebody else's, or of an organisation the sender has left.
    """
    enrolment = found_enrolment(request, registration)
    if enrolment is None or (request.method == "POST" and enrolment.closed_at is not None):
        raise Http404
    request.organisation = enrolment.organisation
    return enrolment


def mode_of(request: MemberRequest) -> Completion.Mode:
    """Return where the sender learns: in a training room, or in their own time."""
    return Completion.Mode.ROOM if seat_of(request) else Completion.Mode.OWN
