"""Whoever gives access, or ends it, shows once more that it is they (SECURITY row 6)."""

import pytest
from allauth.mfa.totp.internal import auth
from django.test import Client

from courses.accounts.invitation import Invitation
from courses.accounts.membership import Grant
from tests.people import PASSWORD

LIST = "/lead/elm-park/access/"
GIVE = f"{LIST}give/"
AGAIN = "/account/reauthenticate/"
DATA = {"email": "amira@elm-park.example", "access": "lead", "site": ""}


@pytest.fixture
def ash(elm, settings):
    """Return the browser of the administrator, long signed in, outside the demonstration."""
    settings.DEMO = False
    auth.TOTP.activate(elm.ash, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client = Client()
    client.force_login(elm.ash)
    return client


def prove(client, password=PASSWORD, leads_to=GIVE):
    """Return the answer to the password, given once more."""
    return client.post(AGAIN, {"password": password, "next": leads_to})


def test_the_form_opens_after_the_password_alone(ash):
    asked = ash.get(GIVE)
    wrong = prove(ash, "wrong")
    still = ash.get(GIVE)
    right = prove(ash)

    assert [(a.status_code, a.headers.get("Location")) for a in (asked, wrong, still, right)] == [
        (302, f"{AGAIN}?next=%2Flead%2Felm-park%2Faccess%2Fgive%2F"),
        (200, None),
        (302, f"{AGAIN}?next=%2Flead%2Felm-park%2Faccess%2Fgive%2F"),
        (302, GIVE),
    ]
    assert ash.get(GIVE).status_code == 200


def test_what_was_sent_too_late_is_done_once_it_is_proven(ash, elm):
    asked = ash.post(GIVE, DATA)
    assert (asked.status_code, Grant.objects.filter(membership__user=elm.amira).count()) == (302, 0)

    done = prove(ash)

    assert (done.status_code, done["Location"]) == (303, LIST)
    assert Grant.objects.filter(membership__user=elm.amira).count() == 1


def test_ending_access_asks_as_well(ash, elm):
    grant = Grant.objects.get(membership__user=elm.lewis)

    answer = ash.post(f"{LIST}{grant.thread}/end/")

    assert answer["Location"].startswith(AGAIN)
    grant.refresh_from_db()
    assert (grant.superseded_at, grant.valid_until) == (None, None)


@pytest.mark.parametrize(("access", "invited"), [("lead", 0), ("", 1)])
def test_inviting_with_access_asks_and_without_does_not(ash, elm, access, invited):
    data = {
        "people": "Jo Lane,jo@example.org",
        "job": str(elm.teacher.pk),
        "site": str(elm.north.pk),
        "start": "2026-03-03",
        "access": access,
        "despite": "on",
        "confirmed": "1",
    }

    answer = ash.post("/lead/elm-park/invitations/new/", data)

    assert answer["Location"].startswith(AGAIN) is (access == "lead")
    assert Invitation.objects.count() == invited


def test_who_may_not_is_not_even_asked(ash, elm):
    other = Client()
    other.force_login(elm.lewis)
    auth.TOTP.activate(elm.lewis, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    assert other.get(GIVE).status_code == 404


def test_the_demonstration_does_not_ask(ash, settings):
    settings.DEMO = True

    assert ash.get(GIVE).status_code == 200
