"""Tables of the trail, without foreign keys: every room may record, nothing cascades into it."""

from django.db import models


class AuditChain(models.Model):
    """The head of one organisation's chain (0 = the platform's), and where its kept part begins."""

    organisation_id = models.BigIntegerField()
    last_sequence = models.BigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default="", blank=True)
    closed_through = models.BigIntegerField(default=0)
    closed_hash = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id"], name="one_chain_per_organisation")
        ]

    def __str__(self) -> str:
        return f"chain {self.organisation_id}"


class AuditEvent(models.Model):
    """One thing that happened: who did what to which row, when; never a name or an answer."""

    chain = models.BigIntegerField()
    sequence = models.BigIntegerField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True, blank=True)
    verb = models.CharField(max_length=40)
    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    details = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="one_event_per_sequence")
        ]
        indexes = [
            models.Index(fields=["chain", "about_kind", "about_id"], name="audit_by_subject")
        ]

    def __str__(self) -> str:
        return f"{self.chain}/{self.sequence} {self.verb}"
