import pytest
from pydantic import ValidationError

from courses.packages.schema.scenario import Scenario

STORY = {
    "id": "s",
    "title": "S",
    "summary": "What it is about.",
    "lesson": "first-steps",
    "minutes": 4,
    "start": "a",
}


def test_a_node_ends_only_where_that_is_said():
    story = Scenario.model_validate({**STORY, "nodes": [{"id": "a", "text": "x"}]})

    assert (story.nodes[0].ending, story.nodes[0].choices) == (False, [])


def test_a_story_has_a_node():
    with pytest.raises(ValidationError):
        Scenario.model_validate({**STORY, "nodes": []})


def test_a_choice_rests_on_a_fact():
    choice = {"id": "c", "text": "x", "leads_to": "a", "feedback": "y", "reasoning": "z"}
    nodes = [{"id": "a", "text": "x", "choices": [{**choice, "facts": []}]}]

    with pytest.raises(ValidationError, match="facts"):
        Scenario.model_validate({**STORY, "nodes": nodes})
