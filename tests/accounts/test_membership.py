"""Who belongs where on which days, and what the tables refuse."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from courses.accounts import services
from courses.accounts.membership import Access, Grant, Membership, MembershipPeriod
from courses.accounts.models import Team
from courses.common.scope import Scope
from tests.people import NOON, STARTED, TODAY

LEFT = date(2025, 4, 30)
DAY = timedelta(days=1)


def names(people):
    return list(people.order_by("pk").values_list("user__name", flat=True))


@pytest.mark.parametrize(
    ("on", "belongs"),
    [(STARTED - DAY, []), (STARTED, ["Sam Porter"]), (LEFT, ["Sam Porter"]), (LEFT + DAY, [])],
)
def test_somebody_belongs_from_their_first_to_their_last_day(elm, harbour, on, belongs):
    assert names(Membership.objects.filter(user=elm.sam).on(on)) == belongs


@pytest.mark.parametrize(
    ("on", "belongs"),
    [(STARTED - DAY, ["Sam Porter"]), (LEFT, ["Sam Porter"]), (LEFT + DAY, [])],
    ids=["to begin", "their last day", "gone"],
)
def test_whoever_is_to_begin_belongs_from_a_day_on_and_whoever_has_left_does_not(
    elm, harbour, on, belongs
):
    assert names(Membership.objects.filter(user=elm.sam).from_day(on)) == belongs


def test_a_superseded_period_no_longer_counts(elm):
    MembershipPeriod.objects.filter(membership__user=elm.amira).update(superseded_at=NOON)

    amira = Membership.objects.filter(user=elm.amira)
    assert (names(amira.on(TODAY)), names(amira.from_day(TODAY))) == ([], [])


def test_the_whole_organisation_shows_its_own_people_and_no_others(elm, harbour):
    scope = Scope(harbour.organisation.pk, TODAY, whole=True)

    assert names(Membership.objects.visible_to(scope)) == ["Callum Fraser", "Beth Lawson"]


@pytest.mark.parametrize(
    ("site", "seen"),
    [
        ("north", ["Amira Haddad", "Lewis Grant", "Noor Siddiqui"]),
        ("south", ["Grace Whitfield", "Ash Turner"]),
    ],
)
def test_a_site_shows_whoever_is_there_on_the_day(elm, harbour, site, seen):
    scope = Scope(elm.organisation.pk, TODAY, site_ids=frozenset({getattr(elm, site).pk}))

    assert names(Membership.objects.visible_to(scope)) == seen


def test_a_site_of_another_organisation_shows_nothing(elm, harbour):
    scope = Scope(elm.organisation.pk, TODAY, site_ids=frozenset({harbour.quay.pk}))

    assert names(Membership.objects.visible_to(scope)) == []


def test_a_team_shows_whoever_is_in_it_on_the_day(elm, harbour):
    team = Team.objects.create(organisation=elm.organisation, name="Year 4")
    mine = MembershipPeriod.objects.filter(membership__user=elm.grace)
    mine.update(team=team, valid_until=TODAY)

    seen = [
        names(
            Membership.objects.visible_to(
                Scope(elm.organisation.pk, on, team_ids=frozenset({team.pk}))
            )
        )
        for on in (TODAY, TODAY + DAY)
    ]

    assert seen == [["Grace Whitfield"], []]


def refused(row, refusal):
    with pytest.raises(IntegrityError, match=refusal), transaction.atomic():
        row.save()


# SQLite names the columns of a unique index, PostgreSQL the constraint.
def test_a_person_is_a_member_once_and_a_staff_number_one_members(elm, harbour):
    refused(
        Membership(user=elm.amira, organisation=elm.organisation),
        r"one_membership_per_user_and_organisation|user_id",
    )
    refused(
        Membership(user=harbour.callum, organisation=elm.organisation, staff_number="E001"),
        r"staff_number",
    )

    for user in (harbour.callum, harbour.beth):
        Membership(user=user, organisation=elm.organisation).save()
    assert Membership.objects.filter(organisation=elm.organisation, staff_number="").count() == 2


@pytest.mark.parametrize(
    ("model", "constraint"),
    [(MembershipPeriod, "period_ends_after_it_starts"), (Grant, "grant_ends_after_it_starts")],
)
def test_what_holds_for_days_ends_no_earlier_than_it_starts(elm, model, constraint):
    row = model.objects.filter(membership__user=elm.noor).get()
    row.valid_until = STARTED
    row.save()

    row.valid_until = STARTED - DAY
    refused(row, constraint)

    assert model.objects.get(pk=row.pk).valid_until == STARTED


def test_levels_of_access_have_their_words():
    assert dict(Access.choices) == {
        "lead": "Training lead",
        "author": "Author",
        "admin": "Administrator",
    }


def test_two_jobs_at_once_are_two_periods_of_one_membership(elm):
    membership = services.join(
        user=elm.amira,
        organisation=elm.organisation,
        role=elm.teacher,
        site=elm.south,
        valid_from=TODAY,
        at=NOON,
    )

    assert membership == elm.membership(elm.amira)
    assert membership.periods.count() == 2
    assert names(Membership.objects.filter(user=elm.amira).on(TODAY)) == ["Amira Haddad"]
