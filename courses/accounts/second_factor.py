"""Who must hold a second factor, who holds none yet, and taking a lost one away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from courses.accounts.membership import Access, Grant, MembershipPeriod
from courses.accounts.models import Organisation, User
from courses.accounts.permissions import Rights
from courses.accounts.queries import Place, places_of, rights_of


@dataclass(frozen=True, slots=True)
class Lacking:
    """Somebody with access to one organisation who has set up no second factor."""

    name: str
    email: str
    access: tuple[str, ...]


def must_hold(user: User, *, rights: Iterable[Rights], places: Iterable[Place]) -> bool:
    """Test whether ``user`` is to sign in with a second factor outside the demonstration.

    Platform staff, whoever has access anywhere, and everybody of an organisation that asks for it.
    """
    return (
        user.is_platform_staff
        or any(one.held for one in rights)
        or any(place.organisation.asks_second_factor for place in places)
    )


def must_hold_on(user: User, *, on: date) -> bool:
    """Test the same of one day; two queries."""
    rights = rights_of(user=user, on=on).values()
    return must_hold(user, rights=rights, places=places_of(user=user, on=on))


def lacking_in(organisation: Organisation, *, on: date) -> list[Lacking]:
    """Return who has access to ``organisation`` on ``on`` and no app yet, by name; one query."""
    works_there = (
        MembershipPeriod.objects.current().on(on).filter(membership=OuterRef("membership"))
    )
    apps = Authenticator.objects.filter(
        type=Authenticator.Type.TOTP, user=OuterRef("membership__user")
    )
    grants = (
        Grant.objects.current()
        .on(on)
        .filter(Exists(works_there), ~Exists(apps), organisation=organisation)
        .select_related("membership__user")
        .order_by("membership__user__folded_name", "membership__user_id", "access")
    )
    levels: dict[User, dict[str, None]] = {}
    for one in grants:
        levels.setdefault(one.membership.user, {})[Access(one.access).label] = None
    return [Lacking(user.name, user.email or "", tuple(held)) for user, held in levels.items()]


def forget(*, user: User) -> int:
    """Take every authenticator and recovery code of ``user`` away; return how many there were."""
    count, _by_model = Authenticator.objects.filter(user=user).delete()
    return count
