"""Setting from which day a course may be begun."""

from datetime import timedelta

import pytest

from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.compliance.possible import Fault, ImpossibleRule
from courses.learning.openings import NotOpenYet, opening_of
from courses.usecases.set_course_opening import AskedBefore, RoomIsOpen, set_course_opening
from courses.usecases.set_requirement import set_requirement
from tests.people import NOON, TODAY
from tests.rooms import make_room
from tests.tables import everything, trail

LATER = TODAY + timedelta(days=30)


@pytest.fixture
def set_day(elm, small_course):
    """Return how Lewis sets the day of the small course."""

    def call(day):
        return set_course_opening(
            organisation=elm.organisation,
            course=small_course.course,
            opens_on=day,
            at=NOON,
            actor_id=elm.lewis.pk,
        )

    return call


@pytest.fixture
def ask(elm, small_course):
    """Return how a rule asks everybody for the small course."""

    def call(**asked):
        usual = {"effective_from": TODAY, "due_days": 28, "valid_months": 12}
        return set_requirement(
            organisation=elm.organisation, course=small_course.course, at=NOON, **usual | asked
        )

    return call


def test_a_day_is_kept_recorded_and_taken_away(set_day, elm, small_course):
    here = {"organisation_id": elm.organisation.pk, "course_id": small_course.course_id}

    assert set_day(LATER) is True
    assert opening_of(**here) == LATER
    assert trail(elm.organisation.pk)[-1] == (
        "set-opening", "course", small_course.course_id, elm.lewis.pk,
    )  # fmt: skip
    before = everything()
    assert set_day(LATER) is False
    assert everything() == before
    assert (set_day(None), opening_of(**here)) == (True, None)


@pytest.mark.parametrize(
    ("asked", "due_on"),
    [
        ({}, TODAY + timedelta(days=28)),
        ({"due_days": None, "due_on": TODAY + timedelta(days=9)}, TODAY + timedelta(days=9)),
    ],
)
def test_no_day_after_a_rule_asks_for_it(set_day, ask, asked, due_on):
    ask(**asked)
    before = everything()

    with pytest.raises(AskedBefore) as refused:
        set_day(LATER)

    assert refused.value.due_on == due_on
    assert everything() == before
    assert set_day(due_on) is True


def test_no_rule_may_ask_for_it_before_its_day(set_day, ask):
    set_day(LATER)
    before = everything()

    with pytest.raises(ImpossibleRule) as refused:
        ask()

    assert refused.value.faults == (Fault.DUE_BEFORE_OPENING,)
    assert everything() == before
    ask(effective_from=LATER)
    set_day(TODAY)
    ask(due_days=3)


def test_no_room_is_open_before_its_day(set_day, elm, harbour, small_course):
    set_day(LATER)
    with pytest.raises(NotOpenYet):
        make_room(elm.organisation, small_course, [elm.amira], by=elm.lewis, at=NOON)
    set_day(None)
    make_room(elm.organisation, small_course, [elm.amira], by=elm.lewis, at=NOON)
    before = everything()

    with pytest.raises(RoomIsOpen):
        set_day(LATER)

    assert everything() == before
    assert set_day(TODAY) is True


def test_without_its_audit_event_nothing_is_set(set_day, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "set-opening")

    with pytest.raises(UnknownVerb):
        set_day(LATER)

    assert everything() == before
