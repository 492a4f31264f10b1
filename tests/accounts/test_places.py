"""Where somebody may be placed, and which invitations a scope opens."""

from datetime import date

import pytest

from courses.accounts import joining
from courses.accounts.invitation import Invitation
from courses.accounts.models import Tag, Team
from courses.accounts.places import (
    Names,
    invitation_by_token,
    invitation_in,
    invitations_in,
    known_to,
    lies_within,
    names_of,
    places_in,
)
from courses.accounts.staff_list import Entry
from courses.common.scope import Scope
from tests.people import NOON, TODAY


@pytest.fixture
def teams(elm):
    """Return a team at North and one that belongs to no site."""
    return [
        Team.objects.create(organisation=elm.organisation, name=name, site=site)
        for name, site in (("Year 5", elm.north), ("Choir", None))
    ]


def whole(elm):
    return Scope(elm.organisation.pk, TODAY, whole=True)


def north(elm):
    return Scope(elm.organisation.pk, TODAY, site_ids=frozenset({elm.north.pk}))


def test_over_the_whole_organisation_every_place_of_it_and_no_other(
    elm, harbour, teams, django_assert_num_queries
):
    with django_assert_num_queries(3):
        places = places_in(whole(elm))

    assert (places.roles, places.sites) == ([elm.teacher], [elm.north, elm.south])
    assert places.teams == [teams[1], teams[0]]
    assert (places.role(elm.teacher.pk), places.site(str(elm.north.pk))) == (
        elm.teacher,
        elm.north,
    )
    assert (places.team(teams[0].pk), places.site(harbour.quay.pk), places.team(None)) == (
        teams[0],
        None,
        None,
    )


def test_a_lead_of_one_site_places_people_there_alone(elm, teams):
    places = places_in(north(elm))

    assert (places.sites, places.teams) == ([elm.north], [teams[0]])


def test_a_place_lies_within_its_scope(elm, teams):
    of_choir = Scope(elm.organisation.pk, TODAY, team_ids=frozenset({teams[1].pk}))
    here, there = elm.north.pk, elm.south.pk

    assert lies_within(whole(elm), site_id=there, team_id=None) is True
    assert lies_within(north(elm), site_id=here, team_id=None) is True
    assert lies_within(north(elm), site_id=there, team_id=None) is False
    assert lies_within(of_choir, site_id=there, team_id=teams[1].pk) is True
    assert lies_within(of_choir, site_id=there, team_id=None) is False


def test_a_list_is_read_against_what_the_organisation_has(elm, harbour, django_assert_num_queries):
    places = places_in(north(elm))
    defaults = {"job": elm.teacher.pk, "site": elm.north.pk, "start": date(2026, 9, 1)}

    with django_assert_num_queries(3):
        known = known_to(elm.organisation, places, scope=north(elm), defaults=defaults)

    assert (known.jobs, known.sites) == (
        {"Class teacher": elm.teacher.pk},
        {"North": elm.north.pk},
    )
    assert (known.job, known.site, known.start) == tuple(defaults.values())
    assert known.working == {
        f"{name}@elm-park.example" for name in ("amira", "lewis", "noor", "grace", "ash")
    }
    assert known.numbers == {f"E00{n}" for n in range(1, 7)}
    assert known.whole_sites == {elm.north.pk}
    assert known_to(elm.organisation, places, scope=whole(elm), defaults={}).whole_sites is None


@pytest.fixture
def three(elm):
    """Return invitations to North, South, and a withdrawn one."""
    entries = [
        Entry(n, f"P {n}", f"p{n}@example.org", elm.teacher.pk, site.pk, None, "", TODAY)
        for n, site in enumerate((elm.north, elm.south, elm.north))
    ]
    rows = joining.invite(
        organisation=elm.organisation,
        entries=entries,
        tokens=["t0", "t1", "t2"],
        members={},
        offered=joining.Offered(),
        at=NOON,
        actor_id=None,
    )
    joining.withdraw(invitation=rows[2], at=NOON)
    return rows


def test_open_invitations_come_before_used_ones(elm, three):
    first, second, _withdrawn = three
    Invitation.objects.filter(pk=second.pk).update(used_at=NOON)

    assert invitations_in(whole(elm)) == [first, second]


def test_a_scope_lists_its_invitations_without_withdrawn_ones(elm, harbour, three):
    first, second, _withdrawn = three

    assert invitations_in(whole(elm)) == [second, first]
    assert invitations_in(north(elm)) == [first]
    assert invitations_in(Scope(harbour.organisation.pk, TODAY, whole=True)) == []


def test_one_invitation_is_found_in_its_scope_while_it_is_open(elm, harbour, three):
    first, second, withdrawn = three

    assert invitation_in(whole(elm), first.pk) == first
    assert invitation_in(north(elm), second.pk) is None
    assert invitation_in(whole(elm), withdrawn.pk) is None
    assert invitation_in(Scope(harbour.organisation.pk, TODAY, whole=True), first.pk) is None


def test_a_link_finds_its_invitation_while_it_is_open(three):
    assert invitation_by_token(joining.hash_of("t0")) == three[0]
    assert invitation_by_token(joining.hash_of("t2")) is None
    assert invitation_by_token("t0") is None
    assert Invitation.objects.count() == 3


def test_what_everything_is_called_takes_one_query(elm, harbour, django_assert_num_queries):
    here = elm.organisation
    team = Team.objects.create(organisation=here, name="Year 4")
    tag = Tag.objects.create(organisation=here, slug="driver", name="Driver")

    with django_assert_num_queries(1):
        found = names_of(here.pk)

    assert found == Names(
        {elm.teacher.pk: "Class teacher"},
        {elm.north.pk: "North", elm.south.pk: "South"},
        {team.pk: "Year 4"},
        {tag.pk: "Driver"},
    )
