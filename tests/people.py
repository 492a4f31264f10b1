"""The standing cast, the same in every test.

Elm Park has the sites North and South. Amira teaches at North and learns; Lewis is the training
lead of both sites; Noor leads North only; Grace writes courses; Ash administers; Sam left in
spring. Harbour Trust is another organisation, whose data must never appear, and always exists:
Callum learns there, Beth leads.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from courses.accounts import services
from courses.accounts.membership import Access, Membership
from courses.accounts.models import Organisation, Role, Site, User
from tests.beginnings import recorded

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)
STARTED = date(2024, 9, 2)
PASSWORD = "correct-horse-battery"


@dataclass
class Elm:
    """Elm Park and its people."""

    organisation: Organisation
    north: Site
    south: Site
    teacher: Role
    amira: User
    lewis: User
    noor: User
    grace: User
    ash: User
    sam: User

    def membership(self, user: User) -> Membership:
        """Return the membership of one of its people."""
        return Membership.objects.get(user=user, organisation=self.organisation)


@dataclass
class Harbour:
    """Harbour Trust and its people."""

    organisation: Organisation
    quay: Site
    worker: Role
    callum: User
    beth: User

    def membership(self, user: User) -> Membership:
        """Return the membership of one of its people."""
        return Membership.objects.get(user=user, organisation=self.organisation)


def make_user(name: str, email: str | None, **fields) -> User:
    """Make one person who signs in with PASSWORD."""
    return User.objects.create_user(email=email, password=PASSWORD, name=name, **fields)


def make_member(
    organisation: Organisation,
    site: Site,
    role: Role,
    name: str,
    *,
    number: str = "",
    email: str | None = None,
    valid_from: date = STARTED,
    valid_until: date | None = None,
    access: Access | None = None,
    access_site: Site | None = None,
) -> User:
    """Make one member of an organisation, perhaps with access."""
    user = make_user(name, email or f"{name.split()[0].lower()}@{organisation.slug}.example")
    membership = services.join(
        user=user,
        organisation=organisation,
        role=role,
        site=site,
        staff_number=number,
        valid_from=valid_from,
        valid_until=valid_until,
        at=NOON,
    )
    if access:
        services.grant(
            membership=membership, access=access, site=access_site, valid_from=valid_from, at=NOON
        )
    return user


@recorded
def make_elm() -> Elm:
    """Make Elm Park."""
    elm = Organisation.objects.create(slug="elm-park", name="Elm Park")
    north = Site.objects.create(organisation=elm, slug="north", name="North")
    south = Site.objects.create(organisation=elm, slug="south", name="South")
    teacher = Role.objects.create(organisation=elm, slug="class-teacher", name="Class teacher")

    def member(site: Site, name: str, **more) -> User:
        return make_member(elm, site, teacher, name, **more)

    return Elm(
        organisation=elm,
        north=north,
        south=south,
        teacher=teacher,
        amira=member(north, "Amira Haddad", number="E001"),
        lewis=member(north, "Lewis Grant", number="E002", access=Access.LEAD),
        noor=member(north, "Noor Siddiqui", number="E003", access=Access.LEAD, access_site=north),
        grace=member(south, "Grace Whitfield", number="E004", access=Access.AUTHOR),
        ash=member(south, "Ash Turner", number="E005", access=Access.ADMIN),
        sam=member(north, "Sam Porter", number="E006", valid_until=date(2025, 4, 30)),
    )


@recorded
def make_harbour() -> Harbour:
    """Make Harbour Trust."""
    harbour = Organisation.objects.create(slug="harbour-trust", name="Harbour Trust")
    quay = Site.objects.create(organisation=harbour, slug="quay", name="The Quay")
    worker = Role.objects.create(organisation=harbour, slug="youth-worker", name="Youth worker")
    return Harbour(
        organisation=harbour,
        quay=quay,
        worker=worker,
        callum=make_member(harbour, quay, worker, "Callum Fraser", number="H001"),
        beth=make_member(harbour, quay, worker, "Beth Lawson", number="H002", access=Access.LEAD),
    )
