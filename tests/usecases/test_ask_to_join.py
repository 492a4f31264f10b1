"""Asking to join: a code to the address, then a request that waits."""

from datetime import timedelta

import pytest

from courses.accounts.join_requests import JoinRequest
from courses.accounts.models import Organisation, Site
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.notifications.models import Message
from courses.usecases.ask_to_join import JoiningOver, WorksHere, send_code
from courses.usecases.open_joining import end_joining, open_joining
from tests.people import NOON, TODAY
from tests.tables import everything, verbs_about
from tests.usecases.asking import asks, way_into
from tests.usecases.racing import EIGHT, at_once


@pytest.fixture
def way(elm):
    """Return the open joining code of North, for two people."""
    return way_into(elm.north, elm.ash, most_people=2)


def test_every_address_is_sent_a_code_in_the_same_words(elm):
    codes = [send_code(email=one, at=NOON) for one in ("amira@elm-park.example", "no@one.example")]

    mails = list(Message.objects.order_by("pk"))
    bodies = {
        one.body.replace(f"{code[:4]} {code[4:]}", "")
        for one, code in zip(mails, codes, strict=True)
    }
    assert [len(set(codes)), len(bodies)] == [2, 1]
    assert {(one.kind, one.recipient, one.organisation) for one in mails} == {
        ("sign-in", None, None)
    }


def test_a_request_waits_with_what_was_typed(elm, way):
    request = asks(way, staff_number="E077")

    way.refresh_from_db()
    assert (request.email, request.name, request.staff_number) == (
        "mei@example.org", "Mei Tan", "E077",
    )  # fmt: skip
    assert (request.site, request.outcome, way.people) == (elm.north, "", 1)
    assert verbs_about(request) == ["asked-to-join"]


def test_asking_again_writes_nothing(way):
    first = asks(way)
    before = everything()

    assert asks(way, name="Other") == first
    assert everything() == before


def test_whoever_works_there_is_told_and_nothing_written(elm, way):
    before = everything()

    with pytest.raises(WorksHere):
        asks(way, email="amira@elm-park.example")

    assert everything() == before
    assert asks(way, email="callum@harbour-trust.example").outcome == ""
    assert asks(way, email="sam@elm-park.example").outcome == ""  # who left in spring


def test_a_way_that_is_full_ended_or_past_takes_nobody(elm, way):
    for number in range(2):
        asks(way, email=f"{number}@example.org")
    past = way_into(elm.south, elm.ash, last_day=TODAY - timedelta(days=1))
    ended = way_into(elm.south, elm.ash, domain="elm.example")
    end_joining(way=ended, at=NOON, actor_id=elm.ash.pk)
    before = everything()

    for one in (way, past, ended):
        with pytest.raises(JoiningOver):
            asks(one)

    assert everything() == before


def test_nothing_is_kept_without_its_event(way, monkeypatch):
    monkeypatch.delitem(VERBS, "asked-to-join")

    with pytest.raises(UnknownVerb):
        asks(way)

    way.refresh_from_db()
    assert (JoinRequest.objects.count(), way.people) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_are_one_request():
    elm = Organisation.objects.create(slug="elm-park", name="Elm Park")
    site = Site.objects.create(organisation=elm, slug="north", name="North")
    way = open_joining(organisation=elm, site=site, most_people=1, at=NOON, actor_id=1)

    rows = at_once([lambda: asks(way).pk] * EIGHT)

    way.refresh_from_db()
    assert (len(set(rows)), JoinRequest.objects.count(), way.people) == (1, 1, 1)
