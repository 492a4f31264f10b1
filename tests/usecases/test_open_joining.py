"""Opening, renewing and ending the ways by which people ask to join."""

from datetime import timedelta

import pytest

from courses.accounts import asking
from courses.accounts.asking import AlreadyOpen
from courses.accounts.asking_queries import way_of, ways_for, ways_of
from courses.accounts.join_requests import JoiningWay
from courses.accounts.services import OtherOrganisation
from courses.common.codes import ALPHABET
from courses.usecases.open_joining import JoiningEnded, end_joining, renew_joining
from tests.people import NOON, TODAY
from tests.tables import everything, trail, verbs_about
from tests.usecases.asking import asks, way_into

MEI = "mei@example.org"


def found(code="", email=MEI, on=TODAY):
    return ways_for(email=email, code=code, on=on)


def test_a_code_is_made_that_people_can_type_however_they_like(elm):
    way = way_into(elm.north, elm.ash, most_people=40, last_day=TODAY)

    typed = f" {way.code[:4].lower()}-{way.code[4:]} "
    assert (len(way.code), set(way.code) <= set(ALPHABET)) == (8, True)
    assert [found(typed), found(""), found("ABCD"), found(typed, on=TODAY + timedelta(1))] == [
        [way], [], [], [],
    ]  # fmt: skip
    assert trail(elm.organisation.pk) == [("opened-joining", "joiningway", way.pk, elm.ash.pk)]


def test_a_domain_lets_its_owners_ask_and_nobody_else(elm):
    way = way_into(elm.north, elm.ash, domain="elm.example")

    asked = ["a@elm.example", "a@b.elm.example", "a@notelm.example", "elm.example@x.example"]
    assert [found(email=one) for one in asked] == [[way], [], [], []]


def test_a_site_is_offered_once_though_code_and_domain_open_it(elm, harbour):
    code = way_into(elm.north, elm.ash)
    way_into(elm.north, elm.ash, domain="example.org")
    south = way_into(elm.south, elm.ash, domain="example.org")
    quay = way_into(harbour.quay, harbour.beth, domain="example.org")

    assert found(code.code) == [code, south, quay]
    assert [one.site for one in ways_of(elm.organisation)] == [elm.north, elm.north, elm.south]


def test_a_site_has_one_open_code_and_a_domain_once(elm, harbour):
    way_into(elm.north, elm.ash)
    way_into(elm.north, elm.ash, domain="elm.example")
    before = everything()

    for domain in ("", "elm.example"):
        with pytest.raises(AlreadyOpen):
            way_into(elm.north, elm.ash, domain=domain)
    with pytest.raises(OtherOrganisation):
        way_into(harbour.quay, elm.ash, organisation=elm.organisation)

    assert everything() == before


def test_a_renewed_code_keeps_its_terms_and_the_old_one_is_dead(elm):
    old = way_into(elm.north, elm.ash, most_people=2, last_day=TODAY)
    asks(old)

    new = renew_joining(way=old, at=NOON, actor_id=elm.ash.pk)

    assert (new.site, new.most_people, new.last_day, new.people) == (elm.north, 2, TODAY, 0)
    assert [found(old.code), found(new.code)] == [[], [new]]
    assert (verbs_about(old), verbs_about(new)) == (["opened-joining"], ["renewed-joining"])
    with pytest.raises(JoiningEnded):
        renew_joining(way=old, at=NOON, actor_id=elm.ash.pk)


def test_an_ended_way_opens_nothing_and_its_request_waits_on(elm):
    way = way_into(elm.north, elm.ash)
    asks(way)

    ended = [end_joining(way=way, at=NOON, actor_id=elm.ash.pk) for _ in range(2)]

    assert (ended, found(way.code), way_of(elm.organisation, way.pk)) == ([True, False], [], None)
    assert verbs_about(way) == ["opened-joining", "ended-joining"]


def test_no_code_is_given_twice_even_after_its_end(elm, monkeypatch):
    first = way_into(elm.north, elm.ash)
    end_joining(way=first, at=NOON, actor_id=elm.ash.pk)
    drawn = iter([first.code, "NEWCODE2"])
    monkeypatch.setattr(asking, "random_code", lambda _length: next(drawn))

    assert way_into(elm.north, elm.ash).code == "NEWCODE2"
    assert JoiningWay.objects.count() == 2
