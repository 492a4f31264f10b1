"""Joining an organisation, and being given access."""

import pytest

from courses.accounts import services
from courses.accounts.membership import Access, Grant, Membership, MembershipPeriod
from courses.accounts.models import Team
from courses.accounts.services import OtherOrganisation
from tests.people import NOON, STARTED, TODAY, make_user
from tests.tables import everything


@pytest.fixture
def join(elm, harbour):
    """Make Mei a member of Elm Park, changed as told."""
    mei = make_user("Mei Tan", "mei@elm-park.example")

    def call(**changes):
        fields = {
            "user": mei,
            "organisation": elm.organisation,
            "role": elm.teacher,
            "site": elm.south,
            "valid_from": STARTED,
            "at": NOON,
        }
        return services.join(**(fields | changes))

    return call


def test_joining_makes_a_membership_and_its_first_period(join, elm):
    team = Team.objects.create(organisation=elm.organisation, name="Year 4")

    membership = join(team=team, staff_number="E011", valid_until=TODAY, actor_id=elm.ash.pk)

    assert membership == Membership.objects.get(user__name="Mei Tan")
    assert (membership.organisation, membership.staff_number) == (elm.organisation, "E011")
    (period,) = MembershipPeriod.objects.filter(membership=membership)
    assert (period.organisation, period.role, period.site, period.team) == (
        elm.organisation,
        elm.teacher,
        elm.south,
        team,
    )
    assert (period.valid_from, period.valid_until) == (STARTED, TODAY)
    assert (period.recorded_at, period.recorded_by_id) == (NOON, elm.ash.pk)


def test_joining_again_adds_a_period_to_the_same_membership(join):
    first = join(valid_until=STARTED)

    assert join(valid_from=TODAY) == first
    rows = MembershipPeriod.objects.filter(membership=first).order_by("pk")
    assert list(rows.values_list("valid_from", flat=True)) == [STARTED, TODAY]


@pytest.mark.parametrize("foreign", ["role", "site", "team"])
def test_a_place_or_role_of_another_organisation_is_refused(join, harbour, foreign):
    team = Team.objects.create(organisation=harbour.organisation, name="Crew")
    theirs = {"role": harbour.worker, "site": harbour.quay, "team": team}
    before = everything()

    with pytest.raises(OtherOrganisation, match="elm-park has no such role, site or team"):
        join(**{foreign: theirs[foreign]})

    assert everything() == before


@pytest.mark.parametrize("place", ["whole", "site", "team"])
def test_access_is_given_over_a_place_or_the_whole_organisation(elm, place):
    team = Team.objects.create(organisation=elm.organisation, name="Year 4")
    where = {"whole": {}, "site": {"site": elm.south}, "team": {"team": team}}[place]

    grant = services.grant(
        membership=elm.membership(elm.amira),
        access=Access.LEAD,
        valid_from=TODAY,
        at=NOON,
        actor_id=elm.ash.pk,
        **where,
    )

    (kept,) = Grant.objects.filter(membership__user=elm.amira)
    assert (kept, kept.organisation, kept.access) == (grant, elm.organisation, "lead")
    assert (kept.site, kept.team) == (where.get("site"), where.get("team"))
    assert (kept.valid_from, kept.valid_until, kept.recorded_by_id) == (TODAY, None, elm.ash.pk)


@pytest.mark.parametrize("foreign", ["site", "team"])
def test_access_over_a_place_of_another_organisation_is_refused(elm, harbour, foreign):
    team = Team.objects.create(organisation=harbour.organisation, name="Crew")
    where = {"site": {"site": harbour.quay}, "team": {"team": team}}[foreign]
    before = everything()

    with pytest.raises(OtherOrganisation):
        services.grant(
            membership=elm.membership(elm.amira),
            access=Access.LEAD,
            valid_from=TODAY,
            at=NOON,
            **where,
        )

    assert everything() == before
