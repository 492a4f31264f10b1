"""A builder of training rooms, and browsers that join them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, Site, User
from courses.catalogue.models import CourseVersion
from courses.learning.together import Gathering, Seat
from courses.learning.together_services import open_parts
from courses.usecases.open_gathering import open_gathering
from courses.usecases.seat_people import make_pins, seat_people

JOIN = "/join/"
ROOM = "/learn/gathering/"


@dataclass
class Room:
    """A training room with people in it, each with a PIN."""

    gathering: Gathering
    pins: dict[int, str]

    def seat(self, user: User) -> Seat:
        """Return the seat of one person, as it is now."""
        return Seat.objects.get(gathering=self.gathering, membership__user=user)

    def codes(self, user: User, **changes: str) -> dict[str, str]:
        """Return what this person types to join."""
        seat = self.seat(user)
        typed = {
            "code": self.gathering.code,
            "staff_code": seat.staff_code,
            "pin": self.pins[seat.pk],
        }
        return typed | changes

    def browser(self, user: User) -> Client:
        """Return a browser in which this person has joined."""
        client = Client()
        answer = client.post(JOIN, self.codes(user))
        assert (answer.status_code, answer["Location"]) == (303, ROOM)
        return client

    def open(self, parts: int) -> None:
        """Open the room up to ``parts``, without a trail."""
        open_parts(gathering=self.gathering, parts=parts)


def make_room(
    organisation: Organisation,
    version: CourseVersion,
    users: Sequence[User],
    *,
    by: User,
    site: Site | None = None,
    parts: int = 0,
    at: datetime | None = None,
) -> Room:
    """Open a room for ``users`` and make their slips."""
    at = at or timezone.now()
    gathering = open_gathering(
        organisation=organisation,
        course=version.course,
        site=site,
        team=None,
        key=uuid4(),
        by=by,
        at=at,
    )
    members = list(Membership.objects.filter(organisation=organisation, user__in=users))
    seat_people(gathering=gathering, members=members, by_id=by.pk, at=at)
    pins = make_pins(gathering=gathering, seats=gathering.seats.all(), by_id=by.pk, at=at)
    room = Room(gathering, {seat.pk: pin for seat, pin in pins})
    room.open(parts)
    return room


def room_of(
    user: User, organisation: Organisation, site: str, version: CourseVersion
) -> dict[str, Any]:
    """Return a room of a site with ``user`` in it, as the arguments of addresses name it."""
    place = organisation.sites.get(slug=site)
    room = make_room(organisation, version, [user], by=user, site=place)
    return {"gathering": room.gathering.reference, "seat": room.seat(user).pk}
