"""Signing in: for people whom their organisation added, with links that lead to our own address."""

import re

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from django.core import mail

from courses.accounts.models import User
from tests.people import PASSWORD


def signed_in(client):
    key = client.session.get("_auth_user_id")
    return key and User.objects.get(pk=key).name


def test_somebody_signs_in_with_their_address_in_any_case_and_their_password(client, elm):
    answer = client.post(
        "/account/login/", {"login": "Amira@Elm-Park.example", "password": PASSWORD}
    )

    assert (answer.status_code, answer.headers["Location"]) == (302, "/learn/")
    assert signed_in(client) == "Amira Haddad"


@pytest.mark.parametrize(
    ("login", "password"),
    [("amira@elm-park.example", "wrong-horse"), ("nobody@elm-park.example", PASSWORD)],
)
def test_a_wrong_password_and_an_unknown_address_are_told_the_same(client, elm, login, password):
    answer = client.post("/account/login/", {"login": login, "password": password})

    assert signed_in(client) is None
    errors = answer.context["form"].errors.as_data()
    assert [error.message for found in errors.values() for error in found] == [
        "The email address or the password is not right."
    ]


def test_somebody_who_may_no_longer_sign_in_is_kept_out(client, elm):
    User.objects.filter(pk=elm.amira.pk).update(is_active=False)

    client.post("/account/login/", {"login": "amira@elm-park.example", "password": PASSWORD})

    assert signed_in(client) is None


def test_nobody_signs_up(client, db):
    address = {"email": "new@elm-park.example", "password1": PASSWORD}

    for answer in (client.get("/account/signup/"), client.post("/account/signup/", address)):
        assert (answer.status_code, answer.templates[0].name) == (404, "404.html")

    assert (list(User.objects.all()), signed_in(client)) == ([], None)


def test_a_code_signs_in_and_its_text_is_gone(client, elm, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client.post("/account/login/code/", {"email": "amira@elm-park.example"})
    (sent,) = mail.outbox
    (code,) = re.findall(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", sent.body, re.MULTILINE)

    client.post("/account/login/code/confirm/", {"code": "WRONG-1"})
    assert signed_in(client) is None
    client.post("/account/login/code/confirm/", {"code": code})

    assert signed_in(client) == "Amira Haddad"


def test_a_reset_link_leads_to_our_address_by_whatever_name_we_were_called(client, elm, settings):
    settings.ALLOWED_HOSTS = ["elsewhere.example"]
    client.post(
        "/account/password/reset/",
        {"email": "amira@elm-park.example"},
        headers={"host": "elsewhere.example"},
    )

    (sent,) = mail.outbox
    (link,) = re.findall(r"\S+://\S+/key/\S+", sent.body)
    assert link.startswith("http://testserver/account/password/reset/key/")
    assert "elsewhere" not in sent.body


def test_the_adapters_are_ours(rf, db):
    assert get_adapter().is_open_for_signup(rf.get("/")) is False
    assert get_mfa_adapter().get_totp_issuer() == "Safeguarding training"
