"""Noting a gap, changing it and marking it done, each once and on record."""

from datetime import timedelta
from functools import partial

import pytest

from courses.audit.models import AuditEvent
from courses.audit.services import UnknownVerb
from courses.common.history import Superseded
from courses.common.vocabulary import VERBS
from courses.reporting.models import GapAction
from courses.usecases.note_gap import note_gap, revise_gap
from tests.people import NOON, TODAY
from tests.tables import everything, trail
from tests.usecases.racing import EIGHT, at_once

DAY = timedelta(days=1)


@pytest.fixture
def note(elm, harbour):
    """Return how to note a gap at North."""

    def call(**changes):
        fields = {
            "organisation": elm.organisation,
            "site": elm.north,
            "gap": "Two starters have not begun",
            "action": "Talk to both",
            "owner": "Lewis Grant",
            "noted_on": TODAY,
            "due_on": TODAY + 14 * DAY,
            "at": NOON,
            "actor_id": elm.lewis.pk,
        }
        return note_gap(**(fields | changes))

    return call


def test_a_gap_is_one_row_and_one_event(elm, note):
    line = note()

    assert GapAction.objects.get() == line
    assert trail(elm.organisation.pk) == [("noted-gap", "gapaction", line.pk, elm.lewis.pk)]
    assert AuditEvent.objects.get().details == {"v": 1, "thread": str(line.thread)}


def test_the_same_again_writes_nothing(note):
    first = note()
    before = everything()

    assert note(at=NOON + DAY) == first
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_by_eight_at_once_it_is_one_line(elm, note):
    lines = at_once([note] * EIGHT)

    assert lines == [GapAction.objects.get()] * EIGHT
    assert [verb for verb, *_rest in trail(elm.organisation.pk)] == ["noted-gap"]


def test_a_change_is_a_row_beside_the_earlier_one(elm, note):
    line = note()
    changes = {"owner": "Lewis Grant", "site": None, "done_on": TODAY}

    fresh = revise_gap(line=line, changes=changes, at=NOON + DAY, actor_id=elm.ash.pk)

    assert (fresh.thread, fresh.site, fresh.done_on) == (line.thread, None, TODAY)
    assert GapAction.objects.count() == 2
    event = AuditEvent.objects.get(verb="revised-gap")
    assert event.details == {"v": 1, "thread": str(line.thread), "fields": ["done_on", "site"]}


def test_without_a_change_nothing_is_written(elm, note):
    line = note()
    before = everything()

    same = revise_gap(line=line, changes={"owner": line.owner}, at=NOON, actor_id=elm.ash.pk)

    assert same == line
    assert everything() == before


def test_whoever_comes_second_is_refused(elm, note):
    line = note()
    again = GapAction.objects.get(pk=line.pk)
    revise_gap(line=line, changes={"owner": "Ash"}, at=NOON, actor_id=elm.ash.pk)
    before = everything()

    with pytest.raises(Superseded):
        revise_gap(line=again, changes={"owner": "Noor"}, at=NOON, actor_id=elm.noor.pk)

    assert everything() == before


@pytest.mark.parametrize("verb", ["noted-gap", "revised-gap"])
def test_nothing_is_kept_where_the_trail_cannot_be_written(elm, note, verb, monkeypatch):
    act = note
    if verb == "revised-gap":
        changes = {"changes": {"owner": "Ash"}, "at": NOON, "actor_id": elm.ash.pk}
        act = partial(revise_gap, line=note(), **changes)
    before = everything()
    monkeypatch.delitem(VERBS, verb)

    with pytest.raises(UnknownVerb):
        act()

    assert everything() == before
