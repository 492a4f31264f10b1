"""Changing what an organisation says of itself."""

import pytest

from courses.audit.models import AuditEvent
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.usecases.change_organisation import change_organisation
from tests.people import NOON
from tests.tables import everything, trail


@pytest.fixture
def change(elm, harbour):
    """Change Elm Park as told."""

    def call(**details):
        change_organisation(organisation=elm.organisation, details=details, by=elm.ash, at=NOON)

    return call


def test_details_are_written_and_their_names_recorded(change, elm):
    change(name="Elm Hill", sector="club", concern_page_is_public=False)

    elm.organisation.refresh_from_db()
    here = elm.organisation
    assert (here.name, here.sector, here.concern_page_is_public, here.slug) == (
        "Elm Hill", "club", False, "elm-park",
    )  # fmt: skip
    assert trail(here.pk) == [("changed-organisation", "organisation", here.pk, elm.ash.pk)]
    assert AuditEvent.objects.get().details == {
        "v": 1,
        "changed": ["concern_page_is_public", "name", "sector"],
    }


def test_no_change_writes_nothing(change):
    before = everything()

    change(name="Elm Park", concern_page_is_public=True)

    assert everything() == before


def test_without_its_audit_event_nothing_is_written(change, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "changed-organisation")

    with pytest.raises(UnknownVerb):
        change(name="Elm Hill")

    assert everything() == before
