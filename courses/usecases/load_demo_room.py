"""Hold the training room of the demonstration: one morning, now over, with who was there."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, Team
from courses.catalogue.models import Course
from courses.common.dates import LONDON, local_date
from courses.learning.models import Completion
from courses.learning.together import Gathering
from courses.learning.together_queries import parts_of, seats_of
from courses.notifications.models import Message
from courses.packages.yaml_text import load
from courses.usecases.join_gathering import join_gathering
from courses.usecases.load_demo_history import Historian
from courses.usecases.open_gathering import open_gathering
from courses.usecases.run_gathering import close_gathering, open_part
from courses.usecases.seat_people import make_pins, mark_present, seat_people

FILE = "desk.yaml"


def hold_rooms(*, folder: Path, courses: Mapping[str, Course], at: datetime) -> None:
    """Hold the room of each organisation of ``desk.yaml`` that names one and has held none."""
    for slug, data in load((folder / FILE).read_text(encoding="utf-8")).data.items():
        organisation = Organisation.objects.get(slug=slug)
        if "room" in data and not Gathering.objects.filter(organisation=organisation).exists():
            hold(organisation, data["room"], courses[data["room"]["course"]], at)


@transaction.atomic
def hold(
    organisation: Organisation, data: Mapping[str, Any], course: Course, at: datetime
) -> Gathering:
    """Hold one room from 9 to 11 in the morning, or nothing of it.

    ``expected``, ``joined`` and ``passed`` are staff numbers; ``marked`` was there without a
    device.
    """
    day = local_date(at - timedelta(days=data["ago"]))
    nine = datetime.combine(day, time(9), tzinfo=LONDON)
    members = Membership.objects.filter(organisation=organisation).select_related("user")
    people = {one.staff_number: one for one in members}
    lead = people[data["by"]].user
    gathering = open_gathering(
        organisation=organisation,
        course=course,
        site=None,
        team=Team.objects.filter(organisation=organisation, name=data.get("team", "")).first(),
        key=uuid4(),
        by=lead,
        at=nine,
    )
    expected = [people[number] for number in data["expected"]]
    seat_people(gathering=gathering, members=expected, by_id=lead.pk, at=nine)
    pins = make_pins(gathering=gathering, seats=seats_of(gathering), by_id=lead.pk, at=nine)
    by_person = {seat.membership_id: (seat, pin) for seat, pin in pins}
    for number in data["joined"]:
        seat, pin = by_person[people[number].pk]
        join_gathering(seat=seat, pin=pin, mark=number, at=nine + timedelta(minutes=5))
    seat, _pin = by_person[people[data["marked"]].pk]
    mark_present(seat=seat, present=True, by_id=lead.pk, at=nine + timedelta(minutes=10))
    for part in range(len(parts_of(gathering.version))):
        open_part(gathering=gathering, seen=part, by_id=lead.pk, at=nine + timedelta(minutes=12))
    ended = nine + timedelta(hours=2)
    learn(course, people, data, ended)
    close_gathering(gathering=gathering, by_id=lead.pk, at=ended)
    return gathering


def learn(
    course: Course, people: Mapping[str, Membership], data: Mapping[str, Any], at: datetime
) -> None:
    """Let those who ``passed`` sit the quiz in the room, and the others who joined read a part."""
    historian = Historian(course, people, data["by"], at, mode=Completion.Mode.ROOM)
    for number in data["joined"]:
        who = people[number]
        if number in data["passed"]:
            historian.quiz(who, at, is_passed=True)
        else:
            historian.read(who, historian.enrolment(who, at), at, lessons=1)
    # What is past was sent then: the demonstration's first start sends no mail.
    Message.objects.filter(due_at=at, sent_at__isnull=True).update(sent_at=at)
