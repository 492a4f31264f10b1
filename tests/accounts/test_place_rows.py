"""Writing the sites, teams and jobs of an organisation."""

import pytest
from django.core.exceptions import ValidationError

from courses.accounts import place_rows
from courses.accounts.models import Role, Site, Tag, Team
from courses.accounts.place_rows import NameTaken, PlaceInUse
from courses.accounts.services import OtherOrganisation


def test_a_new_site_gets_an_address_that_stays_when_it_is_renamed(elm):
    site = Site(organisation=elm.organisation, name="Siân's House", nation="W")

    place_rows.save(site)
    site.name = "East"
    place_rows.save(site)

    site.refresh_from_db()
    assert (site.slug, site.name, site.nation) == ("sians-house", "East", "W")


@pytest.mark.parametrize(
    ("name", "taken", "slug"),
    [
        ("North!", {"north", "north-2"}, "north-3"),
        ("東", set(), "site"),
        ("-", {"site"}, "site-2"),
        ("a" * 60, {"a" * 50}, f"{'a' * 45}-2"),  # 50 characters are the most
    ],
)
def test_an_address_is_free_and_never_empty(name, taken, slug):
    assert place_rows.free_slug(name, kind="site", taken=taken) == slug


def test_a_name_is_taken_whatever_its_case_and_accents(elm, harbour):
    with pytest.raises(NameTaken):
        place_rows.save(Site(organisation=elm.organisation, name="NÖRTH"))

    place_rows.save(Site(organisation=harbour.organisation, name="North"))
    assert harbour.organisation.sites.count() == 2


def test_a_team_stands_in_a_site_of_its_own_organisation(elm, harbour):
    with pytest.raises(OtherOrganisation):
        place_rows.save(Team(organisation=elm.organisation, name="Night", site=harbour.quay))

    place_rows.save(Team(organisation=elm.organisation, name="Night", site=elm.north))
    assert [(team.name, team.site) for team in place_rows.teams_of(elm.organisation)] == [
        ("Night", elm.north)
    ]


def test_an_empty_name_is_refused(elm):
    with pytest.raises(ValidationError):
        place_rows.save(Role(organisation=elm.organisation, name=""))


def test_what_refers_to_a_place_is_counted_past_rows_too(elm):
    Team.objects.create(organisation=elm.organisation, site=elm.north, name="Year 4")

    assert place_rows.uses_of(elm.north) == {"team": 1, "membershipperiod": 4, "grant": 1}
    assert place_rows.uses_of(elm.teacher) == {"membershipperiod": 6}


def test_a_place_is_deleted_only_where_nothing_refers_to_it(elm):
    spare = Site.objects.create(organisation=elm.organisation, slug="spare", name="Spare")

    with pytest.raises(PlaceInUse) as refused:
        place_rows.remove(elm.north)
    place_rows.remove(spare)

    assert refused.value.uses == {"membershipperiod": 4, "grant": 1}
    assert sorted(elm.organisation.sites.values_list("slug", flat=True)) == ["north", "south"]
    assert spare.pk is not None


def test_places_of_another_organisation_are_none(elm, harbour):
    team = Team.objects.create(organisation=harbour.organisation, name="Crew")
    here = elm.organisation

    assert place_rows.team_of(organisation=here, pk=team.pk) is None
    assert place_rows.team_of(organisation=harbour.organisation, pk=team.pk) == team
    assert place_rows.job_by_slug(organisation=here, slug="youth-worker") is None
    assert place_rows.job_by_slug(organisation=here, slug="class-teacher") == elm.teacher
    assert place_rows.jobs_of(here) == [elm.teacher]
    theirs = Tag.objects.create(organisation=harbour.organisation, slug="skipper", name="Skipper")
    assert place_rows.tags_of(here) == []
    assert place_rows.tag_by_slug(organisation=here, slug="skipper") is None
    assert place_rows.tag_by_slug(organisation=harbour.organisation, slug="skipper") == theirs
