import pytest


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("start: gate", "start: gone", "3: start: The story starts at gone"),
        ("leads_to: doubt", "leads_to: gone", "5: nodes.0: A choice leads to gone"),
        (", ending: true", "", "17: nodes.2: The node has no choices and is not marked ending"),
        ("id: go,", "id: stay,", "10: nodes.0.choices.1.id: The id of this choice is used twice"),
        ("id: doubt", "id: gate", "12: nodes.1.id: The id of this node is used twice"),
        ("lesson: first-steps", "lesson: gone", "19: lesson: There is no lesson gone"),
        (
            "noticed: You told., ",
            "",
            "8: nodes.0.choices.0.id: A choice has either noticed or missed",
        ),
        ("[same-day], missed", "[gone], missed", "11: nodes.0.choices.1.facts.0: There is no fact"),
        (
            "noticed: You acted., tells: true",
            "noticed: You acted.",
            "17: nodes.2: A path reaches this ending on which nobody is told",
        ),
        ("id: at-the-gate", "id: other", "1: id: The id other differs from the name of the file"),
    ],
)
def test_problems_of_stories(problems, old, new, line):
    found = problems(scenario=(old, new))

    assert any(problem.startswith(f"scenarios/at-the-gate.yaml:{line}") for problem in found), found


def test_a_long_node_is_a_warning(new_warnings):
    assert new_warnings(scenario=("You think again.", "You think again. " * 41)) == [
        "scenarios/at-the-gate.yaml:13: nodes.1.text: The node has 123 words; 120 are enough"
    ]


def test_other_than_three_ways_on_is_a_warning(report):
    assert [str(one) for one in report().warnings if "at-the-gate" in str(one)] == [
        "scenarios/at-the-gate.yaml:7: nodes.0.choices: The node has 2 choices; 3 are usual",
        "scenarios/at-the-gate.yaml:14: nodes.1.choices: The node has 1 choices; 3 are usual",
    ]


def test_a_strong_node_needs_a_gentler_form(problems):
    think = "    text: You think again.\n"
    assert problems(scenario=(think, f"{think}    intensity: 3\n")) == [
        "scenarios/at-the-gate.yaml:14: nodes.1.intensity: A node of intensity 3 needs a gentler"
        " form"
    ]
    assert problems(scenario=(think, f"{think}    intensity: 3\n    gentler: You stop.\n")) == []
