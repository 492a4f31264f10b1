"""Tables of enrolments, progress, answers to checks, and completions."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from courses.accounts.models import Organisation, User
from courses.catalogue.models import Course, CourseVersion, Item, Lesson, Scenario
from courses.common.history import HistoryQuerySet, HistoryRow
from courses.common.scope import ScopedQuerySet


class EnrolmentQuerySet(ScopedQuerySet["Enrolment"]):
    """The questions other code may ask of enrolments, by name."""

    def open(self) -> Self:
        """Keep the enrolments that are not closed."""
        return self.filter(closed_at__isnull=True)


class Enrolment(models.Model):
    """One learner taking one version of a course under one organisation.

    ``practised``: which practice referrals were done and on which day, written and read by
    ``practice`` alone. What was typed there is kept nowhere. The learner's own: nobody else is
    shown it.
    """

    class Reason(models.TextChoices):
        """Why the learner has this course."""

        REQUIRED = "required", "Required for your job"
        CHOSEN = "chosen", "You chose it"

    registration = models.UUIDField(default=uuid4, editable=False)
    learner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="enrolments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(CourseVersion, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason, default=Reason.CHOSEN)
    enrolled_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    practised = models.JSONField(default=dict)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration"], name="registration_is_unique"),
            models.UniqueConstraint(
                fields=["learner", "organisation", "course"],
                condition=Q(closed_at__isnull=True),
                name="one_open_enrolment_per_learner_and_course",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "course"], name="enrolment_by_org_course"),
            models.Index(fields=["learner", "organisation", "course"], name="enrolment_by_learner"),
        ]

    def __str__(self) -> str:
        return str(self.registration)


class CourseOpening(models.Model):
    """One course of one organisation with the day from which it may be begun; empty: it is open."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    opens_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "course"],
                name="one_opening_per_course_and_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"opening {self.pk}"


class LessonProgress(models.Model):
    """How far one enrolment is in one lesson.

    ``tested_out``: complete without reading, for the pre-test showed that it was known.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="progress")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="+")
    last_block = models.SlugField(max_length=60, blank=True, default="")
    opened_at = models.DateTimeField()
    placed_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)
    tested_out = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "lesson"], name="one_progress_per_enrolment_and_lesson"
            ),
            models.CheckConstraint(
                condition=Q(tested_out=False) | Q(completed_at__isnull=False),
                name="tested_out_lesson_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"progress {self.pk}"


class CheckAnswer(models.Model):
    """One enrolment's answer to one inline check.

    The first, for figures, and the latest, for the learner.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="check_answers")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    first_chosen = models.JSONField(default=dict)
    latest_chosen = models.JSONField(default=dict)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "item"], name="one_answer_per_check")
        ]

    def __str__(self) -> str:
        return f"check answer {self.pk}"


class ScenarioPath(models.Model):
    """The way of one enrolment through one story.

    ``steps`` is written and read by ``story`` alone. The learner's own: nobody else is shown it.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="paths")
    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="+")
    steps = models.JSONField(default=dict)
    placed_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "scenario"], name="one_path_per_enrolment_and_scenario"
            )
        ]

    def __str__(self) -> str:
        return f"path {self.pk}"


class Completion(HistoryRow):
    """One person met one course on one day."""

    class How(models.TextChoices):
        """What showed that the course was met."""

        QUIZ = "quiz", "Quiz passed"
        LESSONS = "lessons", "Lessons completed"
        RECORDED = "recorded", "Recorded by the organisation"
        ACCEPTED = "accepted", "Outside record accepted"

    class Mode(models.TextChoices):
        """Where it was met; it counts the same."""

        OWN = "own", "In one's own time"
        ROOM = "room", "In a training room"

    learner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="completions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(
        CourseVersion, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="completions", null=True, blank=True
    )
    completed_at = models.DateTimeField()
    completed_on = models.DateField()
    minutes = models.PositiveIntegerField()
    how = models.CharField(max_length=10, choices=How)
    mode = models.CharField(max_length=4, choices=Mode, default=Mode.OWN)
    evidence = models.CharField(max_length=500, blank=True, default="")

    objects = HistoryQuerySet["Completion"].as_manager()

    class Meta(HistoryRow.Meta):
        abstract = False
        constraints = [
            *HistoryRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(superseded_at__isnull=True),
                name="one_current_completion_per_enrolment",
            ),
            models.CheckConstraint(
                condition=Q(enrolment__isnull=False) | ~Q(evidence=""),
                name="completion_has_enrolment_or_evidence",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "course", "learner", "completed_on", "version"],
                condition=Q(superseded_at__isnull=True),
                name="completion_by_org_course",
            ),
            models.Index(fields=["learner"], name="completion_by_learner"),
            # Holds what is asked of each enrolment: whether the course was met by a day.
            models.Index(
                fields=["enrolment", "completed_on"],
                condition=Q(superseded_at__isnull=True, enrolment__isnull=False),
                name="completion_by_enrolment",
            ),
            models.Index(fields=["organisation", "recorded_at"], name="completion_recorded"),
            models.Index(
                fields=["organisation", "superseded_at"],
                condition=Q(superseded_at__isnull=False),
                name="completion_superseded",
            ),
        ]

    def __str__(self) -> str:
        return f"completion {self.pk}"
