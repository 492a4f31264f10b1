"""A legal hold set by many at once, while a removal runs, and while two records become one."""

from collections import Counter
from datetime import datetime
from threading import Event
from time import sleep

import pytest

from courses.accounts.holds import AlreadyHeld, LegalHold
from courses.accounts.join_requests import JoinRequest
from courses.accounts.membership import MembershipPeriod
from courses.audit import services as audit
from courses.audit.models import AuditEvent
from courses.audit.queries import broken_chains
from courses.common.history import Superseded
from courses.learning.brought import BroughtRecord, decide
from courses.learning.together import Seat
from courses.learning.together_services import close
from courses.usecases import expire_evidence, expire_requests, hold_person, run_retention
from courses.usecases.merge_people import merge_people
from courses.usecases.move_staff import move_staff
from tests.people import NOON, TODAY, make_member
from tests.rooms import make_room
from tests.tables import trail
from tests.usecases.asking import asks, way_into
from tests.usecases.bringing import SMALL_PDF, brought_of
from tests.usecases.racing import EIGHT, WAIT, at_once

pytestmark = pytest.mark.django_db(transaction=True)
LATER = datetime(2028, 3, 4, 12, tzinfo=NOON.tzinfo)
PLACES = ("membership__organisation", "role", "site", "team")
A_MOMENT = 0.3  # seconds; who is waited for goes on after them


@pytest.fixture
def kept(elm, harbour, small_course, settings, tmp_path):
    """Let Amira have been in a room, attached a file that was declined, and asked, long ago."""
    settings.DATA_DIR = tmp_path
    room = make_room(elm.organisation, small_course, [elm.amira], by=elm.lewis, at=NOON)
    close(gathering=room.gathering, at=NOON)
    record = brought_of(elm.membership(elm.amira), small_course.course, file=SMALL_PDF)
    decide(brought=record, accepted=False, reason="Too long", at=NOON, actor_id=elm.lewis.pk)
    asks(way_into(elm.north, elm.ash), staff_number=elm.membership(elm.amira).staff_number)


@pytest.fixture
def hold(elm):
    """Put Amira under a hold."""

    def call(at=LATER):
        return hold_person.hold_person(
            membership=elm.membership(elm.amira), reason="A claim", at=at, actor_id=elm.ash.pk
        )

    return call


REMOVALS = {
    "forgot-attendance": (audit, lambda: run_retention.forget_attendance(months=24, at=LATER)),
    "removed-evidence": (expire_evidence, lambda: expire_evidence.expire_evidence(at=LATER)),
    "removed-request": (expire_requests, lambda: expire_requests.expire_requests(at=LATER)),
}


def there(verb):
    """Return how much is left of what a removal removes."""
    rows = {
        "forgot-attendance": Seat.objects.all(),
        "removed-evidence": BroughtRecord.objects.exclude(file=None),
        "removed-request": JoinRequest.objects.all(),
    }
    return rows[verb].count()


def verbs(elm):
    """Return what has happened since the holds, oldest first."""
    assert broken_chains() == []
    told = [verb for verb, *_rest in trail(elm.organisation.pk)]
    return [verb for verb in told if verb in {"held-person", "released-person", *REMOVALS}]


def paused(monkeypatch, module):
    """Let ``module`` wait, before it writes the trail, for what the others do meanwhile."""
    begun, done, record = Event(), Event(), module.record

    def late(**event):
        begun.set()
        done.wait(A_MOMENT)
        return record(**event)

    monkeypatch.setattr(module, "record", late)

    def meanwhile(act):
        def call():
            begun.wait(WAIT)
            try:
                return act()
            finally:
                done.set()

        return call

    return meanwhile


@pytest.mark.parametrize("verb", REMOVALS)
def test_a_hold_set_while_it_is_removed_comes_after_it(elm, kept, hold, monkeypatch, verb):
    module, remove = REMOVALS[verb]
    meanwhile = paused(monkeypatch, module)

    removed, held = at_once([remove, meanwhile(hold)])

    assert (removed, held, there(verb)) == (1, LegalHold.objects.get(), 0)
    assert verbs(elm) == [verb, "held-person"]


@pytest.mark.parametrize("verb", REMOVALS)
def test_a_removal_that_runs_while_a_hold_is_set_leaves_what_is_held(
    elm, kept, hold, monkeypatch, verb
):
    meanwhile = paused(monkeypatch, hold_person)

    held, removed = at_once([hold, meanwhile(REMOVALS[verb][1])])

    assert (removed, held, there(verb)) == (0, LegalHold.objects.get(), 1)
    assert verbs(elm) == ["held-person"]


def test_held_by_eight_at_once_and_taken_off_by_eight_it_is_once_each(elm, kept, hold):
    held = [one if isinstance(one, LegalHold) else type(one) for one in at_once([hold] * EIGHT)]

    def release():
        mine = LegalHold.objects.get(pk=first.pk)
        return hold_person.release_person(held=mine, at=LATER, actor_id=elm.ash.pk)

    first = LegalHold.objects.get()
    released = at_once([release] * EIGHT)

    assert Counter(held) == {first: 1, AlreadyHeld: EIGHT - 1}
    kinds = Counter(type(one) for one in released)
    assert kinds == {LegalHold: 1, Superseded: EIGHT - 1}
    assert verbs(elm) == ["held-person", "released-person"]
    assert LegalHold.objects.current().get().valid_until is not None


def test_held_while_two_records_become_one_both_are_held_once(elm, kept, hold):
    user = make_member(elm.organisation, elm.north, elm.teacher, "A. Haddad", email="ah@x.example")
    mine, second = elm.membership(elm.amira), elm.membership(user)

    merged, *_held = at_once(
        [lambda: merge_people(kept=mine, second=second, at=LATER, by=elm.lewis)] + [hold] * 7
    )

    assert merged.result.done == (second.pk,)
    holds = LegalHold.objects.order_by("membership")
    assert list(holds.values_list("membership", flat=True)) == sorted([mine.pk, second.pk])
    assert verbs(elm) == ["held-person"] * 2
    assert AuditEvent.objects.filter(verb="merged").count() == 1


def test_moved_while_a_record_under_a_hold_becomes_another_it_is_told_to_the_mover(
    elm, kept, hold, monkeypatch
):
    user = make_member(elm.organisation, elm.north, elm.teacher, "A. Haddad", email="ah@x.example")
    mine, second = elm.membership(elm.amira), elm.membership(user)
    (period,) = MembershipPeriod.objects.filter(membership=second).select_related(*PLACES)
    hold()
    is_told, record = Event(), hold_person.record

    def early(**event):
        written = record(**event)
        is_told.set()
        sleep(A_MOMENT)
        return written

    def move():
        is_told.wait(WAIT)
        return move_staff(
            period=period, role=elm.teacher, site=elm.south, team=None, from_day=TODAY, at=LATER
        )

    monkeypatch.setattr(hold_person, "record", early)
    merged, moved = at_once(
        [lambda: merge_people(kept=mine, second=second, at=LATER, by=elm.lewis), move]
    )

    assert (merged.result.done, type(moved)) == ((second.pk,), Superseded)
    assert verbs(elm) == ["held-person"] * 2
