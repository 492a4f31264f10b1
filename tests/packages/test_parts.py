from courses.packages.parts import Place, dotted, location, validated
from courses.packages.problems import Findings
from courses.packages.schema.scenario import Node
from courses.packages.yaml_text import load

DOCUMENT = load("- id: a\n  text: Hello\n- id: B\n  text: 5\n")


def test_a_place_knows_its_line_and_way():
    place = Place("x.yaml", DOCUMENT, (1,))

    assert str(place.problem("Wrong", "text")) == "x.yaml:4: 1.text: Wrong"
    assert place.below("id").line() == 3


def test_what_is_not_valid_is_noted_and_left_out():
    findings = Findings()

    assert (
        validated(Node, DOCUMENT.data[0], Place("x.yaml", DOCUMENT, (0,)), findings).value.id == "a"
    )
    assert validated(Node, DOCUMENT.data[1], Place("x.yaml", DOCUMENT, (1,)), findings) is None
    assert [str(problem) for problem in findings.problems] == [
        "x.yaml:3: 1.id: This must be lower-case words with hyphens, such as second-phone",
        "x.yaml:4: 1.text: This must be text",
    ]
    assert findings.problems[1].hint == "Put it in quotes."


def test_ways_are_written_with_dots():
    assert dotted(("options", 2, "text")) == "options.2.text"
    assert dotted(()) == "file"


def test_the_branches_of_a_union_are_no_steps():
    assert location(("quiz", "mastery", "function-after[x()]", "KofN", "of")) == (
        "quiz",
        "mastery",
        "of",
    )
