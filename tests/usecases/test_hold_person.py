"""A legal hold: what it keeps when its period is over, and that both ends are in the trail."""

from datetime import datetime, timedelta

import pytest

from courses.accounts import holds
from courses.accounts.holds import AlreadyHeld
from courses.accounts.join_requests import JoinRequest
from courses.accounts.retention import USUAL
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.learning import evidence
from courses.learning.brought import BroughtRecord, decide
from courses.learning.together import Seat
from courses.learning.together_services import close
from courses.usecases.expire_evidence import expire, expire_evidence, past_files
from courses.usecases.expire_requests import expire_requests
from courses.usecases.foresee_removal import foresee_removal
from courses.usecases.hold_person import hold_person, release_person
from courses.usecases.merge_people import merge_people
from courses.usecases.run_retention import forget_attendance
from tests.people import NOON, make_member
from tests.rooms import make_room
from tests.tables import everything, verbs_about
from tests.usecases.asking import asks, way_into
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


@pytest.fixture
def second(elm, kept):
    """Return a second record of Amira, who was in a room and attached a file too."""
    user = make_member(elm.organisation, elm.north, elm.teacher, "A. Haddad", email="ah@x.example")
    member = elm.membership(user)
    Seat.objects.filter(membership=elm.membership(elm.grace)).update(membership=member)
    BroughtRecord.objects.filter(learner=elm.grace).update(learner=user)
    return member


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


def test_a_hold_set_while_the_removal_runs_saves_the_file(elm, kept):
    found = {one.learner_id: one for one in past_files(at=LATER, kept=USUAL, organisation_id=None)}
    hold_person(
        membership=elm.membership(elm.amira), reason="A claim", at=LATER, actor_id=elm.ash.pk
    )
    before = everything()

    assert not expire(found[elm.amira.pk], at=LATER)

    assert everything() == before
    mine = BroughtRecord.objects.get(learner=elm.amira)
    assert evidence.kept(mine.file) is not None
    assert expire(found[elm.grace.pk], at=LATER)


def test_what_somebody_held_asked_by_address_or_number_stays_until_it_is_taken_off(elm, held):
    member = held.membership
    way = way_into(elm.north, elm.ash)
    mine = {asks(way, email="old@example.org"), asks(way, staff_number=member.staff_number)}
    JoinRequest.objects.filter(email="old@example.org").update(email=member.user.email)
    asks(way, email="al@example.org")
    rows, later = JoinRequest.objects, NOON + timedelta(days=31)

    assert foreseen(elm, at=later) == {"requests": 1}
    assert (expire_requests(at=later), set(rows.all())) == (1, mine)
    release_person(held=held, at=later, actor_id=elm.ash.pk)
    assert expire_requests(at=later) == 0
    assert expire_requests(at=later + timedelta(days=1)) == 2


@pytest.mark.parametrize("first", ["merged", "held", "held twice", "second held"])
def test_of_two_records_of_one_person_a_hold_covers_both_whichever_came_first(elm, second, first):
    mine = elm.membership(elm.amira)
    why = {"reason": "A claim", "at": NOON, "actor_id": elm.ash.pk}
    if first.startswith("held"):
        hold_person(membership=mine, **why)
    if first in ("held twice", "second held"):
        hold_person(membership=second, **why)
    merge_people(kept=mine, second=second, at=NOON, by=elm.lewis)
    if first == "merged":
        hold_person(membership=mine, **why)

    assert [verbs_about(one).count("held-person") for one in (mine, second)] == [1, 1]
    assert foreseen(elm) == {}
    assert (forget_attendance(months=24, at=LATER), expire_evidence(at=LATER)) == (0, 0)
    assert sorted(files()) == ["A. Haddad", "Amira Haddad"]
    assert Seat.objects.count() == 2


def test_a_second_record_that_is_held_already_stays_so_when_the_first_is(elm, second):
    mine = elm.membership(elm.amira)
    why = {"at": NOON, "actor_id": elm.ash.pk}
    merge_people(kept=mine, second=second, at=NOON, by=elm.lewis)
    hold_person(membership=second, reason="Another", **why)
    hold_person(membership=mine, reason="A claim", **why)

    found = holds.open_holds([mine, second])
    assert [one.reason for one in found] == ["Another", "A claim"]


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
