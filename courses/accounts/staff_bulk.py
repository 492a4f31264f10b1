"""Writes about many people at once: a chunk of a staff file, and taking it back.

No transaction is opened here; each function says how many statements it needs at most.
"""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db.models import Q

from courses.accounts.access import day_before
from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.models import Organisation, User
from courses.accounts.places import names_of
from courses.accounts.staff_columns import EMAIL, END, JOB, NAME, NUMBER, SITE, START, TAGS, TEAM
from courses.common.names import fold_name

HISTORY = ("id", "recorded_at", "recorded_by_id", "superseded_at")


@dataclass(slots=True)
class Writing:
    """What a chunk does to the days at work, by position of the row: ended and made periods.

    ``readdressed``: whose address changes, with the new one.
    """

    at: datetime
    actor_id: int | None
    ended: dict[int, list[MembershipPeriod]] = field(default_factory=lambda: defaultdict(list))
    made: dict[int, list[MembershipPeriod]] = field(default_factory=lambda: defaultdict(list))
    readdressed: list[User] = field(default_factory=list)

    def replace(self, position: int, old: MembershipPeriod, **changes: Any) -> None:
        """Let the next revision of ``old``, in its thread, have ``changes``."""
        self.ended[position].append(old)
        self.again(position, old, **changes)

    def again(self, position: int, old: MembershipPeriod, **changes: Any) -> None:
        """Write what ``old`` says once more, in its thread, with ``changes``."""
        kept = {
            one.attname: getattr(old, one.attname)
            for one in MembershipPeriod._meta.concrete_fields  # noqa: SLF001 - Django's public way to a model's fields
            if one.attname not in HISTORY
        }
        self.add(position, **(kept | changes))

    def add(self, position: int, **values: Any) -> None:
        """Let there be a period with ``values``."""
        told = {"recorded_at": self.at, "recorded_by_id": self.actor_id}
        self.made[position].append(MembershipPeriod(**values, **told))

    def save(self) -> None:
        """Write everything; two statements."""
        ended = [old.pk for some in self.ended.values() for old in some]
        MembershipPeriod.objects.filter(pk__in=ended).update(superseded_at=self.at)
        MembershipPeriod.objects.bulk_create(new for some in self.made.values() for new in some)

    def save_addresses(self) -> None:
        """Write the addresses that change; two statements, none where there are none.

        After the trail: nobody can refer to such a person until the commit, and whoever waits for
        that has locked the trail.
        """
        if self.readdressed:
            User.objects.bulk_create(
                self.readdressed,
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=["email"],
            )
            EmailAddress.objects.filter(user__in=self.readdressed).delete()

    def undo_of(self, position: int) -> dict[str, list[int]]:
        """Return what taking one row back needs: the periods it ended and those it made."""
        return {
            "ended": [one.pk for one in self.ended.get(position, [])],
            "made": [one.pk for one in self.made.get(position, [])],
        }


def lock(organisation: Organisation) -> None:
    """Hold the row of ``organisation`` until the commit: its people change one file at a time."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def hold(membership_ids: Sequence[int]) -> None:
    """Hold these people's rows until the commit, in the order of all who hold many; one query."""
    people = Membership.objects.filter(pk__in=membership_ids).values("user")
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=people)
    list(rows.order_by("pk").values("pk"))


def places_there(organisation: Organisation) -> dict[str, Container[int]]:
    """Return the ids of its jobs, sites, teams and tags, by field of a staff file; one query."""
    names = names_of(organisation.pk)
    return {JOB: names.roles, SITE: names.sites, TEAM: names.teams, TAGS: names.tags}


def members_by_id(ids: Sequence[int]) -> dict[int, Membership]:
    """Return these memberships with their people; one query."""
    return Membership.objects.select_related("user").in_bulk(ids)


def periods_by_id(ids: Sequence[int]) -> dict[int, MembershipPeriod]:
    """Return those of these periods that are current, held until the commit; one query."""
    rows = MembershipPeriod.objects.current().select_for_update(no_key=True).filter(pk__in=ids)
    return {row.pk: row for row in rows}


def working_among(ids: Sequence[int], *, on: date) -> set[int]:
    """Return those of these memberships that hold a job on ``on`` or later; one query."""
    later = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    rows = MembershipPeriod.objects.current().filter(later, membership__in=ids)
    return set(rows.values_list("membership", flat=True))


def every_period(ids: Sequence[int]) -> dict[int, MembershipPeriod]:
    """Return these periods, superseded ones too; one query."""
    return MembershipPeriod.objects.in_bulk(ids)


def join(
    *, organisation: Organisation, rows: Mapping[int, Mapping[str, Any]], writing: Writing
) -> dict[int, Membership]:
    """Make a person and a member of each of ``rows`` (what to write, by position).

    They sign in by one-time code. Two statements; the days at work follow with ``writing``.
    """
    users = User.objects.bulk_create(
        User(
            name=one[NAME],
            folded_name=fold_name(one[NAME]),
            email=one[EMAIL],
            password=make_password(None),
        )
        for one in rows.values()
    )
    members = Membership.objects.bulk_create(
        Membership(user=user, organisation=organisation, staff_number=one[NUMBER])
        for user, one in zip(users, rows.values(), strict=True)
    )
    found = dict(zip(rows, members, strict=True))
    for position, member in found.items():
        begin(position, member, rows[position], writing)
    return found


def begin(position: int, member: Membership, write: Mapping[str, Any], writing: Writing) -> None:
    """Let ``member`` work from a day on."""
    writing.add(
        position,
        membership_id=member.pk,
        organisation_id=member.organisation_id,
        role_id=write[JOB],
        site_id=write[SITE],
        team_id=write[TEAM],
        valid_from=write[START],
        valid_until=write[END],
    )


def move(
    position: int, old: MembershipPeriod, write: Mapping[str, Any], today: date, writing: Writing
) -> None:
    """Let the member of ``old`` work as ``write`` says from ``today`` on; earlier days stay."""
    places = {"role_id": write[JOB], "site_id": write[SITE], "team_id": write[TEAM]}
    if old.valid_from >= today:
        first = write.get(START) or old.valid_from
        writing.replace(position, old, **places, valid_from=first)
        return
    writing.replace(position, old, valid_until=day_before(today))
    writing.add(
        position,
        membership_id=old.membership_id,
        organisation_id=old.organisation_id,
        **places,
        valid_from=today,
        valid_until=old.valid_until,
    )


def end(
    position: int, periods: Sequence[MembershipPeriod], last_day: date, writing: Writing
) -> None:
    """Let ``periods`` end with ``last_day``; one that begins later is taken back."""
    for old in periods:
        if old.valid_from > last_day:
            writing.ended[position].append(old)
        elif old.valid_until != last_day:
            writing.replace(position, old, valid_until=last_day)


def write_details(
    members: Mapping[int, Membership], writes: Mapping[int, Mapping[str, Any]]
) -> list[User]:
    """Write names and numbers of ``members``; return whose address changes, to be written last.

    ``writes`` holds the fields that change, by membership. Two statements.
    """
    readdressed: list[User] = []
    for pk, write in writes.items():
        member = members[pk]
        if NAME in write:
            member.user.name, member.user.folded_name = write[NAME], fold_name(write[NAME])
        if EMAIL in write and member.user.email != (write[EMAIL] or None):
            member.user.email = write[EMAIL] or None
            readdressed.append(member.user)
        if NUMBER in write:
            member.staff_number = write[NUMBER]
    changed = [members[pk] for pk in writes]
    # As upserts: many times as fast as bulk updates. Without the address, for an upsert that names
    # a unique column lets nobody refer to the row until the commit, even where it stays the same.
    User.objects.bulk_create(
        [one.user for one in changed],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["name", "folded_name"],
    )
    Membership.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["id"], update_fields=["staff_number"]
    )
    return readdressed


def numbers_taken(organisation: Organisation, numbers: Sequence[str]) -> set[str]:
    """Return those of ``numbers`` that somebody of the organisation has; one query."""
    return set(holders_of(organisation, numbers))


def holders_of(organisation: Organisation, numbers: Sequence[str]) -> dict[str, int]:
    """Return the membership of whoever has one of ``numbers``, by number; one query."""
    there = Membership.objects.filter(organisation=organisation, staff_number__in=numbers)
    return dict(there.exclude(staff_number="").values_list("staff_number", "pk"))
