"""Questions about people and places: the scope of a grant, and who is seen through it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from courses.accounts import queries, services
from courses.accounts.membership import Access, Grant, MembershipPeriod
from courses.accounts.models import Role, Site, Team
from courses.accounts.permissions import Held, Permission
from courses.accounts.queries import Place
from courses.common.history import revise
from courses.common.scope import Scope
from tests.people import NOON, STARTED, TODAY, make_member

NORTH = ["Amira Haddad", "Lewis Grant", "Noor Siddiqui"]
EVERYBODY = ["Amira Haddad", "Ash Turner", "Grace Whitfield", "Lewis Grant", "Noor Siddiqui"]
DAY = timedelta(days=1)


@pytest.fixture
def team(elm, harbour):
    """Return a team of Elm Park's, in which Grace works at South."""
    team = Team.objects.create(organisation=elm.organisation, name="Year 4")
    MembershipPeriod.objects.filter(membership__user=elm.grace).update(team=team)
    return team


def scope(elm, user, permission=Permission.SEE_STAFF_PROGRESS, on=TODAY):
    rights = queries.rights_of(user=user, on=on).get(elm.organisation.slug)
    return rights.scope(permission) if rights else Scope(elm.organisation.pk, on)


def names(people):
    return [membership.user.name for membership in people]


def test_a_grant_without_a_place_opens_the_whole_organisation(elm, harbour):
    assert scope(elm, elm.lewis) == Scope(elm.organisation.pk, TODAY, whole=True)
    assert names(queries.people_in(scope(elm, elm.lewis))) == EVERYBODY


def test_as_known_at_a_moment_people_stand_where_they_stood_on_record(elm, harbour):
    amira = MembershipPeriod.objects.get(membership__user=elm.amira)
    revise(amira, at=NOON + DAY, actor_id=None, site=elm.south)
    whole = scope(elm, elm.lewis)
    north = replace(whole, whole=False, site_ids=frozenset({elm.north.pk}))

    def known(scope, moment):
        return names(queries.people_in(replace(scope, known_at=moment)))

    assert [known(whole, NOON - DAY), known(whole, NOON)] == [[], EVERYBODY]
    assert [known(north, NOON), known(north, NOON + DAY)] == [NORTH, NORTH[1:]]
    every = [queries.every_period_of(amira.membership, known_at=moment) for moment in (NOON, None)]
    assert [[period.site for period in found] for found in every] == [[elm.north], [elm.south]]


def test_a_grant_over_a_site_opens_that_site(elm, harbour):
    assert scope(elm, elm.noor) == Scope(
        elm.organisation.pk, TODAY, site_ids=frozenset({elm.north.pk})
    )
    assert names(queries.people_in(scope(elm, elm.noor))) == NORTH


@pytest.mark.parametrize("with_site", [True, False])
def test_a_grant_over_a_team_opens_that_team_and_not_its_site(elm, team, with_site):
    services.grant(
        membership=elm.membership(elm.amira),
        access=Access.LEAD,
        site=elm.south if with_site else None,
        team=team,
        valid_from=TODAY,
        at=NOON,
    )

    assert scope(elm, elm.amira) == Scope(elm.organisation.pk, TODAY, team_ids=frozenset({team.pk}))
    assert names(queries.people_in(scope(elm, elm.amira))) == ["Grace Whitfield"]


def test_without_a_grant_there_the_scope_is_empty_and_shows_nobody(elm, harbour):
    for user in (elm.amira, elm.grace, harbour.beth):
        assert scope(elm, user) == Scope(elm.organisation.pk, TODAY)
        assert names(queries.people_in(scope(elm, user))) == []
        assert queries.sites_in(scope(elm, user)) == []


@pytest.mark.parametrize(
    ("permission", "who"),
    [
        (Permission.SET_REQUIREMENTS, ["ash", "lewis", "noor"]),
        (Permission.IMPORT_COURSES, ["ash", "grace"]),
        (Permission.ADMINISTER, ["ash"]),
    ],
)
def test_a_scope_is_opened_only_by_a_level_that_holds_the_permission(elm, permission, who):
    people = ("amira", "ash", "grace", "lewis", "noor")

    opened = [n for n in people if not scope(elm, getattr(elm, n), permission).is_empty]

    assert opened == who


def test_a_grant_holds_to_its_last_day_and_not_once_superseded(elm):
    mine = Grant.objects.filter(membership__user=elm.lewis)
    mine.update(valid_until=TODAY)
    assert [scope(elm, elm.lewis, on=on).whole for on in (TODAY, TODAY + DAY)] == [True, False]

    mine.update(superseded_at=NOON)
    assert scope(elm, elm.lewis).is_empty is True


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", [*EVERYBODY, "Siân Ŵyn Pritchard"]),
        ("  sian wyn ", ["Siân Ŵyn Pritchard"]),
        ("SIÂN", ["Siân Ŵyn Pritchard"]),
        ("whit", ["Grace Whitfield"]),
        ("E00", EVERYBODY),
        ("e007", []),
        ("lewis@", ["Lewis Grant"]),
        ("elm-park", []),
        ("%", []),
        ("Sam", []),
        ("Callum", []),
    ],
)
def test_a_search_forgives_case_and_accents(elm, harbour, search, found):
    make_member(
        elm.organisation, elm.north, elm.teacher, "Siân Ŵyn Pritchard", email="sp@x.example"
    )

    assert names(queries.people_in(scope(elm, elm.lewis), search=search)) == found


def test_people_are_narrowed_to_one_site_but_never_beyond_the_scope(elm, harbour):
    assert names(queries.people_in(scope(elm, elm.lewis), site_id=elm.north.pk)) == NORTH
    assert names(queries.people_in(scope(elm, elm.noor), site_id=elm.south.pk)) == []


def test_leavers_are_seen_on_the_days_they_belonged(elm, harbour):
    day = elm.membership(elm.sam).periods.get().valid_until

    seen = [names(queries.people_in(scope(elm, elm.lewis, on=on))) for on in (day, day + DAY)]

    assert seen == [[*EVERYBODY, "Sam Porter"], EVERYBODY]


def test_of_two_jobs_a_lead_sees_the_one_within_the_scope(elm, harbour):
    services.join(
        user=elm.amira,
        organisation=elm.organisation,
        role=elm.teacher,
        site=elm.south,
        valid_from=STARTED,
        at=NOON,
    )
    amira = elm.membership(elm.amira)

    seen = {
        user: [
            period.site.name
            for period in queries.periods_in(scope(elm, user)).order_by("pk")
            if period.membership == amira
        ]
        for user in (elm.lewis, elm.noor, elm.amira)
    }

    assert seen == {elm.lewis: ["North", "South"], elm.noor: ["North"], elm.amira: []}
    assert [p.site.name for p in queries.every_period_of(amira)] == ["North", "South"]


def test_a_member_is_found_within_the_scope_and_a_leaver_by_who_leads_it_all(elm, harbour):
    def found(user, member):
        return queries.member_in(scope(elm, user), member.pk)

    amira, ash, sam = (elm.membership(one) for one in (elm.amira, elm.ash, elm.sam))

    assert (found(elm.lewis, ash), found(elm.noor, ash)) == (ash, None)
    assert (found(elm.lewis, sam), found(elm.noor, sam)) == (sam, None)
    assert (found(elm.noor, amira), found(elm.amira, amira)) == (amira, None)
    assert found(elm.lewis, harbour.membership(harbour.callum)) is None
    spring = scope(elm, elm.noor, on=date(2025, 4, 30))
    assert queries.member_in(spring, sam.pk) == sam


def test_people_are_narrowed_by_team_and_job_within_the_scope(elm, team):
    helper = Role.objects.create(organisation=elm.organisation, slug="helper", name="Helper")
    services.join(
        user=elm.amira,
        organisation=elm.organisation,
        role=helper,
        site=elm.south,
        valid_from=STARTED,
        at=NOON,
    )

    def found(user, **asked):
        return names(queries.people_in(scope(elm, user), **asked))

    assert found(elm.lewis, team_id=team.pk) == ["Grace Whitfield"]
    assert found(elm.lewis, role_id=helper.pk) == ["Amira Haddad"]
    assert found(elm.lewis, role_id=helper.pk, site_id=elm.north.pk) == []
    assert found(elm.noor, role_id=helper.pk) == []


def test_where_somebody_works_on_a_day(elm, harbour, django_assert_num_queries):
    services.join(
        user=elm.amira,
        organisation=harbour.organisation,
        role=harbour.worker,
        site=harbour.quay,
        valid_from=TODAY,
        at=NOON,
    )
    both = [Place(elm.organisation, elm.north), Place(harbour.organisation, harbour.quay)]

    with django_assert_num_queries(1):
        assert queries.places_of(user=elm.amira, on=TODAY) == both
    assert queries.places_of(user=elm.amira, on=TODAY - DAY) == both[:1]
    assert queries.memberships_of(user=elm.amira, on=TODAY - DAY) == [elm.membership(elm.amira)]
    assert queries.memberships_of(user=elm.amira, on=TODAY) == [
        elm.membership(elm.amira),
        harbour.membership(elm.amira),
    ]


def test_what_somebody_may_do_anywhere_takes_one_query(elm, harbour, django_assert_num_queries):
    there = services.join(
        user=elm.lewis,
        organisation=harbour.organisation,
        role=harbour.worker,
        site=harbour.quay,
        valid_from=STARTED,
        at=NOON,
    )
    services.grant(membership=there, access=Access.AUTHOR, valid_from=STARTED, at=NOON)
    services.grant(
        membership=there, access=Access.LEAD, site=harbour.quay, valid_from=STARTED, at=NOON
    )

    with django_assert_num_queries(1):
        rights = queries.rights_of(user=elm.lewis, on=TODAY)

    assert list(rights) == ["elm-park", "harbour-trust"]
    assert [one.organisation for one in rights.values()] == [
        elm.organisation,
        harbour.organisation,
    ]
    assert rights["elm-park"].held == (Held("lead", None, None),)
    assert rights["harbour-trust"].held == (
        Held("author", None, None),
        Held("lead", harbour.quay.pk, None),
    )
    assert queries.rights_of(user=elm.amira, on=TODAY) == {}


def test_a_scope_opens_these_sites(elm, team):
    by_team = Scope(elm.organisation.pk, TODAY, team_ids=frozenset({team.pk}))

    assert queries.sites_in(scope(elm, elm.lewis)) == [elm.north, elm.south]
    assert queries.sites_in(scope(elm, elm.noor)) == [elm.north]
    assert queries.sites_in(by_team) == [elm.south]


def test_places_and_organisations_are_found_by_the_words_of_their_address(elm, harbour):
    early = Site.objects.create(organisation=elm.organisation, slug="annexe", name="Annexe")

    assert queries.organisation_by_slug("elm-park") == elm.organisation
    assert queries.organisation_by_slug("oak-park") is None
    assert queries.site_by_slug(organisation=elm.organisation, slug="north") == elm.north
    assert queries.site_by_slug(organisation=elm.organisation, slug="quay") is None
    assert queries.sites_of(elm.organisation) == [early, elm.north, elm.south]
    assert queries.organisations() == [elm.organisation, harbour.organisation]
