"""A walk through every address as every role: the world it needs, what is asked, what is expected."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from uuid import UUID, uuid4

from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from courses.accounts.membership import Access
from courses.accounts.models import Organisation, User
from courses.accounts.permissions import levels_with
from courses.catalogue.models import CourseVersion
from courses.catalogue.services import add_local_contact, publish, save_draft
from courses.certification.models import Certificate
from courses.usecases.enrol_staff import enrol_staff
from courses.usecases.finish_attempt import finish_attempt
from courses.web.policy import Policy, addresses, policy_of
from tests.people import NOON, TODAY, Elm, Harbour, make_elm, make_harbour, make_user
from tests.small_course import (
    answer_all,
    enrol,
    finish_lessons,
    make_small_course,
    open_attempt,
    small_draft,
)

SIGN_IN, OPENED, NOT_FOUND, REFUSED = "sign in", "opened", "not found", "method refused"
OWN, FOREIGN, MISSING = "own", "foreign", "missing"
QUAY_TITLE = "Working on the quay"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')

# What a form needs beyond nothing, so that a POST gets past the questions it asks.
BODIES = {"learner:place": {"block": "notice"}}
# Addresses of allauth that we close: there for nobody.
CLOSED = {"account_email", "account_signup"}
# A leaver keeps the own record and begins nothing.
LEAVERS_MISS = {"learner:begin"}


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
class Objects:
    """The arguments of addresses that lead to one person's rows, or to none."""

    organisation: str
    site: str
    course: str
    registration: UUID
    certificate: str
    item: str
    lesson: str = "first"
    block: str = "first-check"
    attempt: int = 1

    def arguments(self, address: Address) -> dict[str, object]:
        """Return what ``reverse`` needs for ``address``."""
        by_name = {
            "organisation": self.organisation,
            "site": self.site,
            "course": self.course,
            "registration": self.registration,
            "lesson": self.lesson,
            "block": self.block,
            "item": self.item,
            "number": self.attempt if "registration" in address.takes else self.certificate,
            "key": "no-such-key",
            "uidb36": "1z",
        }
        return {name: by_name[name] for name in address.takes}


NOWHERE = Objects(
    "no-such-place", "no-such-site", "no-such-course", uuid4(), "7" * 26, "no-such-item"
)


@dataclass
class Role:
    """Somebody who comes: who it is, where they belong, with what access."""

    name: str
    user: User | None = None
    access: Access | None = None
    has_left: bool = False
    own: Objects | None = None
    foreign: Objects | None = None

    def client(self, **options) -> Client:
        """Return a client that has this person signed in."""
        client = Client(**options)
        if self.user is not None:
            client.force_login(self.user)
        return client


@dataclass
class World:
    """Two organisations, each person with a passed course, a certificate and an open attempt."""

    elm: Elm
    harbour: Harbour
    version: CourseVersion
    quay: CourseVersion
    roles: dict[str, Role] = field(default_factory=dict)

    @property
    def canaries(self) -> list[str]:
        """Return what no answer to Elm Park may hold, wherever it comes from."""
        people = [self.harbour.callum, self.harbour.beth]
        held = [self.roles["callum"].own, self.roles["beth"].own]
        return [
            *(word for person in people for word in [*person.name.split(), person.email]),
            "H001",
            "H002",
            "Quay keeper",
            QUAY_TITLE,
            *(str(objects.registration) for objects in held if objects),
            *(objects.certificate for objects in held if objects),
        ]


# Printed facts are for whoever has the number; whom to tell is for whoever works or visits there.
MAY_SHOW = {
    "public:verify_number": ("title", "certificate"),
    "public:concern_at": ("contact",),
}


def make_world() -> World:
    """Make everything that the walk asks for."""
    elm, harbour = make_elm(), make_harbour()
    small = make_small_course()
    quay = save_draft(
        draft=small_draft(slug="quay-course", title=QUAY_TITLE), owner_id=harbour.organisation.pk
    )
    publish(version=quay, at=NOON, actor_id=None)
    add_local_contact(
        organisation=harbour.organisation,
        site=harbour.quay,
        slot="safeguarding-lead",
        name="Quay keeper",
        purpose="Safeguarding lead",
        checked_on=TODAY,
        review_by=TODAY,
    )
    world = World(elm, harbour, small, quay)
    there = objects_of(harbour.callum, harbour.organisation, "quay", quay)
    here = objects_of(elm.amira, elm.organisation, "north", small)

    def elm_role(name: str, user: User, **more) -> Role:
        own = here if user == elm.amira else objects_of(user, elm.organisation, "north", small)
        return Role(name, user, own=own, foreign=there, **more)

    beth = objects_of(harbour.beth, harbour.organisation, "quay", quay)
    staff = make_user("Pat Doyle", "pat@platform.example", is_platform_staff=True)
    roles = [
        Role("stranger", own=here, foreign=there),
        elm_role("amira", elm.amira),
        elm_role("lewis", elm.lewis, access=Access.LEAD),
        elm_role("noor", elm.noor, access=Access.LEAD),
        elm_role("grace", elm.grace, access=Access.AUTHOR),
        elm_role("ash", elm.ash, access=Access.ADMIN),
        elm_role("sam", elm.sam, has_left=True),
        Role("callum", harbour.callum, own=there, foreign=here),
        Role("beth", harbour.beth, Access.LEAD, own=beth, foreign=here),
        Role("staff", staff, foreign=here),
    ]
    world.roles = {role.name: role for role in roles}
    return world


ROLES = (
    "stranger", "amira", "lewis", "noor", "grace", "ash", "sam", "callum", "beth", "staff",
)  # fmt: skip


def objects_of(user: User, organisation: Organisation, site: str, version: CourseVersion) -> Objects:
    """Pass the course as ``user``, begin it again as far as an open attempt, and return the rows."""
    first = enrol(user, organisation, version)
    finish_lessons(first)
    attempt = open_attempt(first)
    answer_all(attempt)
    finish_attempt(attempt=attempt, at=NOON)
    again = enrol_staff(
        learner=user,
        organisation=organisation,
        course=version.course,
        reason=first.reason,
        at=NOON,
    )
    finish_lessons(again)
    response = open_attempt(again).responses.select_related("item").first()
    number = Certificate.objects.get(learner=user).number
    item = response.item.identifier
    return Objects(organisation.slug, site, version.course.slug, again.registration, number, item)


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
        if address.takes and objects is not None:
            path = reverse(address.name, kwargs=objects.arguments(address))
            yield Visit(address, method, whose, path)
        elif not address.takes and whose == OWN:
            yield Visit(address, method, whose, reverse(address.name))


def ask(client: Client, visit: Visit) -> HttpResponse:
    """Return the answer to ``visit``; whatever it wrote is undone, and no limit is reached."""
    cache.clear()
    cookies = client.cookies.copy()
    with transaction.atomic():
        data = BODIES.get(visit.address.name, {}) if visit.method == "POST" else None
        answer = getattr(client, visit.method.lower())(visit.path, data)
        transaction.set_rollback(True)
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
    if role.user is None and policy.audience != "public":
        return SIGN_IN
    if visit.method not in policy.methods and visit.method != "HEAD":
        return REFUSED
    return OPENED if may_open(role, visit, policy) else NOT_FOUND


def may_open(role: Role, visit: Visit, policy: Policy) -> bool:
    """Test whether the row is there for this role."""
    if visit.address.name in CLOSED or visit.whose == MISSING:
        return False
    if policy.audience == "public":
        return True
    if role.has_left and visit.address.name in LEAVERS_MISS:
        return False
    if policy.audience == "lead":
        return visit.whose == OWN and role.access in levels_with(policy.permission)
    return visit.whose == OWN


def without_tokens(answer: HttpResponse) -> bytes:
    """Return the bytes of an answer; CSRF tokens differ in every page and are left out."""
    return TOKEN.sub(b"", b"".join(answer) if answer.streaming else answer.content)
