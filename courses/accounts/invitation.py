"""The table of invitations: offers to join an organisation, answered by the link in a mail."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from courses.accounts.membership import Access, Membership
from courses.accounts.models import Organisation, Role, Site, Team
from courses.common.scope import Scope, ScopedQuerySet


class InvitationQuerySet(ScopedQuerySet["Invitation"]):
    """The questions other code may ask of invitations, by name."""

    def open(self) -> Self:
        """Keep the invitations that were neither used nor withdrawn; some may have run out."""
        return self.filter(used_at__isnull=True, withdrawn_at__isnull=True)

    def usable(self, at: datetime) -> Self:
        """Keep the invitations whose link still works at ``at``."""
        return self.open().filter(expires_at__gt=at)

    def at_places(self, scope: Scope) -> Self:
        """Keep the invitations to one of the scope's sites or teams."""
        return self.filter(Q(site__in=scope.site_ids) | Q(team__in=scope.team_ids))


class Invitation(models.Model):
    """One offer to join an organisation, sent to one address; the mail alone holds the token.

    ``membership`` is set where the person became a member at once, because nobody on the platform
    had the address; otherwise they become one when they accept.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    name = models.CharField(max_length=200)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    staff_number = models.CharField(max_length=40, blank=True, default="")
    starts_on = models.DateField()
    access = models.CharField(max_length=10, choices=Access, blank=True, default="")
    access_site = models.ForeignKey(
        Site, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    token_hash = models.CharField(max_length=64)
    invited_at = models.DateTimeField()
    invited_by_id = models.BigIntegerField(null=True, blank=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], name="invitation_token_is_unique"),
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_per_address",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_is_used_or_withdrawn_not_both",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "invited_at"], name="invitation_by_org")]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
