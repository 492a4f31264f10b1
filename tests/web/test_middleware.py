"""What wraps every page: headers, the idle limit, the frame."""

import re
import time

import pytest
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client
from django.urls import path

from courses.accounts import services
from courses.accounts.membership import Access
from courses.web.last_use import SIGNER, idle_for, mark_of
from elearning.urls import urlpatterns
from tests.people import NOON, STARTED
from tests.web.headers import PROMISED, promised_of


@login_not_required
def broken(request):
    """Fail like a view with a fault."""
    raise RuntimeError("a fault")


def cookie_of(client, *, minutes_ago=0, key=None):
    """Return a cookie of last use as it was made then."""

    class Past(signing.TimestampSigner):
        def timestamp(self):
            return signing.b62_encode(int(time.time()) - 60 * minutes_ago)

    return Past(salt=SIGNER.salt).sign(mark_of(key or client.session.session_key))


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/privacy/", 200),
        ("get", "/learn/", 302),
        ("get", "/no-such-page/", 404),
        ("post", "/privacy/", 405),
        ("post", "/leave/", 303),
        ("get", "/health/", 200),
        ("get", "/.well-known/security.txt", 200),
    ],
)
def test_every_answer_carries_the_headers(db, client, method, address, status):
    answer = getattr(client, method)(address)

    assert answer.status_code == status
    assert promised_of(answer) == PROMISED
    assert answer["X-Frame-Options"] == "DENY"
    off = dict(re.findall(r"([a-z-]+)=(\(\w*\))", answer["Permissions-Policy"]))
    assert off.pop("publickey-credentials-create") == "(self)"
    assert off.pop("publickey-credentials-get") == "(self)"
    assert set(off.values()) == {"()"}


def test_a_signed_in_page_carries_the_headers(amira):
    assert promised_of(amira.get("/learn/")) == PROMISED


def test_a_refused_token_carries_the_headers(db):
    answer = Client(enforce_csrf_checks=True).post("/verify/", {"number": "7"})

    assert answer.status_code == 403
    assert promised_of(answer) == PROMISED


def test_a_wrong_host_carries_the_headers_and_names_no_host(db, client):
    answer = client.get("/privacy/", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert promised_of(answer) == PROMISED
    assert b"evil.example" not in answer.content


def test_a_fault_carries_the_headers_and_tells_nothing_of_itself(db, settings):
    settings.ROOT_URLCONF = (path("broken/", broken, name="broken"), *urlpatterns)

    answer = Client(raise_request_exception=False).get("/broken/")

    assert answer.status_code == 500
    assert promised_of(answer) == PROMISED
    assert b"a fault" not in answer.content
    assert b'href="/concern/"' in answer.content


def test_a_static_file_may_be_cached(db, settings, tmp_path):
    (tmp_path / "probe.css").write_text("p {}")
    settings.STATIC_ROOT = tmp_path

    answer = Client().get("/static/probe.css")

    assert b"".join(answer) == b"p {}"
    kept = [name for name in PROMISED if name != "Cache-Control"]
    assert promised_of(answer, kept) == {name: PROMISED[name] for name in kept}
    assert answer["Cache-Control"] == "max-age=60, public"
    answer.close()


def test_a_page_sets_the_moment_of_last_use(amira):
    amira.cookies["last-use"] = cookie_of(amira, minutes_ago=1)
    cookie = amira.get("/learn/").cookies["last-use"]

    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
    assert idle_for(cookie.value, amira.session.session_key, limit=60) is not None
    assert amira.session.session_key not in cookie.value


def test_a_page_within_a_minute_leaves_it(amira):
    assert list(amira.get("/learn/").cookies) == ["csrftoken"]


def test_a_new_key_of_the_session_gets_a_cookie_at_once(elm, sign_in):
    client = sign_in(elm.amira)
    elm.amira.set_password("old and long enough")
    elm.amira.save()
    client.force_login(elm.amira)
    before = client.session.session_key
    new = "new and long enough"
    asked = {"oldpassword": "old and long enough", "password1": new, "password2": new}

    answer = client.post("/account/password/change/", asked)

    assert client.session.session_key != before
    cookie = answer.cookies["last-use"].value
    assert idle_for(cookie, client.session.session_key, limit=60) is not None


def test_a_stranger_gets_no_cookie_of_last_use(db, client):
    assert dict(client.get("/privacy/").cookies) == {}


def test_an_hour_without_use_ends_the_sign_in(amira):
    amira.cookies["last-use"] = cookie_of(amira, minutes_ago=61)

    answer = amira.get("/learn/")

    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/learn/")
    assert list(Session.objects.all()) == []


def test_just_under_an_hour_keeps_it_and_counts_anew(amira):
    amira.cookies["last-use"] = cookie_of(amira, minutes_ago=59)

    answer = amira.get("/learn/")

    assert answer.status_code == 200
    cookie = answer.cookies["last-use"].value
    assert idle_for(cookie, amira.session.session_key, limit=60) is not None


@pytest.mark.parametrize("made", ["forged", "of another sign-in"])
def test_a_cookie_of_last_use_that_is_not_ours_ends_the_sign_in(amira, made):
    other = cookie_of(amira, key="another-key")
    amira.cookies["last-use"] = "x:y:z" if made == "forged" else other

    assert amira.get("/learn/").status_code == 302
    assert list(Session.objects.all()) == []


def test_the_idle_limit_is_a_setting(settings, elm, sign_in):
    settings.SESSION_IDLE_MINUTES = 5
    client = sign_in(elm.amira)
    client.cookies["last-use"] = cookie_of(client, minutes_ago=6)

    assert client.get("/learn/").status_code == 302


def frame_of(answer):
    """Return (organisation, links of the menu, link of the concern page) of the frame."""
    page = answer.content.decode()
    name = re.search(r'class="shell-header__link">([^<]*)<', page)[1]
    links = re.findall(r'shell-nav__link" href="([^"]*)"', page)
    return name, links, re.search(r'help-bar__concern" href="([^"]*)"', page)[1]


def test_a_learner_is_framed_by_their_own_organisation(amira):
    assert frame_of(amira.get("/learn/")) == (
        "Elm Park",
        ["/learn/", "/learn/record/", "/learn/resources/"],
        "/concern/elm-park/north/",
    )


def test_a_lead_has_the_team_in_the_menu(elm, sign_in):
    assert frame_of(sign_in(elm.lewis).get("/learn/"))[1] == [
        "/learn/",
        "/learn/record/",
        "/learn/resources/",
        "/lead/elm-park/",
    ]


def test_a_stranger_is_framed_by_the_platform_and_national_routes(db, client):
    assert frame_of(client.get("/privacy/")) == ("Safeguarding training", [], "/concern/")


def test_a_leaver_is_framed_without_their_old_organisation(elm, sign_in):
    assert frame_of(sign_in(elm.sam).get("/learn/record/")) == (
        "Safeguarding training",
        ["/learn/", "/learn/record/", "/learn/resources/"],
        "/concern/",
    )


def test_who_works_in_two_places_is_framed_by_the_page(elm, harbour, sign_in):
    services.join(
        user=elm.lewis,
        organisation=harbour.organisation,
        role=harbour.worker,
        site=harbour.quay,
        valid_from=STARTED,
        at=NOON,
    )
    membership = harbour.membership(elm.lewis)
    services.grant(membership=membership, access=Access.LEAD, valid_from=STARTED, at=NOON)
    client = sign_in(elm.lewis)

    framed = [
        frame_of(client.get(f"/lead/{slug}/people/")) for slug in ("elm-park", "harbour-trust")
    ]

    assert [(name, links[-1], concern) for name, links, concern in framed] == [
        ("Elm Park", "/lead/elm-park/", "/concern/elm-park/north/"),
        ("Harbour Trust", "/lead/harbour-trust/", "/concern/harbour-trust/quay/"),
    ]


@pytest.mark.parametrize(
    ("who", "address", "shown"),
    [
        ("amira", "/learn/", 2),
        ("amira", "/no-such-page/", 2),
        ("lewis", "/lead/elm-park/people/", 0),
        ("amira", "/privacy/", 2),
    ],
)
def test_the_way_out_is_on_every_page_but_the_lists_of_people(elm, sign_in, who, address, shown):
    page = sign_in(getattr(elm, who)).get(address).content.decode()

    assert len(re.findall(r"<button[^>]*>Exit this page", page)) == shown
    assert len(re.findall(r'<form id="leave"[^>]*action="/leave/"', page)) == shown // 2


def test_a_stranger_has_nothing_to_leave(db, client):
    assert b'action="/leave/"' not in client.get("/privacy/").content


def test_the_demonstration_says_so_and_nothing_else_does(settings, db):
    settings.DEMO = True
    with_banner = Client().get("/account/login/").content.decode()
    settings.DEMO = False
    without = Client().get("/account/login/").content.decode()

    assert ("Everything here is made up" in with_banner, "made up" in without) == (True, False)


def test_sign_ins_named_by_a_job_are_printed_in_the_demonstration_alone(settings, elm):
    type(elm.lewis).objects.filter(pk=elm.lewis.pk).update(email="lewis.grant@elm-park.example")
    settings.DEMO = True
    demo = Client().get("/account/login/").content.decode()
    settings.DEMO = False
    real = Client().get("/account/login/").content.decode()

    assert ("amira@elm-park.example" in demo, "amira@elm-park.example" in real) == (True, False)
    assert "lewis.grant@elm-park.example" not in demo


def test_a_sign_in_without_its_cookie_of_last_use_ends(amira):
    kept = amira.get("/learn/")
    del amira.cookies["last-use"]

    answer = amira.get("/learn/")

    assert kept.status_code == 200
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/learn/")


def test_who_works_at_two_sites_chooses_the_place_of_a_concern(elm, sign_in):
    services.join(
        user=elm.amira,
        organisation=elm.organisation,
        role=elm.teacher,
        site=elm.south,
        valid_from=STARTED,
        at=NOON,
    )

    answer = sign_in(elm.amira).get("/learn/")

    assert answer.context["shell"]().concern_url == "/concern/elm-park/"
