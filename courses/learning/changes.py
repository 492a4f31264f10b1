"""Tables of what changed after people completed a course: who is asked to read it, and who did."""

from django.db import models
from django.db.models import Q

from courses.catalogue.models import CourseVersion
from courses.learning.models import Enrolment


class ChangeNotice(models.Model):
    """One request that whoever completed an earlier version reads what changed in ``version``."""

    version = models.OneToOneField(CourseVersion, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=60),
                name="reading_a_change_takes_1_to_60_minutes",
            )
        ]

    def __str__(self) -> str:
        return f"notice of version {self.version_id}"


class ChangeRead(models.Model):
    """One person confirmed having read what changed from what they completed to ``version``."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(CourseVersion, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    read_at = models.DateTimeField()
    read_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "version"], name="one_reading_of_a_change_per_enrolment"
            )
        ]

    def __str__(self) -> str:
        return f"reading {self.pk}"
