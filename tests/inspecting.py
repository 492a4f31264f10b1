"""A builder of inspection packs, links to them, and lines of the log of gaps."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from courses.accounts.holds import LegalHold
from courses.accounts.membership import Access, Grant, Membership
from courses.accounts.models import Organisation, Site, User
from courses.common.dates import local_date
from courses.common.scope import Scope
from courses.reporting import services as reporting
from courses.reporting.models import GapAction, InspectionLink, InspectionPack
from courses.usecases.hold_person import hold_person
from courses.usecases.make_inspection_pack import make_pack


def token_of(slug: str) -> str:
    """Return the token of an organisation's link, 43 characters as every token."""
    return f"token-of-{slug}-".ljust(43, "x")


def make_one(
    organisation: Organisation,
    by: User,
    *,
    scope: Scope | None = None,
    at: datetime | None = None,
    where: str = "The whole organisation",
) -> InspectionPack:
    """Make a pack of everybody today, or of ``scope``, and return it ready."""
    at = at or timezone.now()
    scope = scope or Scope(organisation.pk, local_date(at), whole=True)
    pack = reporting.ask_for_pack(organisation=organisation, scope=scope, where=where, by=by, at=at)
    assert make_pack(pack=pack, with_questions=True, at=at)
    return pack


def a_lead_of(organisation: Organisation) -> User:
    """Return the first training lead of an organisation: a link opens while its maker may."""
    grants = Grant.objects.filter(organisation=organisation, access=Access.LEAD)
    return grants.select_related("membership__user").earliest("pk").membership.user


def inspection_of(user: User, organisation: Organisation, site: Site) -> dict[str, Any]:
    """Return one pack of a site with a link and a line of the log, as addresses name them."""
    pack = InspectionPack.objects.filter(organisation=organisation).first()
    now = timezone.now()
    if pack is None:
        scope = Scope(organisation.pk, local_date(now), site_ids=frozenset({site.pk}))
        pack = make_one(organisation, user, scope=scope, at=now, where=site.name)
        reporting.share(
            pack=pack,
            token=token_of(organisation.slug),
            for_whom="An inspector",
            by=a_lead_of(organisation),
            at=now,
            expires_at=now + timedelta(days=14),
        )
        reporting.note_gap(
            organisation=organisation,
            site=site,
            gap="Two starters have not begun",
            action="Talk to both",
            owner="Lewis Grant",
            noted_on=local_date(now),
            due_on=local_date(now) + timedelta(days=14),
            at=now,
            actor_id=user.pk,
        )
    held = LegalHold.objects.filter(organisation=organisation).first()
    if held is None:
        member = Membership.objects.get(organisation=organisation, user=user)
        held = hold_person(membership=member, reason="A claim", at=now, actor_id=user.pk)
    return {
        "hold": held.thread,
        "pack": pack.reference,
        "link": InspectionLink.objects.get(organisation=organisation).pk,
        "gap": GapAction.objects.get(organisation=organisation).thread,
        "inspection": token_of(organisation.slug),
    }
