import pytest


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("start: gate", "start: gone", "3: start: The story starts at gone"),
        ("leads_to: doubt", "leads_to: gone", "5: nodes.0: A choice leads to gone"),
        (", ending: true", "", "14: nodes.2: The node has no choices and is not marked ending"),
        ("id: go,", "id: stay,", "9: nodes.0.choices.1.id: The id of this choice is used twice"),
        ("id: doubt", "id: gate", "10: nodes.1.id: The id of this node is used twice"),
        ("id: at-the-gate", "id: other", "1: id: The id other differs from the name of the file"),
    ],
)
def test_problems_of_stories(problems, old, new, line):
    found = problems(scenario=(old, new))

    assert any(problem.startswith(f"scenarios/at-the-gate.yaml:{line}") for problem in found), found


def test_a_long_node_is_a_warning(new_warnings):
    assert new_warnings(scenario=("You think again.", "You think again. " * 41)) == [
        "scenarios/at-the-gate.yaml:11: nodes.1.text: The node has 123 words; 120 are enough"
    ]
