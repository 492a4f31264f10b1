"""Questions about rooms: in one's scope, open at the hour, counted without names."""

from dataclasses import replace
from datetime import timedelta

import pytest

from courses.accounts.models import User
from courses.catalogue.models import Item
from courses.common.scope import Scope
from courses.learning import together_queries as queries
from courses.learning import together_services as together
from courses.learning.services import answer_first, keep_place
from courses.learning.together import Gathering, Seat
from tests.people import NOON, TODAY
from tests.rooms import make_room
from tests.small_course import enrol, finish_lessons


@pytest.fixture
def scope(elm):
    """Return the whole of Elm Park."""
    return Scope(organisation_id=elm.organisation.pk, on=TODAY, whole=True)


@pytest.fixture
def north(scope, elm):
    """Return North alone."""
    return replace(scope, whole=False, site_ids=frozenset({elm.north.pk}))


@pytest.fixture
def room(elm, harbour, small_course):
    """Return a room with Amira (North) and Grace (South) in it."""
    return make_room(elm.organisation, small_course, [elm.amira, elm.grace], by=elm.lewis, at=NOON)


def test_the_parts_are_the_lessons_and_then_the_quiz(small_course):
    parts = queries.parts_of(small_course)

    assert [(one.lesson, one.title) for one in parts] == [
        ("first", "First lesson"),
        ("second", "Second lesson"),
        ("", ""),
    ]


def test_a_course_without_a_quiz_has_no_part_for_it(small_course):
    small_course.assessment.delete()

    assert [one.lesson for one in queries.parts_of(small_course)] == ["first", "second"]


def test_a_room_is_found_within_the_scope_alone(room, scope, north, harbour):
    foreign = Scope(organisation_id=harbour.organisation.pk, on=TODAY, whole=True)
    reference = room.gathering.reference

    found = [queries.gathering_in(one, reference) for one in (scope, north, foreign)]

    assert found == [room.gathering, None, None]
    assert queries.gatherings_in(scope) == [room.gathering]
    assert queries.gatherings_in(foreign) == []


def test_people_are_listed_within_the_scope_alone(room, scope, north, elm):
    amira, grace = room.seat(elm.amira), room.seat(elm.grace)

    assert queries.seats_in(room.gathering, scope) == [amira, grace]
    assert queries.seats_in(room.gathering, north) == [amira]
    assert queries.seat_in(room.gathering, north, amira.pk) == amira
    assert queries.seat_in(room.gathering, north, grace.pk) is None
    assert queries.seats_of(room.gathering) == [amira, grace]


def test_the_list_costs_one_query_however_long(room, scope, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.seats_in(room.gathering, scope)


def codes(room, elm, **changes):
    asked = {"code": room.gathering.code, "staff_code": "E001", "at": NOON}
    return asked | changes


def test_codes_name_one_person_of_one_open_room(room, elm):
    assert queries.seat_to_join(**codes(room, elm)) == room.seat(elm.amira)


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "ZZZZZZ"},
        {"code": ""},
        {"staff_code": "E002"},
        {"staff_code": ""},
        {"at": NOON + timedelta(days=1)},
    ],
)
def test_other_codes_and_another_day_name_nobody(room, elm, changes):
    assert queries.seat_to_join(**codes(room, elm, **changes)) is None


def test_who_may_not_sign_in_is_not_named(room, elm):
    User.objects.filter(pk=elm.amira.pk).update(is_active=False)

    assert queries.seat_to_join(**codes(room, elm)) is None


def test_who_has_left_is_not_named(room, elm):
    elm.membership(elm.amira).periods.update(valid_until=TODAY - timedelta(days=1))

    assert queries.seat_to_join(**codes(room, elm)) is None


def test_a_closed_room_names_nobody(room, elm):
    asked = codes(room, elm)
    together.close(gathering=room.gathering, at=NOON)

    assert queries.seat_to_join(**asked) is None


def test_how_many_have_finished_each_part_is_counted_of_those_who_joined(room, elm, small_course):
    enrolment = enrol(elm.amira, elm.organisation, small_course)
    finish_lessons(enrolment)
    enrol(elm.grace, elm.organisation, small_course)
    together.take(seat=room.seat(elm.amira), enrolment=enrolment, mark="a", at=NOON)

    counts = queries.finished_in(room.gathering, queries.parts_of(small_course))

    assert [(one.people, one.joined) for one in counts] == [(1, 1), (1, 1), (0, 1)]


def test_people_of_the_place_who_are_not_expected_yet_can_be_chosen(room, scope, north, elm):
    def names(found):
        return [one.user.name for one in found]

    assert names(queries.expected_in(room.gathering, scope)) == [
        "Ash Turner",
        "Lewis Grant",
        "Noor Siddiqui",
    ]
    assert names(queries.expected_in(room.gathering, scope, search="noor")) == ["Noor Siddiqui"]
    assert names(queries.expected_in(room.gathering, scope, limit=1)) == ["Ash Turner"]
    assert names(queries.expected_in(room.gathering, north)) == ["Lewis Grant", "Noor Siddiqui"]
    Gathering.objects.update(site=elm.south)
    assert names(queries.expected_in(Gathering.objects.get(), scope)) == ["Ash Turner"]


def test_ids_of_other_places_and_organisations_are_not_people_of_the_room(
    room, north, elm, harbour
):
    asked = [
        elm.membership(elm.amira).pk,
        elm.membership(elm.grace).pk,
        harbour.membership(harbour.callum).pk,
    ]

    found = queries.people_by_id(room.gathering, north, asked)

    assert [one.user for one in found] == [elm.amira]
    assert queries.people_by_id(room.gathering, north, []) == []


def test_attendance_is_the_rooms_where_somebody_was_present(room, elm):
    member = elm.membership(elm.amira)
    before = queries.attendances_of(member)
    Seat.objects.filter(membership=member).update(present_at=NOON)

    assert before == []
    assert queries.attendances_of(member) == [room.seat(elm.amira)]


def test_rooms_left_open_are_found_once_their_day_is_over(room):
    assert queries.overdue_gatherings(at=NOON) == []
    assert queries.overdue_gatherings(at=room.gathering.closes_at) == [room.gathering]


def test_a_sign_in_finds_its_seat_in_one_query(room, elm, django_assert_num_queries):
    seat = room.seat(elm.amira)

    with django_assert_num_queries(1):
        found = queries.held_seat(seat.pk)
        assert found.gathering.organisation == elm.organisation
    assert queries.held_seat(0) is None


def test_a_room_is_past_its_period_once_it_is_closed_and_says_who_was_there(room):
    day = TODAY + timedelta(days=1)

    assert list(queries.past_gatherings(before=day, on=TODAY)) == []
    together.close(gathering=room.gathering, at=NOON)
    assert list(queries.past_gatherings(before=day, on=TODAY)) == [room.gathering]
    assert list(queries.past_gatherings(before=TODAY, on=TODAY)) == []
    together.forget_attendance(gathering=room.gathering, on=TODAY)
    assert list(queries.past_gatherings(before=day, on=TODAY)) == []


def test_answers_of_a_room_are_those_given_after_joining_in_order(room, elm, small_course):
    item = Item.objects.filter(version=small_course).order_by("pk")[0]
    lesson = small_course.lessons.get(identifier="first")
    hour = timedelta(hours=1)
    for user, opened in ((elm.grace, NOON + hour), (elm.amira, NOON + 3 * hour)):
        enrolment = enrol(user, elm.organisation, small_course)
        together.take(seat=room.seat(user), enrolment=enrolment, mark="m", at=NOON + 2 * hour)
        keep_place(enrolment=enrolment, lesson=lesson, block="", at=opened)
        answer_first(enrolment=enrolment, given={item: {"of": user.name}}, at=opened)

    found = queries.room_answers(room.gathering, lesson="first", items=[item.pk])

    assert found == {item.pk: [{"of": elm.amira.name}]}
