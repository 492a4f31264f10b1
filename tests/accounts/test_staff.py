"""Where people work from a day on, and what may be changed about them."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from courses.accounts.membership import MembershipPeriod
from courses.accounts.services import join
from courses.accounts.staff import (
    end_sign_ins,
    is_address_taken,
    is_number_taken,
    is_ours_alone,
    periods_from,
)
from tests.people import NOON, TODAY


def test_periods_of_the_day_and_later_are_found_and_past_ones_are_not(elm):
    sam = elm.membership(elm.sam)
    later = MembershipPeriod.objects.get(membership=elm.membership(elm.amira))
    MembershipPeriod.objects.filter(pk=later.pk).update(valid_from=TODAY + timedelta(days=9))

    assert periods_from(sam, on=TODAY) == []
    assert periods_from(elm.membership(elm.amira), on=TODAY) == [later]


def test_an_account_is_ours_while_nobody_else_knows_the_person(elm, harbour):
    assert is_ours_alone(elm.membership(elm.amira)) is True
    join(
        user=elm.amira,
        organisation=harbour.organisation,
        role=harbour.worker,
        site=harbour.quay,
        valid_from=TODAY,
        at=NOON,
    )
    assert is_ours_alone(elm.membership(elm.amira)) is False


def test_what_somebody_else_has_is_taken_and_ones_own_is_not(elm, harbour):
    amira = elm.membership(elm.amira)

    assert is_address_taken("noor@elm-park.example", but=elm.amira) is True
    assert is_address_taken("amira@elm-park.example", but=elm.amira) is False
    assert [is_number_taken(number, but=amira) for number in ("E002", "E001", "H001", "")] == [
        True,
        False,
        False,
        False,
    ]


def test_sign_ins_of_one_person_end_and_are_counted(elm):
    for user in (elm.amira, elm.amira, elm.noor):
        Client().force_login(user)
    Client().get("/")

    assert end_sign_ins(elm.amira, at=timezone.now()) == 2
    assert end_sign_ins(elm.amira, at=timezone.now()) == 0
    assert end_sign_ins(elm.noor, at=timezone.now()) == 1
