"""Who must hold a second factor, and who holds none."""

import pytest
from allauth.mfa.models import Authenticator

from courses.accounts.second_factor import Lacking, lacking_in, must_hold_on
from tests.people import TODAY, make_user


@pytest.mark.parametrize(
    ("who", "must"),
    [("amira", False), ("lewis", True), ("noor", True), ("grace", True), ("ash", True)],
)
def test_whoever_has_access_must_hold_one(elm, who, must):
    assert must_hold_on(getattr(elm, who), on=TODAY) is must


def test_everybody_must_where_the_organisation_says_so_but_leavers(elm, harbour):
    elm.organisation.asks_second_factor = True
    elm.organisation.save()

    people = (elm.amira, elm.sam, harbour.callum)
    assert [must_hold_on(one, on=TODAY) for one in people] == [True, False, False]


def test_platform_staff_must(db):
    assert must_hold_on(make_user("Pat", "pat@x.example", is_platform_staff=True), on=TODAY) is True


def test_it_takes_two_queries(elm, django_assert_num_queries):
    with django_assert_num_queries(2):
        must_hold_on(elm.amira, on=TODAY)


def test_the_list_names_who_has_access_here_and_no_app(elm, harbour, django_assert_num_queries):
    Authenticator.objects.create(user=elm.ash, type="totp", data={})
    Authenticator.objects.create(user=elm.noor, type="recovery_codes", data={})

    with django_assert_num_queries(1):
        lacking = lacking_in(elm.organisation, on=TODAY)

    assert lacking == [
        Lacking("Grace Whitfield", "grace@elm-park.example", ("Author",)),
        Lacking("Lewis Grant", "lewis@elm-park.example", ("Training lead",)),
        Lacking("Noor Siddiqui", "noor@elm-park.example", ("Training lead",)),
    ]
