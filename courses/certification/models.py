"""Tables of issued certificates, and of how an organisation has its own printed."""

from typing import Self

from django.db import models
from django.db.models import Q

from courses.accounts.models import Organisation, User
from courses.common.scope import ScopedQuerySet


class CertificateQuerySet(ScopedQuerySet["Certificate"]):
    """The questions other code may ask of certificates, by name."""

    def live(self) -> Self:
        """Keep those neither withdrawn nor replaced."""
        return self.filter(revoked_at__isnull=True, replaced_at__isnull=True)


class Certificate(models.Model):
    """One issued certificate, its printed words fixed for ever."""

    number = models.CharField(max_length=26)
    completion_thread = models.UUIDField()
    learner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="certificates")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    printed_name = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    version = models.CharField(max_length=30)
    printed = models.JSONField(default=dict)
    issued_at = models.DateTimeField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    signature = models.CharField(max_length=200)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by_id = models.BigIntegerField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=300, blank=True, default="")
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="replaced_by", null=True, blank=True
    )
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="certificate_number_is_unique"),
            models.UniqueConstraint(
                fields=["completion_thread"],
                condition=Q(revoked_at__isnull=True, replaced_at__isnull=True),
                name="one_live_certificate_per_completion",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True)
                | (
                    Q(revoked_at__isnull=False, revoked_by_id__isnull=False) & ~Q(revoked_reason="")
                ),
                name="revoked_has_time_actor_and_reason",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "valid_until"], name="certificate_by_end")]

    def __str__(self) -> str:
        return self.number


class HolderLink(models.Model):
    """One door to one certificate that shows its name, for whoever its holder gives it to.

    It runs out by itself or is cancelled. Its address is signed, not kept.
    """

    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="holder_links"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")),
                name="holder_link_expires_after_it_is_made",
            )
        ]

    def __str__(self) -> str:
        return f"link to certificate {self.certificate_id}"


class Badge(models.Model):
    """The digital badge of one certificate, made when its holder asked: signed text, never changed.

    ``status_list`` and ``status_index`` say which bit of which public list tells that it counts no
    more: chance picks the bit, so that the list says nothing about who was issued what, and when.
    """

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="badge")
    compact = models.TextField()
    status_list = models.PositiveIntegerField()
    status_index = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["status_list", "status_index"], name="one_badge_per_bit_of_a_status_list"
            )
        ]

    def __str__(self) -> str:
        return f"badge of certificate {self.certificate_id}"


class CertificateDesign(models.Model):
    """One organisation's certificate look: what the next certificate is printed with.

    ``logo`` is the SHA-256 of the picture, empty where none is printed.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    logo = models.CharField(max_length=64, blank=True, default="")
    signatory = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation"], name="one_design_per_organisation")
        ]

    def __str__(self) -> str:
        return f"design of organisation {self.organisation_id}"
