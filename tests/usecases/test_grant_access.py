"""Giving and ending access."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.accounts.access import administrators
from courses.accounts.membership import Access, Grant
from courses.accounts.models import Team
from courses.accounts.services import OtherOrganisation
from courses.audit.services import UnknownVerb
from courses.common.history import Superseded
from courses.common.vocabulary import VERBS
from courses.usecases.grant_access import (
    AboveOwnRank,
    LastAdministrator,
    end_access,
    grant_access,
)
from tests.people import NOON, TODAY, make_member
from tests.tables import everything, trail

HOUR = timedelta(hours=1)


@pytest.fixture
def give(elm, harbour):
    """Give Amira access as Ash, changed as told."""

    def call(user=None, access=Access.LEAD, site=None, by=None, team=None):
        return grant_access(
            membership=elm.membership(user or elm.amira),
            access=access,
            site=site,
            team=team,
            by=by or elm.ash,
            at=NOON,
        )

    return call


def grant_of(user):
    return Grant.objects.current().get(membership__user=user)


def refused(error, act):
    before = everything()
    with pytest.raises(error):
        act()
    assert everything() == before


@pytest.mark.parametrize("own_site", [False, True])
def test_access_is_given_from_today_over_a_site_or_all(give, elm, own_site):
    site = elm.north if own_site else None

    grant = give(site=site)

    assert (grant.access, grant.site, grant.valid_from) == ("lead", site, TODAY)
    assert trail(elm.organisation.pk) == [("granted", "grant", grant.pk, elm.ash.pk)]


def test_what_they_have_already_is_not_given_twice(give):
    first = give()
    before = everything()

    assert give() == first
    assert everything() == before


def test_nobody_below_an_administrator_gives_or_ends_access(give, elm, harbour):
    for by in (elm.lewis, elm.noor, elm.grace, elm.amira, harbour.beth):
        refused(AboveOwnRank, lambda by=by: give(by=by))
        refused(AboveOwnRank, lambda by=by: end_access(grant=grant_of(elm.noor), by=by, at=NOON))


def test_an_administrator_of_one_site_gives_none(give, elm):
    Grant.objects.filter(membership__user=elm.ash).update(site=elm.south)

    refused(AboveOwnRank, give)


def test_access_ends_at_once_and_its_past_is_kept(give, elm):
    grant = grant_of(elm.lewis)

    end_access(grant=grant, by=elm.ash, at=NOON)

    assert grant_of(elm.lewis).valid_until == TODAY - timedelta(days=1)
    assert Grant.objects.as_known_at(NOON - HOUR).filter(pk=grant.pk).count() == 0
    assert trail(elm.organisation.pk) == [("ended-access", "grant", grant.pk, elm.ash.pk)]
    refused(Superseded, lambda: end_access(grant=grant, by=elm.ash, at=NOON))


def test_the_last_administrator_stays(give, elm):
    refused(LastAdministrator, lambda: end_access(grant=grant_of(elm.ash), by=elm.ash, at=NOON))

    give(elm.lewis, Access.ADMIN)
    end_access(grant=grant_of(elm.ash), by=elm.ash, at=NOON)

    assert administrators(elm.organisation, on=TODAY) == {elm.membership(elm.lewis).pk}


@pytest.mark.parametrize("verb", ["granted", "ended-access"])
def test_without_its_audit_event_nothing_is_written(give, elm, monkeypatch, verb):
    monkeypatch.delitem(VERBS, verb)
    act = (
        give
        if verb == "granted"
        else lambda: end_access(grant=grant_of(elm.noor), by=elm.ash, at=NOON)
    )

    refused(UnknownVerb, act)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.sampled_from(["give", "end"]), st.integers(0, 3), st.integers(0, 3)),
        max_size=12,
    )
)
def test_whatever_people_do_to_one_another_an_administrator_is_left(elm, steps):
    people = [elm.ash, elm.lewis, elm.amira, elm.noor]
    for act, by, of in steps:
        was = administrators(elm.organisation, on=TODAY)
        member = elm.membership(people[of])
        held = Grant.objects.current().filter(membership=member, access="admin")
        try:
            if act == "give":
                grant_access(
                    membership=member, access=Access.ADMIN, site=None, by=people[by], at=NOON
                )
            elif grant := held.filter(valid_until=None).first():
                end_access(grant=grant, by=people[by], at=NOON)
        except (AboveOwnRank, LastAdministrator):
            assert administrators(elm.organisation, on=TODAY) == was

    now = administrators(elm.organisation, on=TODAY)
    assert now
    assert {elm.membership(user).pk for user in people} >= now


def test_access_over_a_team_is_beside_that_over_its_site_and_of_no_other_organisation(
    give, elm, harbour
):
    team = Team.objects.create(organisation=elm.organisation, name="Year 5", site=elm.north)
    foreign = Team.objects.create(organisation=harbour.organisation, name="Crew")

    over_site, over_team = give(site=elm.north), give(team=team)

    assert give(team=team) == over_team != over_site
    assert (over_team.site, over_team.team) == (None, team)
    refused(OtherOrganisation, lambda: give(team=foreign))


def test_the_machine_above_starts_from_people_it_can_break(elm):
    extra = make_member(elm.organisation, elm.north, elm.teacher, "Extra Admin", access="admin")

    end_access(grant=grant_of(elm.ash), by=extra, at=NOON)

    assert administrators(elm.organisation, on=TODAY) == {elm.membership(extra).pk}
