"""Adding and renaming sites, teams and jobs."""

import pytest

from courses.accounts.models import Role, Site, Team
from courses.accounts.place_rows import NameTaken
from courses.audit.models import AuditEvent
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.usecases.save_place import save_place
from tests.people import NOON
from tests.tables import everything, trail


@pytest.mark.parametrize(("table", "kind"), [(Site, "site"), (Team, "team"), (Role, "role")])
def test_each_kind_of_place_is_one_row_and_one_event(elm, harbour, table, kind):
    place = save_place(
        place=table(organisation=elm.organisation, name="Night"), by=elm.ash, at=NOON
    )

    assert table.objects.get(name="Night") == place
    assert trail(elm.organisation.pk) == [("saved-place", kind, place.pk, elm.ash.pk)]
    assert AuditEvent.objects.get().details == {"v": 1, "before": None, "after": place.pk}


def test_a_new_name_is_written_to_the_same_row(elm):
    elm.north.name = "North House"

    save_place(place=elm.north, by=elm.ash, at=NOON)

    assert Site.objects.get(slug="north").name == "North House"
    assert AuditEvent.objects.get().details == {
        "v": 1,
        "before": elm.north.pk,
        "after": elm.north.pk,
    }


def test_the_same_again_writes_nothing(elm):
    before = everything()

    assert save_place(place=elm.north, by=elm.ash, at=NOON) == elm.north
    again = Site(organisation=elm.organisation, name="North", nation="E")
    assert save_place(place=again, by=elm.ash, at=NOON) == elm.north
    assert everything() == before


def test_a_name_that_is_taken_is_refused(elm):
    before = everything()
    elm.south.name = "north"

    with pytest.raises(NameTaken):
        save_place(place=elm.south, by=elm.ash, at=NOON)

    assert everything() == before


def test_without_its_audit_event_nothing_is_written(elm, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "saved-place")

    with pytest.raises(UnknownVerb):
        save_place(place=Team(organisation=elm.organisation, name="Night"), by=elm.ash, at=NOON)

    assert everything() == before
