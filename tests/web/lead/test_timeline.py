"""The timeline of one person: every kind of event, up to the day, and never an answer."""

from datetime import date, timedelta

import pytest

from courses.accounts import services
from courses.accounts.membership import MembershipPeriod
from courses.accounts.models import Team
from courses.audit.services import record
from courses.certification.models import Certificate
from courses.common.dates import local_date
from courses.compliance.models import Exemption, Requirement
from courses.learning.models import Completion
from courses.notifications.models import Message
from courses.usecases.change_details import change_details
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.give_extra_time import give_extra_time
from courses.usecases.record_training import record_training
from courses.usecases.seat_people import mark_present
from courses.web.lead.timeline import timeline_of
from tests.people import NOON, TODAY
from tests.rooms import make_room
from tests.small_course import answer_all, open_attempt


@pytest.fixture
def events(elm, rule, passed, small_course):
    """Return how to read Amira's timeline up to a day."""
    amira = elm.membership(elm.amira)

    def read(on):
        return timeline_of(amira, titles={small_course.course_id: "A small course"}, on=on)

    return read


def words(found):
    return [(event.words, event.detail) for event in found]


def test_passing_is_told_by_day_and_certificate(events, today):
    number = Certificate.objects.get().number

    assert words(events(today)) == [
        ("Took the quiz: passed", "A small course"),
        ("Completed the course", "A small course"),
        ("Certificate issued", number),
        ("Given the course", "A small course, version 1.0.0"),
        ("Began here as", "Class teacher, North"),
    ]
    assert [e.status.word for e in events(today) if e.status] == ["Valid"]


def test_being_present_and_completing_in_a_room_are_told_apart(elm, rule, attempt, small_course):
    room = make_room(elm.organisation, small_course, [elm.amira], by=elm.lewis, at=NOON)
    seat = room.seat(elm.amira)
    before = timeline_of(elm.membership(elm.amira), titles={}, on=TODAY)
    mark_present(seat=seat, present=True, by_id=elm.lewis.pk, at=NOON)
    answer_all(attempt)
    finish_attempt(attempt=attempt, at=NOON, mode=Completion.Mode.ROOM)

    told = words(timeline_of(elm.membership(elm.amira), titles={}, on=TODAY))

    present = ("Present in a training room", "A small course")
    assert present not in words(before)
    assert present in told
    assert ("Completed the course, in a training room", "A small course") in told


def test_changes_that_the_trail_alone_knows_are_told_without_what_was_there(elm, rule):
    amira, later = elm.membership(elm.amira), NOON + timedelta(days=1)
    details = {"email": "amira@elm-park.example", "staff_number": "E9"}
    change_details(membership=amira, name="Amira H", at=NOON, actor_id=elm.lewis.pk, **details)
    for percent, at in ((25, NOON), (0, later)):
        give_extra_time(membership=amira, percent=percent, reason="x", at=at, actor_id=elm.lewis.pk)
    record(verb="merged", about=amira, organisation_id=elm.organisation.pk, actor_id=None, at=NOON)

    told = words(timeline_of(amira, titles={}, on=TODAY + timedelta(days=1)))

    assert told[0] == ("Extra time at quizzes", "None any more")
    assert set(told[1:4]) == {
        ("Extra time at quizzes", "25%"),
        ("Name, email address or staff number changed", ""),
        ("Training of a second record of the same person brought over", ""),
    }
    known = timeline_of(amira, titles={}, on=TODAY + timedelta(days=1), known_at=NOON)
    assert ("Extra time at quizzes", "None any more") not in words(known)


def test_nothing_after_the_day_is_told(events):
    assert words(events(TODAY - timedelta(days=1))) == [("Began here as", "Class teacher, North")]


def test_an_attempt_that_missed_says_not_yet_and_no_number(elm, rule, ready, small_course, today):
    attempt = open_attempt(ready)
    answer_all(attempt, "wait")

    finish_attempt(attempt=attempt, at=NOON)

    found = timeline_of(elm.membership(elm.amira), titles={}, on=today)

    assert ("Took the quiz: not yet", "A small course") in words(found)
    assert [word for event in found for word in ("wait", "0 of", "%") if word in str(event)] == []


def test_moves_leaving_exemptions_and_training_elsewhere_are_told(elm, rule, small_course):
    sam = elm.membership(elm.sam)
    team = Team.objects.create(organisation=elm.organisation, name="Year 5")
    MembershipPeriod.objects.filter(membership=sam).update(team=team)
    Exemption.objects.create(
        membership=sam,
        organisation=elm.organisation,
        rule=Requirement.objects.get().rule,
        reason="Maternity leave",
        valid_from=date(2025, 1, 1),
        valid_until=date(2025, 2, 1),
        recorded_at=NOON,
    )
    record_training(
        membership=sam,
        course=small_course.course,
        completed_on=date(2025, 3, 1),
        minutes=60,
        evidence="Certificate seen",
        at=NOON,
    )

    found = timeline_of(sam, titles={}, on=TODAY)

    assert [(event.on, event.words, event.detail) for event in found] == [
        (date(2025, 4, 30), "Last day as", "Class teacher, North, Year 5"),
        (
            date(2025, 3, 1),
            "Completed training outside the platform",
            "A small course. Evidence: Certificate seen",
        ),
        (date(2025, 1, 1), "Exempt until 1 February 2025", "Maternity leave"),
        (date(2024, 9, 2), "Began here as", "Class teacher, North, Year 5"),
    ]


@pytest.mark.parametrize(
    ("kind", "is_sent", "told"),
    [
        (Message.Kind.CERTIFICATE, True, [("Email sent", "Your certificate is ready")]),
        (Message.Kind.CERTIFICATE, False, []),
        (Message.Kind.SIGN_IN, True, []),
    ],
)
def test_mails_are_told_by_their_neutral_subject(elm, kind, is_sent, told):
    Message.objects.create(
        key="x",
        recipient=elm.amira,
        organisation=elm.organisation,
        kind=kind,
        subject="Your certificate is ready",
        queued_at=NOON,
        due_at=NOON,
        sent_at=NOON if is_sent else None,
    )

    found = timeline_of(elm.membership(elm.amira), titles={}, on=local_date(NOON))

    assert words(found)[:-1] == told


def test_nothing_of_another_organisation_is_told(elm, harbour, rule, passed, today):

    there = services.join(
        user=elm.amira,
        organisation=harbour.organisation,
        role=harbour.worker,
        site=harbour.quay,
        valid_from=TODAY,
        at=NOON,
    )

    assert words(timeline_of(there, titles={}, on=today)) == [
        ("Began here as", "Youth worker, The Quay")
    ]
