"""A sign-in that has ended stays ended: old cookies lead to signing in (SECURITY row 10)."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.people import PASSWORD

LOGIN = "/account/login/"
WHO = {"login": "amira@elm-park.example", "password": PASSWORD}


@pytest.fixture
def signed_in(elm):
    """Return a browser in which Amira signed in by password."""
    client = Client()
    client.post(LOGIN, WHO)
    return client


def replayed(cookies):
    """Return where somebody with these cookies is sent from a page for members."""
    client = Client()
    for name, morsel in cookies.items():
        client.cookies[name] = morsel.value
    return client.get("/learn/record/").headers.get("Location")


def test_a_cookie_in_use_opens_the_page(signed_in):
    assert replayed(signed_in.cookies) is None


@pytest.mark.parametrize("way", ["/account/logout/", "/leave/"])
def test_after_signing_out_the_cookie_opens_nothing(signed_in, way):
    old = signed_in.cookies.copy()

    signed_in.post(way)

    assert replayed(old) == f"{LOGIN}?next=/learn/record/"
    assert list(Session.objects.all()) == []


def test_signing_in_changes_the_key_that_was_there(elm):
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["planted"] = "yes"
    session.save()
    client.cookies["sessionid"] = session.session_key

    client.post(LOGIN, WHO)

    assert client.session.session_key != session.session_key
    assert replayed(client.cookies) is None
    assert replayed({"sessionid": client.cookies["sessionid"]}) == f"{LOGIN}?next=/learn/record/"
    stale = Client()
    stale.cookies["sessionid"] = session.session_key
    assert stale.get("/learn/").status_code == 302


def test_a_new_password_ends_every_sign_in(signed_in, elm):
    elm.amira.set_password("another-long-passphrase")
    elm.amira.save()

    assert replayed(signed_in.cookies) == f"{LOGIN}?next=/learn/record/"


def test_a_deactivated_person_is_out_at_once(signed_in, elm):
    elm.amira.is_active = False
    elm.amira.save()

    assert replayed(signed_in.cookies) == f"{LOGIN}?next=/learn/record/"


def test_a_sign_in_is_over_after_its_longest_life(signed_in, settings):
    kept = Session.objects.get()
    length = kept.expire_date - timezone.now()
    assert timedelta(hours=11, minutes=50) < length <= timedelta(hours=12)

    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert replayed(signed_in.cookies) == f"{LOGIN}?next=/learn/record/"


def test_using_the_site_does_not_lengthen_it(signed_in):
    before = Session.objects.get().expire_date

    for path in ("/learn/", "/learn/record/", "/privacy/"):
        signed_in.get(path)

    assert Session.objects.get().expire_date == before


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(signed_in):
    kept = {
        name: (bool(morsel["httponly"]), morsel["samesite"])
        for name, morsel in signed_in.cookies.items()
        if morsel.value
    }

    assert {name: kept[name] for name in ("sessionid", "csrftoken")} == {
        "sessionid": (True, "Lax"),
        "csrftoken": (True, "Lax"),
    }
