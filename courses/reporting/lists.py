"""Tables of the lists that leads keep: filters under a name, and lists sent at intervals."""

from uuid import uuid4

from django.db import models

from courses.accounts.models import Organisation, User

MOST_VIEWS = 20  # of one lead in one organisation
MOST_SCHEDULES = 10


class SavedView(models.Model):
    """One set of filters of a list that a lead keeps under a name, perhaps for other leads too.

    ``query``: the filters as they stand in an address, without a day.
    """

    class Page(models.TextChoices):
        """Which list it is about."""

        PEOPLE = "people", "People"
        MATRIX = "matrix", "Matrix"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    page = models.CharField(max_length=10, choices=Page)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000, blank=True, default="")
    is_shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "owner", "page", "name"], name="one_view_per_name_and_owner"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ScheduledList(models.Model):
    """One list that a lead is told of at intervals: which, how often, and when it was last.

    No file is kept: the mail leads to the list as it was on its day, which asks for a sign-in.
    ``paused_at``: it is told no more until its owner goes on, as when they lost their access.
    """

    class Every(models.TextChoices):
        """How often."""

        WEEK = "week", "Every week"
        MONTH = "month", "Every month"

    key = models.UUIDField(default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    page = models.CharField(max_length=10, choices=SavedView.Page)
    query = models.CharField(max_length=1000, blank=True, default="")
    every = models.CharField(max_length=10, choices=Every)
    made_at = models.DateTimeField()
    next_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="one_scheduled_list_per_key"),
            models.UniqueConstraint(
                fields=["organisation", "owner", "page", "query", "every"],
                name="one_schedule_per_list_and_interval",
            ),
        ]
        indexes = [models.Index(fields=["next_on"], name="scheduled_list_by_day")]

    def __str__(self) -> str:
        return str(self.key)
