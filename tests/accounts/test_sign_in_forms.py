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


def test_a_new_password_is_asked_for_in_our_words(client, elm):
    client.force_login(elm.amira)

    form = client.get("/account/password/change/").context["form"]

    assert [str(field.label) for field in form] == [
        "Current password",
        "New password",
        "New password again",
    ]
    assert [str(field.help_text) for field in form][1] == (
        "At least 12 characters. Not a common password, and not your name or email."
    )
    assert client.post("/account/password/change/", {}).context["form"].errors == {
        "oldpassword": ["Enter your current password"],
        "password1": ["Enter a new password"],
        "password2": ["Enter the new password again"],
    }
