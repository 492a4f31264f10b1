"""Everybody whom a staff file is compared with, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from courses.accounts.access import still_held
from courses.accounts.invitation import Invitation
from courses.accounts.membership import Membership, MembershipPeriod, Tagging
from courses.accounts.models import Organisation, User
from courses.accounts.staff_columns import JOB, SITE, TAGS, TEAM
from courses.accounts.staff_roster import Person, Post, Roster

ADDRESSES_A_QUERY = 5_000


def roster_of(organisation: Organisation, *, on: date, emails: Iterable[str]) -> Roster:
    """Return whom ``organisation`` knows on ``on``, and which of ``emails`` others know.

    Nine queries, and one more for each 5,000 addresses and where there are tags.
    """
    members = Membership.objects.filter(organisation=organisation)
    posts, left = posts_of(organisation, on=on)
    shared = shared_accounts(organisation)
    access = set(
        still_held(on).filter(organisation=organisation).values_list("membership", flat=True)
    )
    tags = dict(organisation.tags.values_list("pk", "name"))
    carried = tags_carried(organisation, on=on) if tags else {}
    people = tuple(
        Person(
            membership=pk,
            name=name,
            email=email or "",
            number=number,
            posts=tuple(posts.get(pk, ())),
            left_on=left.get(pk),
            shared=user in shared,
            has_access=pk in access,
            tags=frozenset(carried.get(pk, ())),
        )
        for pk, user, name, email, number in members.order_by(
            "user__folded_name", "pk"
        ).values_list("pk", "user", "user__name", "user__email", "staff_number")
    )
    ours = {person.email for person in people}
    teams = list(organisation.teams.values_list("pk", "name", "site"))
    waiting = Invitation.objects.open().filter(organisation=organisation)
    return Roster(
        today=on,
        people=people,
        names={
            JOB: dict(organisation.roles.values_list("pk", "name")),
            SITE: dict(organisation.sites.values_list("pk", "name")),
            TEAM: {pk: name for pk, name, _site in teams},
            TAGS: tags,
        },
        elsewhere=taken(email for email in emails if email not in ours),
        invited=frozenset(waiting.values_list("email", flat=True)),
        team_sites={pk: site for pk, _name, site in teams if site},
    )


def posts_of(
    organisation: Organisation, *, on: date
) -> tuple[dict[int, list[Post]], dict[int, date]]:
    """Return by membership the jobs held on ``on`` or later, and the last day of the others."""
    posts: dict[int, list[Post]] = defaultdict(list)
    left: dict[int, date] = {}
    rows = MembershipPeriod.objects.current().filter(organisation=organisation)
    for pk, membership, role, site, team, starts, ends in rows.order_by(
        "valid_from", "pk"
    ).values_list("pk", "membership", "role", "site", "team", "valid_from", "valid_until"):
        if ends is not None and ends < on:
            left[membership] = max(ends, left.get(membership, ends))
        else:
            places = {JOB: role, SITE: site, TEAM: team}
            posts[membership].append(Post(pk, places, starts, ends))
    return posts, left


def tags_carried(organisation: Organisation, *, on: date) -> dict[int, set[int]]:
    """Return the tags that each member carries on ``on``, by membership; one query."""
    carried: dict[int, set[int]] = defaultdict(set)
    rows = Tagging.objects.current().on(on).filter(organisation=organisation)
    for membership, tag in rows.values_list("membership", "tag"):
        carried[membership].add(tag)
    return carried


def shared_accounts(organisation: Organisation) -> set[int]:
    """Return the accounts of its people that it may not change: others know them too."""
    ours = Membership.objects.filter(organisation=organisation).values("user")
    elsewhere = Membership.objects.exclude(organisation=organisation).filter(user__in=ours)
    platform = User.objects.filter(is_platform_staff=True, pk__in=ours)
    return {*elsewhere.values_list("user", flat=True), *platform.values_list("pk", flat=True)}


def taken(emails: Iterable[str]) -> frozenset[str]:
    """Return those of ``emails`` that somebody signs in with."""
    asked = sorted({one for one in emails if one})
    found: set[str] = set()
    for start in range(0, len(asked), ADDRESSES_A_QUERY):
        users = User.objects.filter(email__in=asked[start : start + ADDRESSES_A_QUERY])
        found.update(email for email in users.values_list("email", flat=True) if email)
    return frozenset(found)
