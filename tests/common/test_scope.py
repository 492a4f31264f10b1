"""What a viewer may see: nothing without a grant, and nothing where a table has no places."""

import pytest

from courses.accounts.membership import Membership
from courses.accounts.models import Team
from courses.certification.models import Certificate
from courses.common.scope import Scope
from courses.learning.models import Enrolment
from tests.people import TODAY
from tests.small_course import enrol


@pytest.mark.parametrize(
    ("parts", "empty"),
    [
        ({}, True),
        ({"whole": True}, False),
        ({"site_ids": frozenset({1})}, False),
        ({"team_ids": frozenset({1})}, False),
    ],
)
def test_a_scope_without_parts_is_empty(parts, empty):
    assert Scope(organisation_id=1, on=TODAY, **parts).is_empty is empty


@pytest.mark.parametrize(
    ("mine", "shown", "holds"),
    [
        ({"whole": True}, {"whole": True}, True),
        ({"whole": True}, {"site_ids": frozenset({3})}, True),
        ({"site_ids": frozenset({1, 2})}, {"site_ids": frozenset({2})}, True),
        ({"site_ids": frozenset({1})}, {"site_ids": frozenset({1, 2})}, False),
        (
            {"site_ids": frozenset({1})},
            {"site_ids": frozenset({1}), "team_ids": frozenset({4})},
            False,
        ),
        ({"site_ids": frozenset({1})}, {"whole": True}, False),
        ({}, {"site_ids": frozenset({1})}, False),
    ],
    ids=["all", "a part of all", "a part", "more sites", "a team more", "all of a part", "nothing"],
)
def test_a_scope_holds_another_of_which_it_shows_everybody(mine, shown, holds):
    scope, other = (Scope(organisation_id=1, on=TODAY, **parts) for parts in (mine, shown))

    assert scope.holds(other) is holds


def test_an_empty_scope_sees_no_row(elm, harbour, small_course):
    enrol(elm.amira, elm.organisation, small_course)
    scope = Scope(elm.organisation.pk, TODAY)

    assert [
        list(model.objects.all().visible_to(scope))
        for model in (Enrolment, Membership, Certificate)
    ] == [[], [], []]


def test_the_whole_of_one_organisation_shows_its_rows_and_no_others(elm, harbour, small_course):
    mine = enrol(elm.amira, elm.organisation, small_course)
    foreign = enrol(harbour.callum, harbour.organisation, small_course)

    seen = {
        organisation.pk: list(
            Enrolment.objects.all().visible_to(Scope(organisation.pk, TODAY, whole=True))
        )
        for organisation in (elm.organisation, harbour.organisation)
    }

    assert seen == {elm.organisation.pk: [mine], harbour.organisation.pk: [foreign]}


def test_a_table_without_places_shows_a_part_of_the_organisation_nothing(elm, small_course):
    enrol(elm.amira, elm.organisation, small_course)
    team = Team.objects.create(organisation=elm.organisation, name="Year 4")
    scope = Scope(
        elm.organisation.pk,
        TODAY,
        site_ids=frozenset({elm.north.pk}),
        team_ids=frozenset({team.pk}),
    )

    assert list(Enrolment.objects.all().visible_to(scope)) == []
