"""Invent one organisation with its places, and its people batch by batch."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from courses.accounts import services as accounts
from courses.accounts.membership import Access, Membership, MembershipPeriod
from courses.accounts.models import Organisation, Role, Site, Team, User
from courses.catalogue import services as catalogue
from courses.common.names import fold, fold_name
from courses.usecases.seed_names import PLACES, ROLES, SITES, TEAMS, invented_name

BATCH = 1000
LONGEST = 8 * 365  # days that somebody has been here at most
LEFT, MOVED = 0.08, 0.12


def identifier(random: Random) -> UUID:
    """Return a UUID that the seed decides."""
    return UUID(int=random.getrandbits(128), version=4)


@dataclass(frozen=True, slots=True)
class Body:
    """One invented organisation and where its people may be."""

    organisation: Organisation
    sites: list[Site]
    teams: list[Team]
    roles: list[Role]


@dataclass(frozen=True, slots=True)
class Person:
    """One invented member; ``role_ids`` and ``site_ids`` are those of every period."""

    membership: Membership
    user: User
    started: date
    left: date | None
    role_ids: frozenset[int]
    site_ids: frozenset[int]


def invent_body(number: int, *, today: date) -> Body:
    """Make organisation ``number``, from 1, with sites, teams, jobs and people to tell."""
    place = PLACES[(number - 1) % len(PLACES)]
    organisation = Organisation.objects.create(
        slug=f"{place.lower()}-{number}", name=f"{place} Learning Trust {number}"
    )
    sites = Site.objects.bulk_create(
        Site(organisation=organisation, slug=fold(name).replace(" ", "-"), name=name)
        for name in SITES
    )
    teams = Team.objects.bulk_create(
        Team(organisation=organisation, site=sites[position % len(sites)], name=name)
        for position, name in enumerate(TEAMS)
    )
    roles = Role.objects.bulk_create(
        Role(organisation=organisation, slug=fold(name).replace(" ", "-"), name=name)
        for name in ROLES
    )
    checked = today - timedelta(days=20)
    for position, slot in enumerate(("safeguarding-lead", "deputy")):
        catalogue.add_local_contact(
            organisation=organisation,
            site=None,
            slot=slot,
            position=position,
            name=("Ruth Porter", "Imran Shah")[position],
            purpose="Tell them about any worry, the same day",
            phone=f"01632 96000{position + 1}",
            hours="School days, 8 am to 5 pm",
            checked_on=checked,
            review_by=checked + timedelta(days=180),
        )
    return Body(organisation, sites, teams, roles)


def invent_people(
    body: Body, count: int, *, random: Random, password: str, at: datetime, today: date
) -> Iterator[list[Person]]:
    """Yield ``count`` new members of ``body`` in batches; the first leads, the second learns."""
    for first in range(1, count + 1, BATCH):
        numbers = range(first, min(first + BATCH, count + 1))
        users = User.objects.bulk_create(
            invented_user(body, number, random=random, password=password) for number in numbers
        )
        memberships = Membership.objects.bulk_create(
            Membership(user=user, organisation=body.organisation, staff_number=f"{number:06}")
            for number, user in zip(numbers, users, strict=True)
        )
        people, periods = [], []
        for number, membership in zip(numbers, memberships, strict=True):
            stays = invented_stays(random, today=today, stays_on=number <= 2)
            mine = [invented_period(body, membership, stay, random=random, at=at) for stay in stays]
            periods += mine
            people.append(
                Person(
                    membership,
                    membership.user,
                    started=stays[0][0],
                    left=stays[-1][1],
                    role_ids=frozenset(period.role_id for period in mine),
                    site_ids=frozenset(period.site_id for period in mine),
                )
            )
        MembershipPeriod.objects.bulk_create(periods)
        if first == 1:
            accounts.grant(
                membership=memberships[0],
                access=Access.LEAD,
                valid_from=people[0].started,
                at=at,
            )
        yield people


def invented_user(body: Body, number: int, *, random: Random, password: str) -> User:
    """Return one person to be written.

    The first two have addresses to sign in with; of the others one in seven has none.
    """
    name = invented_name(random)
    slug = body.organisation.slug
    has_address = random.random() > 1 / 7
    email: str | None = f"p{number}@{slug}.test" if has_address else None
    if number <= 2:
        email = f"{('lead', 'learner')[number - 1]}@{slug}.test"
    return User(name=name, folded_name=fold_name(name), email=email, password=password)


def invented_stays(
    random: Random, *, today: date, stays_on: bool
) -> list[tuple[date, date | None]]:
    """Return (first day, last day or None) of each stretch of one person's time here.

    One, or two for who moved; who is one of those that stay has no last day.
    """
    days = random.randint(400, LONGEST) if stays_on else random.randint(1, LONGEST)
    started = today - timedelta(days=days)
    has_left, has_moved = random.random() < LEFT, random.random() < MOVED
    gone = random.randint(0, days - 1)
    left = started + timedelta(days=gone) if has_left and not stays_on else None
    last = (left - started).days if left else days
    if not has_moved or last < 2:
        return [(started, left)]
    moved = started + timedelta(days=random.randint(1, last - 1))
    return [(started, moved - timedelta(days=1)), (moved, left)]


def invented_period(
    body: Body,
    membership: Membership,
    stay: tuple[date, date | None],
    *,
    random: Random,
    at: datetime,
) -> MembershipPeriod:
    """Return one stretch at one site, in one job, perhaps in a team, to be written."""
    return MembershipPeriod(
        thread=identifier(random),
        membership=membership,
        organisation=body.organisation,
        role=random.choice(body.roles),
        site=random.choice(body.sites),
        team=random.choice([*body.teams, None]),
        valid_from=stay[0],
        valid_until=stay[1],
        recorded_at=at,
    )
