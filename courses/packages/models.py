"""The table of uploaded packages and what became of them."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from courses.accounts.models import Organisation, User
from courses.catalogue.models import CourseVersion


class RunQuerySet(models.QuerySet["ImportRun"]):
    """The questions other code may ask of uploads, by name."""

    def open(self) -> Self:
        """Keep the uploads that the same file, sent again, takes up anew."""
        return self.filter(state__in=ImportRun.OPEN)


class ImportRun(models.Model):
    """One uploaded file and what became of it."""

    class State(models.TextChoices):
        """How far an uploaded package has come."""

        REFUSED = "refused", "Refused"
        UNCHANGED = "unchanged", "No change"
        WAITING = "waiting", "Waiting for you"
        IMPORTED = "imported", "Draft made"
        DISCARDED = "discarded", "Discarded"

    OPEN = (State.REFUSED, State.UNCHANGED, State.WAITING)

    reference = models.UUIDField(default=uuid4, editable=False, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State)
    plan = models.JSONField(default=dict)
    problems = models.JSONField(default=dict)
    version = models.ForeignKey(
        CourseVersion, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sha256"],
                condition=Q(state__in=["refused", "unchanged", "waiting"]),
                name="one_open_run_per_file_and_organisation",
            ),
            models.CheckConstraint(
                condition=~Q(state="imported") | Q(version__isnull=False),
                name="imported_run_has_a_version",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-at"], name="run_by_organisation")]

    def __str__(self) -> str:
        return self.file_name
