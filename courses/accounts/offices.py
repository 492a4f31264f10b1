"""Who somebody was to an organisation on a day, in words of their role and never by name."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from courses.accounts.membership import Access, Grant, Membership
from courses.accounts.models import User


@dataclass(frozen=True, slots=True)
class Offices:
    """What some people may have done for some organisations, each with its days."""

    grants: dict[tuple[int, int], list[Grant]]
    staff: frozenset[int]

    def on(self, day: date, *, user_id: int | None, organisation_id: int) -> str:
        """Return the role of a person on ``day``, such as "a training lead of North".

        Where somebody had several, the first that was given.
        """
        if user_id is None:
            return _("the platform itself")
        for grant in self.grants.get((user_id, organisation_id), []):
            if grant.valid_from <= day and (grant.valid_until is None or day <= grant.valid_until):
                return in_words(grant)
        return _("whoever runs the site") if user_id in self.staff else _("a colleague")


def in_words(grant: Grant) -> str:
    """Return one access level over its place."""
    words = {
        Access.LEAD: _("a training lead of %s"),
        Access.AUTHOR: _("an author of %s"),
        Access.ADMIN: _("an administrator of %s"),
    }
    place = grant.site or grant.team or grant.organisation
    return words[Access(grant.access)] % place.name


def offices_of(user_ids: Collection[int], *, organisation_ids: Collection[int]) -> Offices:
    """Return the roles of these people in these organisations; two queries."""
    rows = Grant.objects.current().filter(
        membership__user__in=user_ids, organisation__in=organisation_ids
    )
    grants: dict[tuple[int, int], list[Grant]] = defaultdict(list)
    for grant in rows.select_related("membership", "organisation", "site", "team").order_by("pk"):
        grants[grant.membership.user_id, grant.organisation_id].append(grant)
    staff = User.objects.filter(pk__in=user_ids, is_platform_staff=True)
    return Offices(grants, frozenset(staff.values_list("pk", flat=True)))


def every_membership_of(user: User) -> list[Membership]:
    """Return where a person is or was a member, with the organisations; one query."""
    return list(Membership.objects.filter(user=user).select_related("organisation").order_by("pk"))
