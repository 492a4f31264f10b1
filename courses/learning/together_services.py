"""Writes of training together. No transaction is opened here; each is one statement."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from courses.accounts.holds import held_members
from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, Site, Team
from courses.catalogue.models import CourseVersion
from courses.common.codes import tidy
from courses.common.dates import day_ends, local_date
from courses.learning.models import Enrolment
from courses.learning.room_codes import spare_codes
from courses.learning.together import Gathering, Seat


def hash_of(*, seat: Seat, pin: str) -> str:
    """Return what is kept of a PIN: bound to its seat, and of no use without SECRET_KEY.

    Six digits are guessed in a moment from any hash that can be tried elsewhere, however slow.
    """
    return salted_hmac("courses.seat-pin", f"{seat.pk}:{pin}", algorithm="sha256").hexdigest()


def is_pin_of(seat: Seat, pin: str) -> bool:
    """Test whether ``pin`` is the one that was given out for ``seat`` last.

    It takes the same time for a seat that has none.
    """
    return constant_time_compare(seat.pin_hash or "none", hash_of(seat=seat, pin=pin))


def open_gathering(
    *,
    reference: UUID,
    organisation: Organisation,
    version: CourseVersion,
    site: Site | None,
    team: Team | None,
    code: str,
    by_id: int | None,
    at: datetime,
) -> Gathering:
    """Open a room until the end of the London day."""
    return Gathering.objects.create(
        reference=reference,
        organisation=organisation,
        version=version,
        site=site,
        team=team,
        code=code,
        opened_by_id=by_id,
        opened_at=at,
        closes_at=day_ends(local_date(at)),
    )


def lock(*, gathering: Gathering) -> Gathering:
    """Return ``gathering`` as it is now, held for this transaction."""
    return Gathering.objects.select_for_update(no_key=True).get(pk=gathering.pk)


def lock_seat(*, seat: Seat) -> Seat:
    """Return ``seat`` as it is now with its room and person, held for this transaction."""
    return (
        Seat.objects.select_for_update(of=("self",), no_key=True)
        .select_related(
            "gathering__organisation", "gathering__version__course", "membership__user", "enrolment"
        )
        .get(pk=seat.pk)
    )


def seat(*, gathering: Gathering, members: Sequence[Membership], taken: set[str]) -> list[Seat]:
    """Give each of ``members`` a place; whoever has no number of their own gets a staff code.

    ``taken`` are the staff codes of the room.
    """
    seats = []
    for member in members:
        code = tidy(member.staff_number)
        if not code or code in taken:
            code = next(spare_codes(taken))
        taken.add(code)
        seats.append(Seat(gathering=gathering, membership=member, staff_code=code))
    return Seat.objects.bulk_create(seats)


def give_pins(*, pins: Sequence[tuple[Seat, str]]) -> None:
    """Keep the hashes of new PINs; the older ones and the sign-ins they opened are over."""
    for one, pin in pins:
        one.pin_hash, one.mark = hash_of(seat=one, pin=pin), ""
    Seat.objects.bulk_update([one for one, _pin in pins], ["pin_hash", "mark"])


def open_parts(*, gathering: Gathering, parts: int) -> None:
    """Open the room up to ``parts``."""
    Gathering.objects.filter(pk=gathering.pk).update(open_parts=parts)


def take(*, seat: Seat, enrolment: Enrolment, mark: str, at: datetime) -> None:
    """Let the sign-in of ``mark`` hold ``seat``; whoever joins is present."""
    Seat.objects.filter(pk=seat.pk).update(
        enrolment=enrolment,
        mark=mark,
        joined_at=seat.joined_at or at,
        present_at=seat.present_at or at,
    )


def leave(*, seat_id: int, mark: str) -> None:
    """Let go of a seat, where the sign-in of ``mark`` still holds it."""
    Seat.objects.filter(pk=seat_id, mark=mark).update(mark="")


def be_present(*, seat: Seat, at: datetime | None) -> bool:
    """Note that the person is in the room, or with None that they are not; True where it changed.

    Whoever joined is present and stays so.
    """
    mine = Seat.objects.filter(pk=seat.pk, joined_at__isnull=True)
    return bool(mine.filter(present_at__isnull=at is not None).update(present_at=at))


def close(*, gathering: Gathering, at: datetime) -> None:
    """Close the room: its code and every PIN are forgotten; two statements.

    Who holds which seat stays, so that what was being sent at that moment is still taken.
    """
    Gathering.objects.filter(pk=gathering.pk).update(closed_at=at, code="")
    Seat.objects.filter(gathering=gathering).update(pin_hash="")


def forget_attendance(*, gathering: Gathering, on: date) -> int:
    """Remove who was expected and present in a room; return of how many people.

    Whoever is under a legal hold on ``on`` stays.
    """
    seats = Seat.objects.filter(gathering=gathering)
    return seats.exclude(membership__in=held_members(on)).delete()[0]
