"""Deciding of whom an organisation asks a second factor."""

import pytest

from courses.accounts.models import Organisation
from courses.audit.models import AuditEvent
from courses.usecases import ask_second_factor as module
from courses.usecases.ask_second_factor import ask_second_factor
from tests.people import NOON


def asked(elm, *, everybody):
    return ask_second_factor(
        organisation=elm.organisation, everybody=everybody, at=NOON, actor_id=elm.ash.pk
    )


def kept():
    return dict(Organisation.objects.values_list("slug", "asks_second_factor"))


def test_the_choice_is_kept_and_recorded_once(elm, harbour):
    assert [asked(elm, everybody=True) for _twice in range(2)] == [True, False]

    (event,) = AuditEvent.objects.all()
    assert (event.verb, event.chain, event.actor_id, event.details["everybody"]) == (
        "changed-sign-on",
        elm.organisation.pk,
        elm.ash.pk,
        True,
    )
    assert kept() == {"elm-park": True, "harbour-trust": False}


def test_what_holds_already_writes_nothing(elm):
    assert asked(elm, everybody=False) is False
    assert list(AuditEvent.objects.all()) == []


def test_where_the_trail_fails_nothing_changes(elm, monkeypatch):
    def fail(**_details):
        message = "no trail"
        raise RuntimeError(message)

    monkeypatch.setattr(module, "record", fail)

    with pytest.raises(RuntimeError, match="no trail"):
        asked(elm, everybody=True)
    assert kept() == {"elm-park": False}
