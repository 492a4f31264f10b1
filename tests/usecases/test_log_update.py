"""Logging a talk, session or practice, who was there, and taking it back."""

from uuid import uuid4

import pytest

from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.learning.updates import TeamUpdate
from courses.usecases.log_update import TakenBack, log_update, note_present, take_back_update
from tests.people import NOON
from tests.tables import everything, trail
from tests.updating import held

KEY = uuid4()


@pytest.fixture
def log(elm):
    """Return how Lewis logs a talk."""

    def call(**changes):
        fields = {
            "organisation": elm.organisation,
            "held": held(),
            "key": KEY,
            "at": NOON,
            "actor_id": elm.lewis.pk,
        }
        return log_update(**(fields | changes))

    return call


def note(update, elm, *users):
    members = [elm.membership(user) for user in users]
    return note_present(update=update, members=members, at=NOON, actor_id=elm.lewis.pk)


def test_a_double_click_logs_one(log, elm):
    first = log()
    before = everything()

    assert log() == first
    assert everything() == before
    assert trail(elm.organisation.pk) == [("logged-update", "teamupdate", first.pk, elm.lewis.pk)]


def test_the_key_of_another_organisation_opens_nothing_of_it(log, elm, harbour):
    theirs = log(organisation=harbour.organisation)

    mine = log()

    assert mine.organisation == elm.organisation
    assert mine.reference != theirs.reference
    assert TeamUpdate.objects.count() == 2


def test_people_are_noted_once(log, elm):
    update = log()

    assert note(update, elm, elm.amira, elm.noor) == 2
    before = everything()
    assert note(update, elm, elm.amira) == 0
    assert everything() == before
    assert [row[0] for row in trail(elm.organisation.pk)] == ["logged-update", "noted-present"]


def test_what_was_taken_back_takes_nobody_and_is_taken_back_once(log, elm):
    update = log()
    take_back_update(update=update, at=NOON, actor_id=elm.lewis.pk)
    before = everything()

    with pytest.raises(TakenBack):
        note(update, elm, elm.amira)
    take_back_update(update=update, at=NOON, actor_id=elm.noor.pk)

    assert everything() == before
    assert trail(elm.organisation.pk)[-1][0] == "took-back-update"


@pytest.mark.parametrize("verb", ["logged-update", "noted-present", "took-back-update"])
def test_without_its_audit_event_nothing_is_written(log, elm, monkeypatch, verb):
    update = log(key=uuid4())
    steps = {
        "logged-update": log,
        "noted-present": lambda: note(update, elm, elm.amira),
        "took-back-update": lambda: take_back_update(update=update, at=NOON, actor_id=elm.lewis.pk),
    }
    before = everything()
    monkeypatch.delitem(VERBS, verb)

    with pytest.raises(UnknownVerb):
        steps[verb]()

    assert everything() == before
