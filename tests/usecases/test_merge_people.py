"""Two records of one person: what the second completed comes over, once, and it leaves."""

from datetime import date, timedelta

import pytest

from courses.audit.services import UnknownVerb
from courses.certification.models import Certificate
from courses.common.vocabulary import VERBS
from courses.compliance.queries import standings_of
from courses.compliance.services import set_requirement
from courses.compliance.status import State
from courses.learning.models import Completion
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.leave_site import BeforeFirstDay
from courses.usecases.merge_people import NotTwoRecords, SecondHasAccess, merge_people
from courses.usecases.record_training import record_training
from courses.usecases.take_action_back import TooLate, take_action_back
from tests.people import NOON, STARTED, TODAY, make_member
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt
from tests.tables import everything, trail

DAY = timedelta(days=1)


@pytest.fixture
def second(elm, harbour, small_course):
    """Return Amira's second record, which passed the course; the first has earlier training."""
    user = make_member(
        elm.organisation, elm.north, elm.teacher, "A. Haddad", email="ah@elm-park.example"
    )
    membership = elm.membership(user)
    type(membership).objects.filter(pk=membership.pk).update(staff_number="E900")
    membership.refresh_from_db()
    enrolment = enrol(user, elm.organisation, small_course)
    finish_lessons(enrolment)
    attempt = open_attempt(enrolment)
    answer_all(attempt)
    finish_attempt(attempt=attempt, at=NOON)
    for member in (membership, elm.membership(elm.amira)):
        record_training(
            membership=member,
            course=small_course.course,
            completed_on=date(2025, 1, 10),
            minutes=60,
            evidence="Seen",
            at=NOON,
        )
    return membership


@pytest.fixture
def merge(elm, second):
    """Return how Lewis merges the two."""

    def call(**changes):
        fields = {
            "kept": elm.membership(elm.amira),
            "second": second,
            "at": NOON,
            "by": elm.lewis,
        }
        return merge_people(**(fields | changes))

    return call


def test_what_the_first_lacks_comes_over_in_its_version_and_the_second_leaves(
    elm, second, merge, small_course
):
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON,
    )

    assert len(merge().result.brought) == 1

    mine = Completion.objects.current().filter(learner=elm.amira).order_by("completed_on")
    words = "From a second record of the same person (E900)"
    assert list(mine.values_list("completed_on", "version", "evidence")) == [
        (date(2025, 1, 10), None, "Seen"),
        (TODAY, small_course.pk, words),
    ]
    found = standings_of([elm.membership(elm.amira), second], on=TODAY)
    assert [one.state for one in found.values()] == [State.IN_DATE, State.NOT_REQUIRED]
    assert Certificate.objects.get().learner == second.user
    assert [verb for verb, *_ in trail(elm.organisation.pk)][-2:] == ["left", "merged"]


def test_a_second_time_nothing_is_written(merge):
    merge()
    before = everything()

    assert merge(at=NOON + DAY) is None
    assert everything() == before


def test_who_has_left_already_still_gives_their_training(elm, second, merge):
    second.periods.update(valid_until=TODAY - 9 * DAY)

    assert len(merge().result.brought) == 1
    assert [verb for verb, *_ in trail(elm.organisation.pk)][-2:] == ["recorded", "merged"]


def test_whose_first_day_is_today_leaves_today(second, merge):
    second.periods.update(valid_from=TODAY)
    merge()

    assert second.periods.current().get().valid_until == TODAY


def test_what_is_not_two_records_of_one_place_is_refused(elm, harbour, merge, second):
    for other in (elm.membership(elm.amira), harbour.membership(harbour.callum)):
        with pytest.raises(NotTwoRecords):
            merge(second=other)
    with pytest.raises(SecondHasAccess):
        merge(second=elm.membership(elm.noor))
    second.periods.update(valid_from=TODAY + DAY)
    with pytest.raises(BeforeFirstDay):
        merge()
    assert Completion.objects.filter(learner=elm.amira).count() == 1


def test_when_the_trail_refuses_nothing_is_written(merge, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "merged")

    with pytest.raises(UnknownVerb):
        merge()

    assert everything() == before


def state_of(elm, second):
    """Return what counts of the two: training of the first, days at work of the second."""
    mine = Completion.objects.current().filter(learner=elm.amira)
    return (
        sorted(mine.values_list("completed_on", "evidence")),
        sorted(second.periods.current().values_list("valid_from", "valid_until")),
    )


def test_for_a_day_it_can_be_taken_back_once_and_the_record_keeps_both(elm, second, merge):
    before = state_of(elm, second)
    action = merge()

    back = take_action_back(action=action, at=NOON + DAY / 2)
    again = take_action_back(action=action, at=NOON + DAY / 2)

    assert state_of(elm, second) == before
    assert (back.result.kept, again.state) == (0, "undone")
    assert trail(elm.organisation.pk)[-1][0] == "took-action-back"
    assert Completion.objects.filter(learner=elm.amira).count() == 2
    with pytest.raises(TooLate):
        take_action_back(action=merge(at=NOON + DAY), at=NOON + 3 * DAY)


def test_where_the_second_record_was_changed_since_nothing_is_taken_back(elm, second, merge):
    action = merge()
    second.periods.current().update(superseded_at=NOON)
    after = state_of(elm, second)

    assert take_action_back(action=action, at=NOON).result.kept == 1
    assert state_of(elm, second) == after


def test_of_somebody_who_had_left_the_training_goes_back_alone(elm, second, merge):
    second.periods.update(valid_until=TODAY - 9 * DAY)
    before = state_of(elm, second)

    take_action_back(action=merge(), at=NOON)

    assert state_of(elm, second) == before
