"""Who has access beyond learning, and ending it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from courses.accounts import services
from courses.accounts.access import (
    access_at,
    access_in,
    administrators,
    day_before,
    end_access,
    has_other_lead,
    holds_access,
    is_for_another,
    leads_over,
    member_at,
)
from courses.accounts.membership import Access, Grant, MembershipPeriod
from courses.accounts.models import Team
from tests.people import NOON, STARTED, TODAY

DAY = timedelta(days=1)


def grant_of(user):
    return Grant.objects.get(membership__user=user)


@pytest.mark.parametrize("ended", [0, 2])
def test_access_is_listed_by_name_in_one_query(elm, harbour, ended, django_assert_num_queries):
    for user in (elm.lewis, elm.noor)[:ended]:
        end_access(grant=grant_of(user), last_day=TODAY - DAY, at=NOON, actor_id=None)

    with django_assert_num_queries(1):
        names = [
            (one.membership.user.name, one.site and one.site.name)
            for one in access_in(elm.organisation, on=TODAY)
        ]

    everybody = [
        ("Ash Turner", None),
        ("Grace Whitfield", None),
        ("Lewis Grant", None),
        ("Noor Siddiqui", "North"),
    ]
    assert names == everybody[: 4 - ended]


def test_one_access_is_found_in_its_organisation_while_it_holds(elm, harbour):
    grant = grant_of(elm.lewis)

    assert access_at(elm.organisation, grant.thread, on=TODAY) == grant
    assert access_at(harbour.organisation, grant.thread, on=TODAY) is None
    assert access_at(elm.organisation, uuid4(), on=TODAY) is None
    end_access(grant=grant, last_day=TODAY, at=NOON, actor_id=None)
    assert access_at(elm.organisation, grant.thread, on=TODAY).valid_until == TODAY
    assert access_at(elm.organisation, grant.thread, on=TODAY + DAY) is None


def test_an_access_that_has_not_begun_is_taken_back(elm):
    Grant.objects.filter(membership__user=elm.lewis).update(valid_from=TODAY)

    end_access(grant=grant_of(elm.lewis), last_day=day_before(TODAY), at=NOON, actor_id=None)

    assert holds_access(elm.membership(elm.lewis), on=TODAY) is False
    assert holds_access(elm.membership(elm.noor), on=TODAY) is True
    assert holds_access(elm.membership(elm.amira), on=TODAY) is False


def test_an_administrator_counts_while_they_work_there_over_all_of_it(elm):
    ash = elm.membership(elm.ash)
    assert administrators(elm.organisation, on=TODAY) == {ash.pk}

    Grant.objects.filter(membership=ash).update(site=elm.south)
    assert administrators(elm.organisation, on=TODAY) == set()

    Grant.objects.filter(membership=ash).update(site=None)
    MembershipPeriod.objects.filter(membership=ash).update(valid_until=TODAY - DAY)
    assert administrators(elm.organisation, on=TODAY) == set()


@pytest.mark.parametrize("address", ["amira@elm-park.example", "  AMIRA@elm-park.example "])
def test_a_member_is_found_by_their_address(elm, harbour, address):
    assert member_at(elm.organisation, address, on=TODAY) == elm.membership(elm.amira)


@pytest.mark.parametrize("address", ["sam@elm-park.example", "callum@harbour-trust.example", ""])
def test_leavers_strangers_and_nobody_are_not_found(elm, harbour, address):
    assert member_at(elm.organisation, address, on=TODAY) is None


def test_the_leads_of_a_place_are_those_set_over_it_else_the_administrators(elm, harbour):
    job = elm.teacher.pk
    team = Team.objects.create(organisation=elm.organisation, site=elm.south, name="Year 5")

    def names(site, team=None, on=TODAY):
        place = (site.pk, job, team.pk if team else None)
        return [one.name for one in leads_over(elm.organisation, place=place, on=on)]

    assert names(elm.north) == ["Lewis Grant", "Noor Siddiqui"]
    assert names(elm.south) == ["Lewis Grant"]
    services.grant(
        membership=elm.membership(elm.grace),
        access=Access.LEAD,
        team=team,
        valid_from=STARTED,
        at=NOON,
    )
    assert names(elm.south, team) == ["Lewis Grant", "Grace Whitfield"]
    elm.membership(elm.lewis).periods.update(valid_until=TODAY - DAY)
    assert names(elm.south) == ["Ash Turner"]
    elm.ash.is_active = False
    elm.ash.save()
    assert names(elm.south) == []


def test_somebody_else_leads_where_they_work_and_may_sign_in(elm, harbour):
    amira, lewis = elm.membership(elm.amira), elm.membership(elm.lewis)

    assert has_other_lead(amira, on=TODAY)
    assert has_other_lead(lewis, on=TODAY)
    elm.membership(elm.ash).periods.update(valid_until=TODAY - DAY)
    assert has_other_lead(lewis, on=TODAY)  # Noor leads North
    elm.noor.is_active = False
    elm.noor.save()
    assert not has_other_lead(lewis, on=TODAY)
    assert has_other_lead(elm.membership(elm.noor), on=TODAY)
    noor = elm.membership(elm.noor)
    asked = [is_for_another(noor, actor_id=one.pk, on=TODAY) for one in (elm.noor, elm.lewis)]
    assert asked == [True, False]
