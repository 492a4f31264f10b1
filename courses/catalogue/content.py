"""Tables of questions and of the quiz that draws them."""

from django.db import models
from django.db.models import F, Q

from courses.catalogue.structure import Block, CourseVersion, LearningOutcome


class Item(models.Model):
    """One question, for a check inside a lesson, for the quiz, or for both."""

    class Kind(models.TextChoices):
        """How the question is answered; each kind has one module in ``item_types``."""

        CHOICE = "choice", "One answer"
        MULTIPLE = "multiple", "Several answers"
        ORDER = "order", "Put in order"
        MATCH = "match", "Match pairs"

    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="items")
    outcome = models.ForeignKey(LearningOutcome, on_delete=models.PROTECT, related_name="items")
    identifier = models.SlugField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind)
    stem_source = models.TextField()
    stem_html = models.TextField()
    critical = models.BooleanField(default=False)
    shuffle = models.BooleanField(default=True)
    in_check = models.BooleanField(default=False)
    in_quiz = models.BooleanField(default=False)
    is_case = models.BooleanField(default=False)
    is_held = models.BooleanField(default=False)
    choose = models.PositiveSmallIntegerField(null=True, blank=True)
    anchor = models.ForeignKey(
        Block, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    facts = models.ManyToManyField("courses.Fact", related_name="items", blank=True)
    procedure = models.ForeignKey(
        "courses.Fact", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "identifier"], name="one_item_per_identifier"
            ),
            models.CheckConstraint(
                condition=Q(is_held=False) | Q(in_quiz=False), name="held_item_is_never_drawn"
            ),
        ]

    def __str__(self) -> str:
        return self.identifier


class Option(models.Model):
    """One offered answer with the feedback that explains it."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="options")
    identifier = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    source = models.TextField()
    html = models.TextField()
    feedback_source = models.TextField()
    feedback_html = models.TextField()
    correct = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    pair = models.CharField(max_length=200, blank=True, default="")
    misconception = models.ForeignKey(
        "courses.Misconception", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "identifier"], name="one_option_per_identifier"
            ),
            models.CheckConstraint(condition=~Q(feedback_source=""), name="option_has_feedback"),
        ]

    def __str__(self) -> str:
        return self.identifier


class Assessment(models.Model):
    """The quiz of one version; mastery is k of n, kept unreduced."""

    version = models.OneToOneField(
        CourseVersion, on_delete=models.CASCADE, related_name="assessment"
    )
    mastery_numerator = models.PositiveSmallIntegerField()
    mastery_denominator = models.PositiveSmallIntegerField()
    attempts_allowed = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes_allowed = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(mastery_numerator__gt=0)
                & Q(mastery_numerator__lte=F("mastery_denominator")),
                name="mastery_is_above_0_and_at_most_1",
            ),
        ]

    def __str__(self) -> str:
        return f"quiz {self.pk}"


class Section(models.Model):
    """One line of the blueprint: how many items are drawn from which outcomes."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    outcomes = models.ManyToManyField(LearningOutcome, related_name="+")
    draw = models.PositiveSmallIntegerField()
    critical_draw = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "position"], name="one_section_per_position"
            ),
            models.CheckConstraint(condition=Q(draw__gte=1), name="section_draws_at_least_one"),
            models.CheckConstraint(
                condition=Q(critical_draw__lte=F("draw")),
                name="section_draws_no_more_critical_items_than_items",
            ),
        ]

    def __str__(self) -> str:
        return f"section {self.position}"
