"""Setting a second factor up: the picture, the key, the recovery codes, and who must prove what."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.test import Client

from tests.people import PASSWORD
from tests.security.test_mfa_walk import AGAIN, LEWIS, LOGIN, with_app
from tests.web.reading import heading_of, text_of


@pytest.fixture(autouse=True)
def outside_the_demonstration(settings):
    """Ask for a second factor, as production does."""
    settings.DEMO = False


def test_setting_up_shows_a_picture_drawn_in_the_page_and_the_key_to_type(elm, monkeypatch):
    monkeypatch.setattr(auth, "yield_hotp_counters_from_time", lambda: iter([1_000]))
    client = Client()
    client.post(LOGIN, {"login": LEWIS, "password": PASSWORD})
    client.post(AGAIN, {"password": PASSWORD})

    page = client.get("/account/2fa/totp/activate/")
    key = client.session[auth.SECRET_SESSION_KEY]
    code = auth.format_hotp_value(auth.hotp_value(key, 1_000))
    answer = client.post("/account/2fa/totp/activate/", {"code": code})

    html = page.content.decode()
    typed = " ".join(key[at : at + 4] for at in range(0, len(key), 4))
    assert re.search(r"<svg[^>]*\bviewBox=", html) is not None
    assert ("data:image" in html, f'<span class="secret">{typed}</span>' in html) == (False, True)
    assert answer["Location"] == "/account/2fa/recovery-codes/"
    assert client.get("/lead/elm-park/people/").status_code == 200
    codes = client.get("/account/2fa/recovery-codes/")
    assert (heading_of(codes), len(codes.context["unused_codes"])) == ("Your recovery codes", 10)
    download = client.get("/account/2fa/recovery-codes/download/").content.decode().split()
    assert download == codes.context["unused_codes"]


@pytest.mark.django_db(transaction=True)
def test_whoever_has_no_password_sees_the_recovery_codes_right_after_setting_up(elm, monkeypatch):
    monkeypatch.setattr(auth, "yield_hotp_counters_from_time", lambda: iter([1_000]))
    elm.lewis.set_unusable_password()
    elm.lewis.save()
    client = Client()
    client.force_login(elm.lewis)
    client.get("/account/2fa/totp/activate/")
    key = client.session[auth.SECRET_SESSION_KEY]
    code = auth.format_hotp_value(auth.hotp_value(key, 1_000))

    client.post("/account/2fa/totp/activate/", {"code": code})

    assert heading_of(client.get("/account/2fa/recovery-codes/")) == "Your recovery codes"


def test_a_session_that_set_up_nothing_must_prove_itself_to_see_recovery_codes(elm):
    with_app(elm.lewis)
    elm.lewis.set_unusable_password()
    elm.lewis.save()
    client = Client()
    client.force_login(elm.lewis)

    answer = client.get("/account/2fa/recovery-codes/")

    assert answer["Location"].startswith("/account/2fa/reauthenticate/")


def test_a_wrong_code_sets_nothing_up(elm):
    client = Client()
    client.post(LOGIN, {"login": LEWIS, "password": PASSWORD})
    client.post(AGAIN, {"password": PASSWORD})
    client.get("/account/2fa/totp/activate/")

    answer = client.post("/account/2fa/totp/activate/", {"code": "000000"})

    assert "The code is not right." in text_of(answer)
    assert list(Authenticator.objects.all()) == []
