"""The forms of sign-in say what to enter where a field is empty."""

import pytest


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "/account/login/",
            {"login": ["Enter your email address"], "password": ["Enter your password"]},
        ),
        ("/account/login/code/", {"email": ["Enter your email address"]}),
        ("/account/password/reset/", {"email": ["Enter your email address"]}),
    ],
)
def test_an_empty_form_says_what_to_enter(client, db, address, expected):
    response = client.post(address, {})

    assert response.context["form"].errors == expected


def test_a_filled_form_is_not_complained_about(client, elm):
    response = client.post("/account/login/code/", {"email": "amira@elm-park.example"})

    assert (response.status_code, response["Location"]) == (302, "/account/login/code/confirm/")
