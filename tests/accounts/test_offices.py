"""Who somebody was on a day: by role, never by name."""

from datetime import timedelta

from courses.accounts.offices import every_membership_of, offices_of
from tests.people import STARTED, TODAY, make_user


def test_a_role_is_that_of_the_day_and_the_organisation(elm, harbour, django_assert_num_queries):
    pat = make_user("Pat Doyle", "pat@platform.example", is_platform_staff=True)
    people = [elm.lewis, elm.noor, elm.grace, elm.ash, elm.amira, harbour.beth, pat]
    here = elm.organisation.pk

    with django_assert_num_queries(2):
        offices = offices_of([one.pk for one in people], organisation_ids=[here])

    def on(user_id, day=TODAY, organisation=here):
        return offices.on(day, user_id=user_id, organisation_id=organisation)

    assert [on(one.pk) for one in people] == [
        "a training lead of Elm Park",
        "a training lead of North",
        "an author of Elm Park",
        "an administrator of Elm Park",
        "a colleague",
        "a colleague",
        "whoever runs the site",
    ]
    assert on(elm.lewis.pk, STARTED - timedelta(days=1)) == "a colleague"
    assert on(harbour.beth.pk, organisation=harbour.organisation.pk) == "a colleague"
    assert on(None) == "the platform itself"


def test_a_grant_that_ended_counts_for_its_days(elm):
    grant = elm.membership(elm.lewis).grants.get()
    grant.valid_until = TODAY
    grant.save()

    offices = offices_of([elm.lewis.pk], organisation_ids=[elm.organisation.pk])

    words = [
        offices.on(day, user_id=elm.lewis.pk, organisation_id=elm.organisation.pk)
        for day in (TODAY, TODAY + timedelta(days=1))
    ]
    assert words == ["a training lead of Elm Park", "a colleague"]


def test_memberships_of_leavers_are_kept_and_nobody_elses(elm, harbour):
    assert every_membership_of(elm.sam) == [elm.membership(elm.sam)]
    assert every_membership_of(make_user("No One", "no@one.example")) == []
