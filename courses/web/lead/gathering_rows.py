"""How a training room is shown to its lead and on the wall: parts, people, slips."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.common.dates import LONDON
from courses.learning.room_codes import in_groups
from courses.learning.together import Gathering, Seat
from courses.learning.together_queries import Finished, Part
from courses.web.presenters import Status, progress_status

COMPLETED, PART_WAY, ABSENT = range(3)


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One part of the course as the room shows it; ``finished`` is empty while it is shut."""

    title: str
    is_open: bool
    finished: str


@dataclass(frozen=True, slots=True)
class Person:
    """One person as the lead sees them: present or not, how far, and never what they answered."""

    seat: Seat
    name: str
    staff_code: str
    attendance: str
    progress: Status
    has_pin: bool
    has_joined: bool
    is_present: bool


def place_of(gathering: Gathering) -> str:
    """Return whose people the room is for, in words."""
    if gathering.team:
        return gathering.team.name
    return gathering.site.name if gathering.site else _("The whole organisation")


def title_of(part: Part) -> str:
    """Return what a part is called."""
    return part.title or _("Quiz")


def finished_words(count: Finished) -> str:
    """Return "38 of 42 have finished this part"."""
    return _("%(people)d of %(joined)d have finished this part") % {
        "people": count.people,
        "joined": count.joined,
    }


def shown_parts(
    gathering: Gathering, parts: Sequence[Part], counts: Sequence[Finished]
) -> list[ShownPart]:
    """Return the parts in order, each open one with how many have finished it."""
    opened = gathering.open_parts
    return [
        ShownPart(title_of(part), number < opened, finished_words(count) if number < opened else "")
        for number, (part, count) in enumerate(zip(parts, counts, strict=True))
    ]


def people_of(seats: Sequence[Seat], *, is_open: bool) -> list[Person]:
    """Return the rows of the lead's list."""
    return [
        Person(
            seat=one,
            name=one.membership.user.name,
            staff_code=one.staff_code,
            attendance=attendance(one, is_open=is_open),
            progress=progress_status(completed=one.is_complete, begun=one.is_begun),  # type: ignore[attr-defined]
            has_pin=bool(one.pin_hash),
            has_joined=one.joined_at is not None,
            is_present=one.present_at is not None,
        )
        for one in seats
    ]


def attendance(seat: Seat, *, is_open: bool) -> str:
    """Return whether the person is, or was, in the room."""
    if seat.joined_at is not None:
        return _("Joined at %s") % clock(seat.joined_at)
    if seat.present_at is not None:
        return _("Marked present at %s") % clock(seat.present_at)
    return _("Not here yet") if is_open else _("Not present")


def clock(at: datetime) -> str:
    """Return the London time of day, such as "09:05"."""
    return f"{at.astimezone(LONDON):%H:%M}"


def summary(people: Sequence[Person], *, is_open: bool) -> dict[str, int]:
    """Return the room in three figures, and once it is closed who goes on later."""
    completed = sum(stage(one) == COMPLETED for one in people)
    figures = {
        _("Expected"): len(people),
        _("Present"): sum(one.is_present for one in people),
        _("Completed the course"): completed,
    }
    if is_open:
        return figures
    return figures | {
        _("Part-way, to continue later"): sum(stage(one) == PART_WAY for one in people),
        _("Not present, to continue later"): sum(stage(one) == ABSENT for one in people),
    }


def stage(person: Person) -> int:
    """Return where somebody stands once the room is closed: the order of the closed list."""
    if person.seat.is_complete:  # type: ignore[attr-defined]
        return COMPLETED
    return PART_WAY if person.is_present else ABSENT


def join_address(gathering: Gathering) -> str:
    """Return the address that the QR code holds: the form, with the room code filled in."""
    return f"{form_address()}?code={gathering.code}"


def form_address() -> str:
    """Return the address of the form as one types it."""
    return f"{settings.SITE_URL}{reverse('public:join_room')}"


def shown_code(gathering: Gathering) -> str:
    """Return the room code as it stands on the wall."""
    return in_groups(gathering.code)
