import pytest
from pydantic import ValidationError

from courses.packages.schema.scenario import Scenario


def test_a_node_ends_only_where_that_is_said():
    node = {"id": "a", "text": "x"}

    story = Scenario.model_validate({"id": "s", "title": "S", "start": "a", "nodes": [node]})

    assert (story.nodes[0].ending, story.nodes[0].choices) == (False, [])


def test_a_story_has_a_node():
    with pytest.raises(ValidationError):
        Scenario.model_validate({"id": "s", "title": "S", "start": "a", "nodes": []})
