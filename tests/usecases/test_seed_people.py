"""Inventing places and people."""

from datetime import date, timedelta
from random import Random

import pytest

from courses.accounts.membership import MembershipPeriod
from courses.catalogue.models import Contact
from courses.usecases import seed_people
from courses.usecases.seed_people import (
    LONGEST,
    identifier,
    invent_body,
    invent_people,
    invented_stays,
)
from tests.people import NOON, TODAY


@pytest.fixture
def body(db):
    return invent_body(1, today=TODAY)


def test_a_body_has_places_jobs_and_people_to_tell(body):
    assert (len(body.sites), len(body.teams), len(body.roles)) == (6, 8, 8)
    assert {team.site.organisation for team in body.teams} == {body.organisation}
    contacts = Contact.objects.filter(organisation=body.organisation).order_by("position")
    assert list(contacts.values_list("slot", "name")) == [
        ("safeguarding-lead", "Ruth Porter"),
        ("deputy", "Imran Shah"),
    ]


def test_people_come_in_batches_with_their_places_at_home(body, monkeypatch):
    monkeypatch.setattr(seed_people, "BATCH", 20)

    batches = list(invent_people(body, 50, random=Random(1), password="!", at=NOON, today=TODAY))

    assert [len(batch) for batch in batches] == [20, 20, 10]
    people = [person for batch in batches for person in batch]
    assert [person.membership.staff_number for person in people][-1] == "000050"
    assert [person.user.email for person in people[:2]] == [
        "lead@ashgrove-1.test",
        "learner@ashgrove-1.test",
    ]
    assert any(person.user.email is None for person in people)
    assert {person.left is None for person in people} == {True, False}
    assert {len(person.site_ids) for person in people} == {1, 2}
    assert MembershipPeriod.objects.exclude(site__organisation=body.organisation).count() == 0


def test_the_stretches_of_a_stay_follow_one_another_without_a_gap():
    random = Random(3)
    for _ in range(3000):
        stays = invented_stays(random, today=TODAY, stays_on=False)

        assert len(stays) in {1, 2}
        assert TODAY - timedelta(days=LONGEST) <= stays[0][0] < TODAY
        for first, last in stays:
            assert last is None or first <= last < TODAY
        if len(stays) == 2:
            assert stays[0][1] == stays[1][0] - timedelta(days=1)


def test_who_stays_on_is_here_today_and_was_a_year_ago():
    random = Random(4)
    for _ in range(500):
        stays = invented_stays(random, today=TODAY, stays_on=True)

        assert stays[-1][1] is None
        assert stays[0][0] < date(2025, 3, 3)


def test_an_identifier_comes_from_the_seed():
    assert identifier(Random(1)) == identifier(Random(1)) != identifier(Random(2))
    assert identifier(Random(1)).version == 4
