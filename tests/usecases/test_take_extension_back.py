"""Taking back a course that was given by a day; of a later due day see test_extend_chosen."""

from datetime import timedelta

import pytest

from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.compliance.assignments import Assignment
from courses.compliance.queries import standings_of
from courses.usecases.take_action_back import take_action_back
from courses.usecases.take_extension_back import take_assignment_back
from tests.people import NOON, TODAY
from tests.tables import everything, trail
from tests.usecases.choosing import act

DAY = timedelta(days=1)
BY = TODAY + 40 * DAY


@pytest.fixture
def assign(elm, harbour, small_course):
    """Give the small course to these people of Elm Park by a day."""

    def call(*users, **more):
        details = {"course": small_course.course_id, "due_on": BY.isoformat()}
        return act(elm, "assign", *users, **(details | more))

    return call


def standing(elm, course, on):
    """Return Amira's state and day on ``on``."""
    member = elm.membership(elm.amira)
    found = standings_of([member], on=on)[member.pk, course.course_id]
    return found.state, found.until


def test_undone_within_a_day_it_never_was(assign, elm, small_course):
    back = take_action_back(action=assign(elm.amira), at=NOON + DAY / 2)

    assert (back.state, back.result.kept) == ("undone", 0)
    assert list(Assignment.objects.current()) == []
    assert standing(elm, small_course, TODAY) == ("not_required", None)


def test_taken_back_later_the_days_between_keep_it(assign, elm, small_course):
    assign(elm.amira, at=NOON - 9 * DAY)
    member, course = elm.membership(elm.amira), small_course.course

    taken = [
        take_assignment_back(membership=member, course=course, at=NOON, actor_id=elm.lewis.pk)
        for _click in range(2)
    ]

    assert taken == [True, False]
    days = (TODAY - DAY, TODAY)
    assert [standing(elm, small_course, day) for day in days] == [
        ("due", BY),
        ("not_required", None),
    ]
    assert [row[0] for row in trail(elm.organisation.pk)][-1] == "took-assignment-back"
    (old, new) = Assignment.objects.order_by("pk")
    assert (old.thread, old.superseded_at) == (new.thread, NOON)
    assert (new.valid_until, new.recorded_by_id) == (TODAY - DAY, elm.lewis.pk)


def test_nothing_is_taken_back_where_the_trail_cannot_be_written(
    assign, elm, small_course, monkeypatch
):
    assign(elm.amira, at=NOON - DAY)
    monkeypatch.delitem(VERBS, "took-assignment-back")
    before = everything()

    with pytest.raises(UnknownVerb):
        take_assignment_back(
            membership=elm.membership(elm.amira), course=small_course.course, at=NOON
        )

    assert everything() == before
