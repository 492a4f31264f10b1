"""Tables of branching stories."""

from django.db import models

from courses.catalogue.structure import CourseVersion


class Scenario(models.Model):
    """One branching story of one version."""

    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="scenarios")
    identifier = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    start = models.SlugField(max_length=60)

    class Meta:
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
    ending = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "identifier"], name="one_node_per_identifier"
            )
        ]

    def __str__(self) -> str:
        return self.identifier


class Choice(models.Model):
    """One way on from a moment of a story."""

    node = models.ForeignKey(ScenarioNode, on_delete=models.CASCADE, related_name="choices")
    identifier = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    source = models.TextField()
    html = models.TextField()
    feedback_source = models.TextField()
    feedback_html = models.TextField()
    leads_to = models.ForeignKey(ScenarioNode, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["node", "identifier"], name="one_choice_per_identifier")
        ]

    def __str__(self) -> str:
        return self.identifier
