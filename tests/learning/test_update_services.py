"""Writing other learning down: once, and taken back once."""

from courses.learning.update_services import lock, note_present, take_back
from tests.people import NOON
from tests.updating import update_of


def test_only_whoever_is_not_noted_is_written(elm):
    update = update_of(elm.amira, elm.organisation, "north")
    amira, noor = elm.membership(elm.amira), elm.membership(elm.noor)

    added = note_present(update=update, members=[amira, noor, noor], at=NOON, actor_id=1)

    assert [one.membership for one in added] == [noor]
    assert update.presences.count() == 2


def test_it_is_taken_back_once(elm):
    update = update_of(elm.amira, elm.organisation, "north")

    assert take_back(update=update, at=NOON, actor_id=elm.lewis.pk) is True
    assert take_back(update=update, at=NOON, actor_id=elm.noor.pk) is False
    assert lock(update=update).withdrawn_by_id == elm.lewis.pk
