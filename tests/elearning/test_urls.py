"""Root addresses: one line per audience."""

import pytest
from django.urls import resolve, reverse


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("learner:home", "/learn/"),
        ("account_login", "/account/login/"),
        ("account_email", "/account/email/"),
        ("public:front", "/"),
        ("public:concern", "/concern/"),
    ],
)
def test_each_audience_has_its_place(name, address):
    assert reverse(name) == address
    assert resolve(address).view_name == name


@pytest.mark.parametrize("address", ["/account/email/", "/account/signup/"])
def test_what_we_do_not_offer_is_answered_by_us(address):
    assert resolve(address).func.policy.audience == "public"
