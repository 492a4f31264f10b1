"""Who carries which tag: asked for many people, put on and taken off from a day on.

No transaction is opened here.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from courses.accounts.membership import Membership, MembershipQuerySet, Tagging
from courses.common.scope import Scope

DAY = timedelta(days=1)


def taggings_of(membership_ids: Collection[int], *, on: date, held: bool = False) -> list[Tagging]:
    """Return what these people carry on ``on`` or later, the first first; one query.

    With ``held`` the rows are held until the commit.
    """
    rows = Tagging.objects.current().filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=on), membership__in=membership_ids
    )
    rows = rows.order_by("valid_from", "pk")
    return list(rows.select_for_update(no_key=True) if held else rows)


def every_tagging_of(membership: Membership, *, known_at: datetime | None = None) -> list[Tagging]:
    """Return every tag one member carried or carries, as known at a moment; one query."""
    rows = Tagging.objects.known(known_at).filter(membership=membership)
    return list(rows.select_related("tag").order_by("valid_from", "pk"))


def names_carried(organisation_id: int, *, on: date) -> dict[int, list[str]]:
    """Return the names of the tags that each member carries on ``on``, by name; one query."""
    carried: dict[int, list[str]] = {}
    rows = Tagging.objects.current().on(on).filter(organisation=organisation_id)
    for membership, name in rows.order_by("tag__name").values_list("membership", "tag__name"):
        carried.setdefault(membership, []).append(name)
    return carried


def names_on(taggings: Iterable[Tagging], day: date) -> list[str]:
    """Return the names of the tags carried on ``day``, by name."""
    held = (one for one in taggings if one.valid_from <= day)
    return sorted(
        {one.tag.name for one in held if one.valid_until is None or one.valid_until >= day}
    )


def carrying(people: MembershipQuerySet, *, tag_id: int, scope: Scope) -> MembershipQuerySet:
    """Keep those of ``people`` who carry a tag on the day of ``scope``; no query."""
    carried = Tagging.objects.known(scope.known_at).on(scope.on)
    return people.filter(Exists(carried.filter(membership=OuterRef("pk"), tag=tag_id)))


def put_on(
    pairs: Iterable[tuple[int, int]],
    *,
    organisation_id: int,
    on: date,
    at: datetime,
    actor_id: int | None,
) -> list[Tagging]:
    """Let each (membership, tag) hold from ``on`` on; return the rows made; one statement."""
    return Tagging.objects.bulk_create(
        Tagging(
            membership_id=membership,
            organisation_id=organisation_id,
            tag_id=tag,
            valid_from=on,
            recorded_at=at,
            recorded_by_id=actor_id,
        )
        for membership, tag in pairs
    )


def take_off(
    taggings: Sequence[Tagging], *, on: date, at: datetime, actor_id: int | None
) -> list[Tagging]:
    """Let ``taggings`` hold until the day before ``on``; return the rows made instead.

    One that would end before it begins is taken back. Two statements.
    """
    supersede(taggings, at=at)
    return again(
        [one for one in taggings if one.valid_from < on],
        valid_until=on - DAY,
        at=at,
        actor_id=actor_id,
    )


def supersede(taggings: Sequence[Tagging], *, at: datetime) -> None:
    """Take ``taggings`` out of what is known from ``at`` on."""
    Tagging.objects.filter(pk__in=[one.pk for one in taggings]).update(superseded_at=at)


def again(
    taggings: Sequence[Tagging],
    *,
    valid_until: date | None,
    at: datetime,
    actor_id: int | None,
) -> list[Tagging]:
    """Write ``taggings`` once more, each in its thread, until ``valid_until``."""
    return Tagging.objects.bulk_create(
        Tagging(
            thread=one.thread,
            membership_id=one.membership_id,
            organisation_id=one.organisation_id,
            tag_id=one.tag_id,
            valid_from=one.valid_from,
            valid_until=valid_until,
            recorded_at=at,
            recorded_by_id=actor_id,
        )
        for one in taggings
    )


def carried_again(ended: Sequence[Tagging], *, besides: Collection[int]) -> set[int]:
    """Return who carries a tag of ``ended`` once more, by another row than those; one query."""
    pairs = {(one.membership_id, one.tag_id) for one in ended}
    if not pairs:
        return set()
    held = Tagging.objects.current().filter(membership__in={member for member, _tag in pairs})
    return {
        one.membership_id
        for one in held.exclude(pk__in=besides)
        if (one.membership_id, one.tag_id) in pairs and one.valid_until is None
    }


def put_back(
    members: Collection[int],
    *,
    made: Sequence[int],
    ended: Sequence[int],
    at: datetime,
    actor_id: int | None,
) -> set[int]:
    """Put the taggings ``ended`` back in place of those ``made``; return whose were.

    Of somebody whose tag was changed meanwhile, nothing is put back.
    """
    after = list(Tagging.objects.filter(pk__in=made))
    before = list(Tagging.objects.filter(pk__in=ended))
    changed = {one.membership_id for one in after if one.superseded_at is not None}
    changed |= carried_again(before, besides=made)
    mine = {one.membership_id for one in (*after, *before)}.intersection(members) - changed
    supersede([one for one in after if one.membership_id in mine], at=at)
    back = [one for one in before if one.membership_id in mine]
    for until in {one.valid_until for one in back}:
        some = [one for one in back if one.valid_until == until]
        again(some, valid_until=until, at=at, actor_id=actor_id)
    return mine
