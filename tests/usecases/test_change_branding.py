"""Changing how an organisation's pages and certificates look."""

import pytest

from courses.audit.models import AuditEvent
from courses.audit.services import UnknownVerb
from courses.certification.designs import design_of
from courses.common.vocabulary import VERBS
from courses.usecases.change_branding import change_branding
from tests.people import NOON
from tests.tables import everything, trail

LOGO = "a" * 64


@pytest.fixture
def change(elm, harbour):
    """Change the look of Elm Park as told."""

    def call(**changes):
        change_branding(organisation=elm.organisation, by=elm.ash, at=NOON, **changes)

    return call


def look(elm):
    elm.organisation.refresh_from_db()
    design = design_of(elm.organisation.pk)
    return (elm.organisation.accent, elm.organisation.logo, design.logo, design.signatory)


def test_each_part_is_changed_by_itself(change, elm):
    change(accent="#0b5f69")
    change(logo=LOGO)
    change(signatory="Noor", prints_logo=False)

    assert look(elm) == ("#0b5f69", LOGO, "", "Noor")
    verb = ("changed-branding", "organisation", elm.organisation.pk, elm.ash.pk)
    assert trail(elm.organisation.pk) == [verb, verb, verb]
    assert [event.details["changed"] for event in AuditEvent.objects.order_by("sequence")] == [
        ["accent"],
        ["logo", "printed_logo"],
        ["printed_logo", "signatory"],
    ]


def test_a_logo_taken_away_is_printed_no_more(change, elm):
    change(logo=LOGO)
    change(logo="")

    assert look(elm) == ("", "", "", "")


def test_a_second_time_writes_nothing(change):
    change(accent="#0b5f69", logo=LOGO, signatory="Noor")
    before = everything()

    change(accent="#0b5f69", logo=LOGO, signatory="Noor")

    assert everything() == before


def test_without_its_audit_event_nothing_is_written(change, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "changed-branding")

    with pytest.raises(UnknownVerb):
        change(accent="#0b5f69")

    assert everything() == before
