"""The orders of a list of people: each by an index, so that a page reads no more than it shows.

And what they are ordered by, of chosen people.
"""

from collections.abc import Iterable
from typing import Final

from courses.accounts.membership import Membership, MembershipQuerySet
from courses.common.among import packed
from courses.common.paging import Page, page_of

NAME: Final = ("user__folded_name", "pk")
NUMBER: Final = ("staff_number", "pk")
# By its name in an address: the keys, and whether the last comes first.
USUAL: Final = "name"
ORDERS: Final = {
    "name": (NAME, False),
    "-name": (NAME, True),
    "number": (NUMBER, False),
    "-number": (NUMBER, True),
}


def ordered(people: MembershipQuerySet, order: str = USUAL) -> MembershipQuerySet:
    """Return ``people`` in one of ``ORDERS``; equal ones by id, the same way round."""
    keys, descending = ORDERS[order]
    return people.order_by(*(f"-{key}" if descending else key for key in keys))


def page_of_people(
    people: MembershipQuerySet, *, cursor: str, order: str = USUAL, size: int = 50
) -> Page[Membership]:
    """Return one keyset page of ``people`` in one of ``ORDERS``, from ``cursor`` on; one query."""
    keys, descending = ORDERS[order]
    return page_of(people, keys=keys, cursor=cursor, size=size, descending=descending)


def folded_names(membership_ids: Iterable[int]) -> dict[int, str]:
    """Return what these members are sorted by, by id; one query, none for nobody."""
    members = Membership.objects.filter(pk__among=packed(membership_ids))
    return dict(members.values_list("pk", "user__folded_name"))


def staff_numbers(membership_ids: Iterable[int]) -> dict[int, str]:
    """Return the staff numbers of these members, by id; one query, none for nobody."""
    members = Membership.objects.filter(pk__among=packed(membership_ids))
    return dict(members.values_list("pk", "staff_number"))
