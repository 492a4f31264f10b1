"""What the tables of asking to join refuse, and what a scope shows of them."""

import pytest
from django.db import IntegrityError, transaction

from courses.accounts.join_requests import JoiningWay, JoinRequest
from courses.common.scope import Scope
from tests.people import NOON, TODAY
from tests.usecases.asking import asks, way_into


@pytest.fixture
def way(elm):
    """Return the open joining code of North."""
    return way_into(elm.north, elm.ash)


def refused(why, model, /, **fields):
    with pytest.raises(IntegrityError, match=why), transaction.atomic():
        model.objects.create(**fields)


def test_a_way_is_a_code_or_a_domain_and_a_site_has_each_once(elm, way):
    here = {"organisation": elm.organisation, "site": elm.north, "opened_at": NOON}
    way_into(elm.north, elm.ash, domain="elm.example")

    refused("code_or_a_domain", JoiningWay, **here)
    refused("code_or_a_domain", JoiningWay, **here, code="ABCD", domain="elm.example")
    refused("site", JoiningWay, **here, code="ABCD")
    refused("site", JoiningWay, **here, domain="elm.example")
    refused("code", JoiningWay, **(here | {"site": elm.south}), code=way.code)
    assert JoiningWay.objects.count() == 2
    assert str(way) == f"joining way {way.pk}"


def test_an_address_waits_once_and_a_decision_has_its_day(elm, way):
    request = asks(way)
    fields = {
        "organisation": elm.organisation,
        "site": elm.north,
        "way": way,
        "email": "jo@example.org",
        "name": "Jo",
        "asked_at": NOON,
    }

    refused("email", JoinRequest, **(fields | {"email": request.email}))
    refused("decided", JoinRequest, **fields, outcome="approved")
    refused("decided", JoinRequest, **fields, decided_at=NOON)
    assert str(request) == f"join request {request.pk}"


def test_a_lead_of_a_site_sees_its_requests_alone(elm, way, harbour):
    mine = asks(way)
    asks(way_into(elm.south, elm.ash), email="jo@example.org")
    asks(way_into(harbour.quay, harbour.beth))
    here = elm.organisation.pk
    part = Scope(here, TODAY, site_ids=frozenset({elm.north.pk}))
    team = Scope(here, TODAY, team_ids=frozenset({1}))

    assert list(JoinRequest.objects.visible_to(part)) == [mine]
    assert list(JoinRequest.objects.visible_to(team)) == []
    assert JoinRequest.objects.visible_to(Scope(here, TODAY, whole=True)).count() == 2
