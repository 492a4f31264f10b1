"""The tables of uploaded staff files: the file, its rows until they are settled, its columns."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from courses.accounts.models import Organisation, User
from courses.accounts.staff_roster import Kind

OPEN = ("columns", "reading", "waiting", "applying", "undoing")


class StaffFileQuerySet(models.QuerySet["StaffFile"]):
    """The questions other code may ask of staff files, by name."""

    def open(self) -> Self:
        """Keep the files that are not settled yet; an organisation has one at most."""
        return self.filter(state__in=OPEN)


class StaffFile(models.Model):
    """One uploaded list of staff and what became of it.

    ``everybody``: whoever is not in it has left. ``columns``, ``counts`` and ``foreseen``, what it
    would make of people's standings, are versioned JSON.
    ``rows_done`` is how far reading, applying or undoing has come.
    """

    class State(models.TextChoices):
        """How far an uploaded list has come."""

        COLUMNS = "columns", "Columns to be named"
        READING = "reading", "Being read"
        REFUSED = "refused", "Not readable"
        WAITING = "waiting", "Waiting for you"
        APPLYING = "applying", "Being applied"
        APPLIED = "applied", "Applied"
        DISCARDED = "discarded", "Discarded"
        UNDOING = "undoing", "Being undone"
        UNDONE = "undone", "Undone"

    reference = models.UUIDField(default=uuid4, editable=False, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=150)
    everybody = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State)
    read_as = models.CharField(max_length=100, blank=True, default="")
    problem = models.CharField(max_length=300, blank=True, default="")
    columns = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    foreseen = models.JSONField(default=dict)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    touched_at = models.DateTimeField()

    objects = StaffFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state__in=OPEN),
                name="one_staff_file_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(rows_done__lte=models.F("rows_total")),
                name="no_more_rows_are_done_than_there_are",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-at"], name="staff_file_by_org")]

    def __str__(self) -> str:
        return self.file_name


class StaffFileRow(models.Model):
    """One row of a staff file, or one person who is missing from it, and what it comes to.

    ``row`` is the row of the file, empty for who is missing. ``content`` and ``undo`` are
    versioned JSON, read and written in ``staff_rows``. ``becomes`` says in which courses the
    standing would change, and to what: see ``staff_foreseen``.
    """

    file = models.ForeignKey(StaffFile, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    row = models.PositiveIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Kind])
    name = models.CharField(max_length=200)
    membership_id = models.BigIntegerField(null=True, blank=True)
    becomes = models.TextField(blank=True, default="")
    content = models.JSONField(default=dict)
    undo = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file", "position"], name="one_staff_file_row_per_position"
            )
        ]
        indexes = [models.Index(fields=["file", "kind", "position"], name="staff_row_by_kind")]

    def __str__(self) -> str:
        return f"row {self.position}"


class StaffColumns(models.Model):
    """What one organisation's column headings mean, remembered from file to file."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    columns = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"columns of organisation {self.organisation_id}"
