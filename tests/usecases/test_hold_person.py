"""A legal hold: what it keeps when its period is over, and that both ends are in the trail."""

from datetime import datetime, timedelta

import pytest

from courses.accounts.holds import AlreadyHeld
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.learning.brought import BroughtRecord, decide
from courses.learning.together import Seat
from courses.learning.together_services import close
from courses.usecases.expire_evidence import expire_evidence
from courses.usecases.foresee_removal import foresee_removal
from courses.usecases.hold_person import hold_person, release_person
from courses.usecases.run_retention import forget_attendance
from tests.people import NOON
from tests.rooms import make_room
from tests.tables import everything, verbs_about
from tests.usecases.bringing import SMALL_PDF, brought_of

LATER = datetime(2028, 3, 4, 12, tzinfo=NOON.tzinfo)


@pytest.fixture
def kept(elm, harbour, small_course, settings, tmp_path):
    """Let Amira and Grace have been in a room, each with a file that was declined, long ago."""
    settings.DATA_DIR = tmp_path
    room = make_room(elm.organisation, small_course, [elm.amira, elm.grace], by=elm.lewis, at=NOON)
    close(gathering=room.gathering, at=NOON)
    for user in (elm.amira, elm.grace):
        record = brought_of(elm.membership(user), small_course.course, file=SMALL_PDF)
        decide(brought=record, accepted=False, reason="Too long", at=NOON, actor_id=elm.lewis.pk)


@pytest.fixture
def held(elm, kept):
    """Return the hold on Amira."""
    return hold_person(
        membership=elm.membership(elm.amira), reason="A claim", at=NOON, actor_id=elm.ash.pk
    )


def files():
    rows = BroughtRecord.objects.exclude(file=None)
    return list(rows.values_list("learner__name", flat=True))


def foreseen(elm, at=LATER):
    found = foresee_removal(at=at, attendance_months=24, organisation_id=elm.organisation.pk)
    return {kind: number for kind, number in found.items() if number}


def test_what_is_held_outlives_its_period_and_the_rest_goes(elm, held):
    assert foreseen(elm) == {"rooms": 1, "evidence": 1}

    assert (forget_attendance(months=24, at=LATER), expire_evidence(at=LATER)) == (1, 1)

    assert [seat.membership_id for seat in Seat.objects.all()] == [held.membership_id]
    assert files() == ["Amira Haddad"]
    assert foreseen(elm) == {}
    before = everything()
    assert (forget_attendance(months=24, at=LATER), expire_evidence(at=LATER)) == (0, 0)
    assert everything() == before


def test_once_it_is_taken_off_periods_count_again_from_the_next_day(elm, held):
    release_person(held=held, at=LATER, actor_id=elm.ash.pk)

    assert forget_attendance(months=24, at=LATER) == 1
    assert Seat.objects.count() == 1
    tomorrow = LATER + timedelta(days=1)
    assert (forget_attendance(months=24, at=tomorrow), expire_evidence(at=tomorrow)) == (1, 2)
    assert (Seat.objects.count(), files()) == (0, [])
    assert verbs_about(held.membership)[-2:] == ["held-person", "released-person"]


def test_a_second_hold_and_one_without_a_trail_write_nothing(elm, held, monkeypatch):
    before = everything()
    same = {"membership": held.membership, "reason": "x", "at": NOON, "actor_id": elm.ash.pk}

    with pytest.raises(AlreadyHeld):
        hold_person(**same)
    monkeypatch.delitem(VERBS, "held-person")
    monkeypatch.delitem(VERBS, "released-person")
    with pytest.raises(UnknownVerb):
        hold_person(**same | {"membership": elm.membership(elm.grace)})
    with pytest.raises(UnknownVerb):
        release_person(held=held, at=NOON, actor_id=elm.ash.pk)

    assert everything() == before
