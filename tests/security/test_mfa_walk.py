"""The second factor: asked of whom it must be, passed by nobody, replayed by nobody (row 12)."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.test import Client

from tests.people import PASSWORD, make_user
from tests.walk import OPENED, OWN, SIGN_IN, ask, outcome, visits
from tests.web.reading import heading_of, text_of
from tests.world import make_world

LOGIN, STEP, INDEX = "/account/login/", "/account/2fa/authenticate/", "/account/2fa/"
AGAIN = "/account/reauthenticate/"
LEWIS = "lewis@elm-park.example"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def outside_the_demonstration(settings):
    """Ask for a second factor, as production does."""
    settings.DEMO = False


@pytest.fixture
def at(monkeypatch):
    """Let the clock of the codes stand at a step, so that no code ends during a test."""

    def stand(step):
        monkeypatch.setattr(auth, "yield_hotp_counters_from_time", lambda: iter([step]))
        return auth.format_hotp_value(auth.hotp_value(SECRET, step))

    return stand


def with_app(user):
    """Give ``user`` an authenticator app and recovery codes; return the codes."""
    auth.TOTP.activate(user, SECRET)
    return RecoveryCodes.activate(user).get_unused_codes()


def half_way(email=LEWIS):
    """Return a browser that has given the right password and no code yet."""
    client = Client()
    answer = client.post(LOGIN, {"login": email, "password": PASSWORD})
    assert answer["Location"] == STEP
    return client


def is_in(client):
    """Test whether the browser is signed in."""
    return client.get("/learn/record/").status_code == 200


# Half-way


def test_a_half_finished_sign_in_reaches_nothing(db):
    role = make_world().roles["lewis"]
    with_app(role.user)
    client = half_way()
    closed = [visit for visit in visits(role) if visit.address.policy.audience != "public"]

    answers = {str(visit): outcome(ask(client, visit)) for visit in closed}

    step = {f"{method} /{STEP[1:]} (own)": OPENED for method in ("GET", "POST")}
    assert len(closed) > 100
    assert answers == {str(visit): SIGN_IN for visit in closed} | step


def test_the_same_walk_opens_pages_once_the_code_is_given(db, at):
    role = make_world().roles["lewis"]
    with_app(role.user)
    code = at(1_000)
    client = half_way()
    client.post(STEP, {"code": code})

    assert client.get("/lead/elm-park/people/").status_code == 200


# Without one


@pytest.mark.parametrize("name", ["lewis", "grace", "ash", "staff"])
def test_whoever_has_access_and_no_app_is_led_to_set_one_up(db, name):
    role = make_world().roles[name]
    client = role.client()
    shut = [
        visit
        for visit in visits(role)
        if visit.address.policy.audience != "public" and visit.address.is_ours
        # The second step comes before whose row it is: two roles ask for all of them.
        if visit.whose == OWN or name in ("lewis", "staff")
    ]

    places = {str(visit): ask(client, visit).headers.get("Location") for visit in shut}

    assert len(shut) > 50
    assert places == {str(visit): INDEX for visit in shut}
    page = client.get(INDEX)
    assert heading_of(page) == "Sign-in and security"
    assert "Set up an app to go on." in text_of(page)


@pytest.mark.parametrize("path", ["/concern/", "/privacy/", "/account/password/change/"])
def test_help_and_the_own_password_stay_open_to_them(elm, path):
    client = Client()
    client.force_login(elm.lewis)

    assert client.get(path).headers.get("Location") != INDEX


def test_they_can_leave_and_sign_out(elm):
    client = Client()
    client.force_login(elm.lewis)

    assert client.post("/leave/").status_code == 303
    assert is_in(client) is False


def test_a_learner_needs_none(elm):
    client = Client()
    client.force_login(elm.amira)

    assert is_in(client) is True
    assert "Set up an app to go on." not in text_of(client.get(INDEX))


def test_where_the_organisation_asks_everybody_a_learner_does_too(elm):
    elm.organisation.asks_second_factor = True
    elm.organisation.save()
    client = Client()
    client.force_login(elm.amira)

    assert client.get("/learn/record/")["Location"] == INDEX


def test_in_the_demonstration_nobody_needs_one(elm, settings):
    settings.DEMO = True
    elm.organisation.asks_second_factor = True
    elm.organisation.save()
    client = Client()
    client.force_login(elm.lewis)

    assert client.get("/lead/elm-park/people/").status_code == 200


def test_a_second_factor_that_is_asked_for_cannot_be_removed(elm, at):
    with_app(elm.lewis)
    code = at(1_000)
    client = half_way()
    client.post(STEP, {"code": code})
    client.post(AGAIN, {"password": PASSWORD})

    answer = client.post("/account/2fa/totp/deactivate/")

    assert "Your access needs a second step." in text_of(answer)
    assert Authenticator.objects.filter(user=elm.lewis).count() == 2


# Codes


def test_a_code_works_once(elm, at):
    with_app(elm.lewis)
    code = at(1_000)
    first, second = half_way(), half_way()
    first.post(STEP, {"code": code})

    replayed = second.post(STEP, {"code": code})

    assert (is_in(first), is_in(second)) == (True, False)
    assert "The code is not right." in text_of(replayed)


def test_a_code_of_another_moment_is_refused(elm, at):
    with_app(elm.lewis)
    old = at(1_000)
    at(1_002)
    client = half_way()

    client.post(STEP, {"code": old})

    assert is_in(client) is False


def test_a_recovery_code_works_once(elm):
    code = with_app(elm.lewis)[0]
    first, second = half_way(), half_way()
    first.post(STEP, {"code": code})
    second.post(STEP, {"code": code})

    assert (is_in(first), is_in(second)) == (True, False)


def test_five_wrong_codes_close_the_door_even_to_the_right_one(elm, at):
    with_app(elm.lewis)
    code = at(1_000)
    client = half_way()
    for n in range(5):
        client.post(STEP, {"code": f"{n:06}"})

    answer = client.post(STEP, {"code": code})

    assert "Too many wrong tries. Wait 5 minutes" in text_of(answer)
    assert is_in(client) is False


def test_an_empty_code_says_what_to_enter(elm):
    with_app(elm.lewis)

    answer = half_way().post(STEP, {"code": ""})

    assert "Enter the code from your app" in text_of(answer)


def test_what_the_database_keeps_gives_no_code_away(elm, at):
    codes = with_app(elm.lewis)

    kept = str(list(Authenticator.objects.filter(user=elm.lewis).values_list("data", flat=True)))

    assert [word for word in (SECRET, *codes) if word in kept] == []


def test_after_a_change_of_secret_key_no_code_fits(elm, at, settings):
    codes = with_app(elm.lewis)
    code = at(1_000)
    settings.SECRET_KEY = "another-key-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF"
    client = half_way()

    for tried in (code, codes[0], ""):
        client.post(STEP, {"code": tried})

    assert is_in(client) is False


def test_platform_staff_without_access_anywhere_need_one(db):
    client = Client()
    client.force_login(make_user("Pat Doyle", "pat@platform.example", is_platform_staff=True))

    assert client.get("/learn/record/")["Location"] == INDEX
