"""Questions about branching stories: one story whole, as its pages walk it."""

from dataclasses import dataclass
from functools import cached_property

from courses.catalogue.models import Choice, Scenario, ScenarioNode


@dataclass(frozen=True)
class Story:
    """One story: its moments by identifier, its choices by moment and identifier, in order."""

    scenario: Scenario
    nodes: dict[str, ScenarioNode]
    choices: dict[tuple[str, str], Choice]

    @cached_property
    def leads(self) -> dict[tuple[str, str], str]:
        """Return where each choice leads."""
        return {key: choice.leads_to.identifier for key, choice in self.choices.items()}

    @property
    def has_gentler(self) -> bool:
        """Test whether any moment, or what follows a choice, has a form with less detail."""
        of_nodes = any(node.gentler_html for node in self.nodes.values())
        return of_nodes or any(choice.gentler_html for choice in self.choices.values())

    def ways_on(self, node: str) -> list[Choice]:
        """Return the choices at ``node``, in order."""
        return [choice for (at, _choice), choice in self.choices.items() if at == node]


def scenario_at(*, version_id: int, identifier: str) -> Scenario | None:
    """Return one story of one version, or None."""
    found = Scenario.objects.filter(version=version_id, identifier=identifier)
    return found.select_related("lesson").first()


def stories_after(lesson_id: int) -> list[Scenario]:
    """Return the stories that practise one lesson, in order; one query."""
    return list(Scenario.objects.filter(lesson=lesson_id).order_by("position"))


def story_of(scenario: Scenario) -> Story:
    """Return ``scenario`` with its moments and choices, and the facts these rest on.

    Four queries.
    """
    nodes = {node.pk: node for node in ScenarioNode.objects.filter(scenario=scenario)}
    choices = Choice.objects.filter(node__in=nodes).prefetch_related("facts__sources")
    rows = list(choices.order_by("node", "position"))
    for row in rows:
        row.node, row.leads_to = nodes[row.node_id], nodes[row.leads_to_id]
    return Story(
        scenario,
        {node.identifier: node for node in nodes.values()},
        {(row.node.identifier, row.identifier): row for row in rows},
    )
