"""Tables of branching stories."""

from django.db import models
from django.db.models import Q

from courses.catalogue.reference import Fact
from courses.catalogue.structure import CourseVersion, Lesson


class Scenario(models.Model):
    """One branching story of one version; it lets people practise what ``lesson`` teaches."""

    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="scenarios")
    lesson = models.ForeignKey(
        Lesson, on_delete=models.CASCADE, related_name="scenarios", null=True, blank=True
    )
    identifier = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=300, blank=True, default="")
    minutes = models.PositiveSmallIntegerField(default=5)
    start = models.SlugField(max_length=60)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "identifier"], name="one_scenario_per_identifier"
            )
        ]

    def __str__(self) -> str:
        return self.title


class ScenarioNode(models.Model):
    """One moment of a story."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="nodes")
    identifier = models.SlugField(max_length=60)
    source = models.TextField()
    html = models.TextField()
    gentler_source = models.TextField(blank=True, default="")
    gentler_html = models.TextField(blank=True, default="")
    intensity = models.PositiveSmallIntegerField(default=0)
    ending = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(intensity__lt=3) | (Q(intensity=3) & ~Q(gentler_source="")),
                name="strongest_moments_have_a_gentler_form",
            ),
            models.UniqueConstraint(
                fields=["scenario", "identifier"], name="one_node_per_identifier"
            ),
        ]

    def __str__(self) -> str:
        return self.identifier


class Choice(models.Model):
    """One way on from a moment of a story.

    ``feedback`` says what happens, ``gentler`` the same in less detail, ``reasoning`` how an
    experienced colleague sees it; ``noticed`` and ``missed`` are the line of a path's summary, one
    of them empty.
    """

    node = models.ForeignKey(ScenarioNode, on_delete=models.CASCADE, related_name="choices")
    identifier = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    source = models.TextField()
    html = models.TextField()
    feedback_source = models.TextField()
    feedback_html = models.TextField()
    gentler_source = models.TextField(blank=True, default="")
    gentler_html = models.TextField(blank=True, default="")
    reasoning_source = models.TextField(blank=True, default="")
    reasoning_html = models.TextField(blank=True, default="")
    noticed = models.CharField(max_length=300, blank=True, default="")
    missed = models.CharField(max_length=300, blank=True, default="")
    tells = models.BooleanField(default=False)
    facts = models.ManyToManyField(Fact, related_name="+", blank=True)
    leads_to = models.ForeignKey(ScenarioNode, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["node", "identifier"], name="one_choice_per_identifier")
        ]

    def __str__(self) -> str:
        return self.identifier
