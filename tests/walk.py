"""A walk through every address as every role: what is asked, what is expected, what came of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache as kept_for_the_run
from itertools import product

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from courses.accounts.permissions import LEVELS
from courses.web.policy import Policy, addresses, policy_of
from tests.memory import forget
from tests.world import NOWHERE, Role, make_world

SIGN_IN, OPENED, NOT_FOUND, REFUSED = "sign in", "opened", "not found", "method refused"
OWN, FOREIGN, MISSING = "own", "foreign", "missing"
# HEAD is GET without what was found, whoever asks: so by some alone, and not again on PostgreSQL.
ASK_HEAD = {"stranger", "amira", "noor", "ash"} if connection.vendor == "sqlite" else set()
LOOKED_AT_TOGETHER = (("callum", "beth"), ("stranger", "amira", "lewis"))
# What may change by reading: the trail that says who looked, and sign-ins.
MAY_CHANGE = {"courses.AuditEvent", "courses.AuditChain", "sessions.Session"}
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')

# What a form needs beyond nothing, so that a POST gets past the questions it asks.
BODIES = {"learner:place": {"block": "notice"}}
# Addresses of allauth that we close: there for nobody.
CLOSED = {"account_email", "account_signup"}
# What a leaver keeps: the own record and certificates, none of the organisation's courses.
LEAVERS_KEEP = {
    "learner:home",
    "learner:due_days",
    "learner:gathering",
    "learner:hand_on",
    "learner:route",
    "learner:resources",
    "learner:cards",
    "learner:glossary",
    "learner:offences",
    "learner:routes",
    "learner:reading",
    "learner:handout",
    "learner:settings",
    "learner:record",
    "learner:looks",
    "learner:own_data",
    "learner:own_data_file",
    "learner:offer",
    "learner:bring",
    "learner:evidence",
    "learner:record_file",
    "learner:record_signed",
    "learner:record_signed_file",
    "learner:record_pdf",
    "learner:record_table",
    "learner:result",
    "learner:certificate",
    "learner:certificate_pdf",
    "learner:certificate_png",
    "learner:certificate_link",
    "learner:certificate_link_end",
    "learner:badge",
    "learner:badge_png",
    "learner:badge_text",
}

# What single pages of allauth answer instead of opening: to everybody, to strangers, to members.
ALLAUTH = {
    ("account_inactive", "POST"): REFUSED,
    ("account_email_verification_sent", "POST"): REFUSED,
    ("account_reset_password_done", "POST"): REFUSED,
    ("account_reset_password_from_key_done", "POST"): REFUSED,
    ("account_confirm_email", "POST"): NOT_FOUND,
}
ALLAUTH_TO_STRANGERS = {
    "account_reauthenticate": SIGN_IN,
    "account_change_password": SIGN_IN,
    "account_set_password": SIGN_IN,
    "mfa_authenticate": OPENED,  # the second step of signing in; without a first it leads to that
}
ALLAUTH_TO_MEMBERS = {
    ("mfa_index", "POST"): REFUSED,
    ("mfa_deactivate_totp", "GET"): NOT_FOUND,  # nobody of the cast has set up a second factor
    ("mfa_deactivate_totp", "POST"): NOT_FOUND,
    ("mfa_view_recovery_codes", "GET"): NOT_FOUND,
    ("mfa_view_recovery_codes", "POST"): REFUSED,
    ("mfa_download_recovery_codes", "GET"): NOT_FOUND,
    ("mfa_download_recovery_codes", "POST"): NOT_FOUND,
}

# Printed facts are for whoever has the number; whom to tell is for whoever works or visits there.
MAY_SHOW = {
    "public:verify_number": ("title", "certificate", "place"),
    "api:verify": ("title", "certificate", "place"),
    "public:verify_link": ("people", "title", "certificate", "place"),
    "public:join": ("place",),
    "public:inspection": ("people", "place", "title", "certificate", "contact"),
    "public:inspection_part": ("people", "place", "title", "certificate", "contact"),
    "public:concern_in": ("place",),
    "public:concern_at": ("place", "contact"),
}


@dataclass(frozen=True)
class Address:
    """One address of the URLconf and what it declares."""

    route: str
    name: str
    policy: Policy | None
    takes: tuple[str, ...]

    @property
    def is_ours(self) -> bool:
        """Test whether the address is our own, not that of an installed package."""
        return not self.name.startswith(("account_", "mfa_"))


def every_address() -> list[Address]:
    """Return the addresses of the real URLconf, one a route: the first is the one that answers."""
    found: dict[str, Address] = {}
    for route, name, pattern in addresses():
        takes = tuple(re.findall(r"<(?:\w+:)?(\w+)>", route))
        found.setdefault(route, Address(f"/{route}", name, policy_of(pattern), takes))
    return list(found.values())


@dataclass(frozen=True)
class Visit:
    """One question to the platform."""

    address: Address
    method: str
    whose: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.address.route} ({self.whose})"


def visits(role: Role, *, methods: tuple[str, ...] = ("GET", "POST")) -> Iterator[Visit]:
    """Return what ``role`` asks: each address by each method for own, foreign and missing rows."""
    held = {OWN: role.own, FOREIGN: role.foreign, MISSING: NOWHERE}
    for address, method, whose in product(every_address(), methods, held):
        objects = held[whose]
        if address.takes and objects is not None and (address.is_ours or whose == OWN):
            path = reverse(address.name, kwargs=objects.arguments(address.takes))
            yield Visit(address, method, whose, path)
        elif not address.takes and whose == OWN:
            yield Visit(address, method, whose, reverse(address.name))


def ask(client: Client, visit: Visit, *, undone: bool = True) -> HttpResponse:
    """Return the answer to ``visit``; what it wrote is ``undone``, and no limit is reached."""
    cache.clear()
    cookies = client.cookies.copy()
    with transaction.atomic():
        data = BODIES.get(visit.address.name, {}) if visit.method == "POST" else None
        answer = getattr(client, visit.method.lower())(visit.path, data)
        transaction.set_rollback(undone)
    client.cookies = cookies
    return answer


def outcome(answer: HttpResponse) -> str:
    """Return what became of a question, in a word."""
    if answer.status_code in {301, 302, 303}:
        asks = answer["Location"].startswith(f"{reverse('account_login')}?next=")
        return SIGN_IN if asks else OPENED
    words = {404: NOT_FOUND, 405: REFUSED}
    return words.get(answer.status_code) or (
        OPENED if answer.status_code < 300 else str(answer.status_code)
    )


def expected(role: Role, visit: Visit) -> str:
    """Return what the declared policy promises."""
    policy = visit.address.policy
    assert policy is not None
    method = "GET" if visit.method == "HEAD" else visit.method
    if not visit.address.is_ours and visit.address.name not in CLOSED:
        return of_allauth(role, visit.address, method, policy)
    if role.user is None and policy.audience != "public":
        return SIGN_IN
    if method not in policy.methods:
        return REFUSED
    return OPENED if may_open(role, visit, policy) else NOT_FOUND


def of_allauth(role: Role, address: Address, method: str, policy: Policy) -> str:
    """Return what a page of allauth answers; the tables above name those that do not open."""
    if role.user is None:
        usual = OPENED if policy.audience == "public" else SIGN_IN
        usual = ALLAUTH_TO_STRANGERS.get(address.name, usual)
    else:
        usual = ALLAUTH_TO_MEMBERS.get((address.name, method), OPENED)
    return ALLAUTH.get((address.name, method), usual)


def may_open(role: Role, visit: Visit, policy: Policy) -> bool:
    """Test whether the row is there for this role."""
    if visit.address.name in CLOSED or visit.whose == MISSING:
        return False
    if policy.audience == "public":
        return True
    if role.has_left and visit.address.name not in LEAVERS_KEEP:
        return False
    if policy.rows == "W" and role.leads_part:
        return False
    if policy.audience in {"lead", "author"}:
        return visit.whose == OWN and policy.permission in LEVELS.get(role.access, ())
    return visit.whose == OWN


def without_tokens(answer: HttpResponse) -> bytes:
    """Return the bytes of an answer; CSRF tokens differ in every page and are left out."""
    return TOKEN.sub(b"", b"".join(answer) if answer.streaming else answer.content)


@dataclass(frozen=True)
class Seen:
    """What came of one visit: the word for it, the bytes without tokens, the headers."""

    outcome: str
    content: bytes
    headers: dict[str, str]

    @property
    def words(self) -> str:
        """Return everything that was sent, as text."""
        return (self.content + str(self.headers).encode()).decode(errors="replace")


@dataclass
class Walk:
    """One role's whole walk, with no row left of it."""

    role: Role
    canaries: dict[str, list[str]]
    seen: dict[Visit, Seen] = field(default_factory=dict)
    before: dict[str, list[tuple[object, ...]]] = field(default_factory=dict)
    after_reading: dict[str, list[tuple[object, ...]]] = field(default_factory=dict)


def beside(name: str) -> pytest.MarkDecorator:
    """Put a test on the worker that has this role's walk, and those that are looked at with it."""
    together = next((names for names in LOOKED_AT_TOGETHER if name in names), (name,))
    return pytest.mark.xdist_group(f"walk of {' and '.join(together)}")


@kept_for_the_run
def walk_of(name: str) -> Walk:
    """Return what a role is answered at every address, in a world of its own that is undone.

    It reads first, undoing nothing, so that what reading wrote is seen; each POST is undone. The
    walk is the longest thing the tests do, so it is taken once and looked at by many.
    """
    forget()
    with transaction.atomic():
        world = make_world()
        role = world.roles[name]
        client = role.client()
        walk = Walk(role, world.canaries, before=kept_rows())
        reading = ("GET", "HEAD") if name in ASK_HEAD else ("GET",)
        for visit in visits(role, methods=reading):
            walk.seen[visit] = seen_in(ask(client, visit, undone=False))
        walk.after_reading = kept_rows()
        for visit in visits(role, methods=("POST",)):
            walk.seen[visit] = seen_in(ask(client, visit))
        transaction.set_rollback(True)
    forget()
    return walk


def seen_in(answer: HttpResponse) -> Seen:
    """Return what is kept of an answer."""
    return Seen(outcome(answer), without_tokens(answer), dict(answer.headers))


def kept_rows() -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, but for the trail and the sign-ins."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in MAY_CHANGE
    }
