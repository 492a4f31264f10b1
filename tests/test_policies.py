"""Every address, every role, own, foreign and missing rows: what each declares is what holds."""

import json

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.urls import path, reverse

from courses.web.evidence import SANDBOX
from courses.web.policy import as_rows
from elearning.urls import urlpatterns
from tests.walk import (
    FOREIGN,
    MAY_SHOW,
    MISSING,
    NOT_FOUND,
    OPENED,
    OWN,
    REFUSED,
    SIGN_IN,
    ask,
    beside,
    every_address,
    expected,
    kept_rows,
    outcome,
    visits,
    walk_of,
)
from tests.web.headers import PROMISED
from tests.world import ROLES, make_world

# Each table is asked by one of these; the others ask the same of it.
ON_BOTH_DATABASES = ("amira", "noor", "ash")
OF_ELM = ("amira", "lewis", "noor", "grace", "ash", "sam")
# Kept by browsers for ever, for the address names what they hold; and told to machines.
KEPT = {
    "public:stylesheet": "public, max-age=31536000, immutable",
    "public:logo": "public, max-age=31536000, immutable",
    "public:medium": "public, max-age=31536000, immutable",
    "api:status": "no-store",
    "api:verify": "no-store",
    "api:issuer": "no-store",
    "api:issuer_key": "no-store",
}
# What somebody uploaded is given as a download that can do nothing.
UPLOADED = {"learner:evidence", "lead:evidence"}
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS")


@pytest.fixture
def world(db):
    """Return the two organisations with everybody's rows."""
    return make_world()


def each(*names):
    """Run a test for each of these roles, on the worker that has the role's walk."""
    once = pytest.mark.same_on_both
    return pytest.mark.parametrize(
        "name",
        [
            pytest.param(one, marks=[beside(one), *([] if one in ON_BOTH_DATABASES else [once])])
            for one in names
        ],
    )


def bare(request):
    """Answer without having declared who may come."""
    return HttpResponse("anybody")


# Declared or not


def test_every_address_declares_its_policy():
    undeclared = [address.route for address in every_address() if address.policy is None]

    assert len(every_address()) > 50
    assert undeclared == []


def test_an_undeclared_address_is_found(settings):
    settings.ROOT_URLCONF = (path("bare/", bare, name="bare"), *urlpatterns)

    assert [row["route"] for row in as_rows() if row["policy"] is None] == ["/bare/"]
    assert [address.route for address in every_address() if address.policy is None] == ["/bare/"]


def test_urlpolicy_fails_on_an_undeclared_address(settings, capsys):
    settings.ROOT_URLCONF = (path("bare/", bare, name="bare"), *urlpatterns)

    with pytest.raises(CommandError, match=r"^No policy declared: /bare/$"):
        call_command("urlpolicy")

    assert "/bare/" in capsys.readouterr().out.splitlines()[0]


def test_urlpolicy_prints_what_is_walked(capsys):
    call_command("urlpolicy", "--json")

    rows = json.loads(capsys.readouterr().out)
    walked = {address.route: address.policy.audience for address in every_address()}
    first = {row["route"]: row["policy"]["audience"] for row in reversed(rows)}
    assert first == walked


def test_an_undeclared_address_is_closed_to_strangers_all_the_same(settings, client, db):
    settings.ROOT_URLCONF = (path("bare/", bare, name="bare"), *urlpatterns)

    answer = client.get("/bare/")

    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/bare/")


# Who may open what


@each(*ROLES)
def test_each_role_opens_what_the_policy_says_and_nothing_else(db, name):
    walk = walk_of(name)

    assert len(walk.seen) > 150
    assert {str(visit): seen.outcome for visit, seen in walk.seen.items()} == {
        str(visit): expected(walk.role, visit) for visit in walk.seen
    }


@pytest.mark.same_on_both
def test_the_table_of_expectations_tells_the_roles_apart(world):
    page = next(one for one in every_address() if one.name == "lead:people")
    told = {
        name: [
            expected(role, visit)
            for visit in visits(role, methods=("GET",))
            if visit.address == page
        ]
        for name, role in world.roles.items()
    }

    shut = [NOT_FOUND, NOT_FOUND, NOT_FOUND]
    opened = [OPENED, NOT_FOUND, NOT_FOUND]
    assert told == {
        "stranger": [SIGN_IN, SIGN_IN, SIGN_IN],
        "amira": shut,
        "lewis": opened,
        "noor": opened,
        "grace": shut,
        "ash": opened,
        "sam": shut,
        "callum": shut,
        "beth": opened,
        "staff": shut[1:],
    }


@each(*(name for name in ROLES if name != "stranger"))
def test_foreign_and_missing_rows_give_the_same_answer_to_the_byte(db, name):
    pairs: dict[tuple[str, str], dict[str, bytes]] = {}
    for visit, seen in walk_of(name).seen.items():
        if visit.whose != OWN and visit.address.policy.audience != "public":
            pairs.setdefault((visit.method, visit.address.route), {})[visit.whose] = seen.content

    assert len(pairs) > 25
    assert [key for key, pair in pairs.items() if pair[FOREIGN] != pair[MISSING]] == []


@pytest.mark.same_on_both
def test_methods_that_no_policy_declares_are_refused(world):
    role = world.roles["ash"]
    client = role.client()
    asked = visits(role, methods=OTHER_METHODS)
    ours = [v for v in asked if v.address.is_ours and v.whose == OWN]

    assert len(ours) > 25 * len(OTHER_METHODS)
    assert {str(v): outcome(ask(client, v)) for v in ours} == {str(v): REFUSED for v in ours}


@each(*ROLES)
def test_every_answer_carries_the_headers_whether_page_file_or_refusal(db, name):
    wrong = {
        str(visit): {key: seen.headers.get(key) for key in PROMISED}
        for visit, seen in walk_of(name).seen.items()
        if not promises(visit.address.name, seen)
    }

    assert wrong == {}


def promises(name, seen):
    """Test whether the answer at the address of this name has every header as promised."""
    others = {key: value for key, value in PROMISED.items() if key != "Cache-Control"}
    if name in UPLOADED and seen.outcome == OPENED:
        others["Content-Security-Policy"] = SANDBOX
    kept = seen.headers.get("Cache-Control", "")
    is_private = {"private", "no-store"} <= set(kept.split(", "))
    return others.items() <= seen.headers.items() and (is_private or KEPT.get(name) == kept)


# What changes


@each(*ROLES)
def test_reading_changes_no_row(db, name):
    walk = walk_of(name)

    assert len(walk.before["courses.Certificate"]) == 8
    assert walk.after_reading == walk.before


def test_writing_is_seen_by_the_same_comparison(world):
    role = world.roles["amira"]
    client = role.client()
    before = kept_rows()

    client.post(reverse("learner:place", args=[role.own.registration, "first"]), {"block": "who"})

    after = kept_rows()
    assert [table for table in before if after[table] != before[table]] == [
        "courses.LessonProgress"
    ]


@pytest.mark.same_on_both
@pytest.mark.parametrize("name", ["stranger", "amira", "lewis"])
def test_a_post_without_a_token_is_refused_and_changes_nothing(world, name):
    role = world.roles[name]
    client = role.client(enforce_csrf_checks=True)
    before = kept_rows()
    posts = [v for v in visits(role, methods=("POST",)) if "POST" in v.address.policy.methods]

    refused = {}
    for visit in posts:
        answer = client.post(visit.path, {"block": "notice"})
        refused[str(visit)] = (answer.status_code, answer.headers.get("Location"))

    leave = "POST /leave/ (own)"
    assert len(posts) > 25
    assert refused.pop(leave) == (303, settings.EXIT_URL)
    assert set(refused.values()) == {(403, None)}
    assert kept_rows() == before
    home = client.get(reverse("learner:home"))
    assert home.status_code == (302 if name == "stranger" else 200)


# What is shown


@each(*OF_ELM)
def test_nothing_of_harbour_trust_reaches_elm_park(db, name):
    walk = walk_of(name)
    leaks = [
        (str(visit), word)
        for visit, seen in walk.seen.items()
        for sent in [seen.words]
        for kind, words in walk.canaries.items()
        if kind not in MAY_SHOW.get(visit.address.name, ())
        for word in words
        if word in sent
    ]

    assert leaks == []


@beside("callum")
@pytest.mark.same_on_both
def test_the_canaries_do_sing_at_home(db):
    pages = "".join(
        seen.content.decode(errors="replace")
        for name in ("callum", "beth")
        for visit, seen in walk_of(name).seen.items()
        if (visit.method, visit.whose) == ("GET", OWN) and visit.address.is_ours
    )
    canaries = walk_of("callum").canaries
    silent = [word for words in canaries.values() for word in words if word not in pages]

    assert len(canaries) > 3
    assert silent == []
