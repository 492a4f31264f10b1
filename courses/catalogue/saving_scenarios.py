"""How the stories of a draft become rows."""

from courses.catalogue.drafts import ChoiceDraft, ScenarioDraft, VersionDraft
from courses.catalogue.reference import Fact
from courses.catalogue.rows import bulk, link, save_all
from courses.catalogue.scenarios import Choice, Scenario, ScenarioNode
from courses.catalogue.structure import CourseVersion, Lesson


def write_scenarios(
    version: CourseVersion,
    draft: VersionDraft,
    *,
    lessons: dict[str, Lesson],
    facts: dict[str, Fact],
) -> None:
    """Write the stories in their order, with their moments and choices."""
    position = {part.identifier: number for number, part in enumerate(draft.scenarios, start=1)}
    scenarios = bulk(
        draft.scenarios,
        lambda part: Scenario(
            version=version,
            lesson=lessons.get(part.lesson),
            identifier=part.identifier,
            position=position[part.identifier],
            title=part.title,
            summary=part.summary,
            minutes=part.minutes,
            start=part.start,
        ),
    )
    for part in draft.scenarios:
        write_nodes(scenarios[part.identifier], part, facts)


def write_nodes(scenario: Scenario, part: ScenarioDraft, facts: dict[str, Fact]) -> None:
    """Write the moments of one story, then the choices that lead from one to another."""
    nodes = bulk(
        part.nodes,
        lambda node: ScenarioNode(
            scenario=scenario,
            identifier=node.identifier,
            source=node.text.source,
            html=node.text.html,
            gentler_source=node.gentler.source,
            gentler_html=node.gentler.html,
            intensity=node.intensity,
            ending=node.ending,
        ),
    )
    choices = [
        (choice, choice_of(choice, position, nodes[node.identifier], nodes[choice.leads_to]))
        for node in part.nodes
        for position, choice in enumerate(node.choices, start=1)
    ]
    save_all([row for _choice, row in choices])
    link("facts", ((row, facts[name]) for choice, row in choices for name in choice.facts))


def choice_of(
    part: ChoiceDraft, position: int, node: ScenarioNode, leads_to: ScenarioNode
) -> Choice:
    """Return the row of one choice, not yet written."""
    return Choice(
        node=node,
        identifier=part.identifier,
        position=position,
        source=part.text.source,
        html=part.text.html,
        feedback_source=part.feedback.source,
        feedback_html=part.feedback.html,
        gentler_source=part.gentler.source,
        gentler_html=part.gentler.html,
        reasoning_source=part.reasoning.source,
        reasoning_html=part.reasoning.html,
        noticed=part.noticed,
        missed=part.missed,
        tells=part.tells,
        leads_to=leads_to,
    )
