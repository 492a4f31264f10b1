import pytest

THREE = "One: first.\nTwo: next.\nThree: last.\n"
DO_DONT = "/// do-dont\n"


@pytest.fixture
def faults(problems):
    """Give the problems of the small course with a diagram before its do-dont on line 26."""

    def of(body=THREE, options="", title=" | The way"):
        block = f"/// diagram{title}\n    id: way\n{options}{body}///\n\n{DO_DONT}"
        return [line.partition(".md:")[2] for line in problems(lesson=(DO_DONT, block))]

    return of


@pytest.mark.parametrize(
    ("drawn", "count"), [("steps", 3), ("steps", 8), ("cycle", 3), ("fork", 2), ("fork", 3)]
)
def test_a_diagram_of_a_right_number_of_steps_is_taken(faults, drawn, count):
    body = "".join(f"Step {number}: words.\n" for number in range(count))

    assert faults(body, f"    drawn: {drawn}\n") == []


@pytest.mark.parametrize(
    ("drawn", "count", "words"),
    [
        ("steps", 2, "A diagram drawn as steps has 3 to 8 steps; this one has 2"),
        ("cycle", 9, "A diagram drawn as cycle has 3 to 8 steps; this one has 9"),
        ("fork", 1, "A diagram drawn as fork has 2 to 3 routes; this one has 1"),
        ("fork", 4, "A diagram drawn as fork has 2 to 3 routes; this one has 4"),
    ],
)
def test_too_few_and_too_many_steps_are_refused(faults, drawn, count, words):
    body = "".join(f"Step {number}: words.\n" for number in range(count))

    assert faults(body, f"    drawn: {drawn}\n") == [f"26: way: {words}"]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (": words.", "The step has no label"),
        ("no colon", "The step has no label"),
        ("Label:", "The step has no explanation"),
        ("ONE: again.", "The label 'ONE' is used twice"),
        (f"{'x' * 61}: words.", "The label is longer than 60 characters"),
        (f"Label: {'word ' * 41}", "The explanation has 41 words; 40 are the most"),
    ],
)
def test_a_step_is_refused_at_its_own_line(faults, step, words):
    found = faults(THREE.replace("Two: next.", step))

    assert found == [f"29: way: {words}"]


def test_a_diagram_has_a_caption_a_known_form_and_no_gentler_form(faults):
    assert faults(title="")[0].startswith("26: way: A block diagram needs a title")
    assert faults(options="    gentler: Less.\n")[0].startswith(
        "26: way: A diagram has no gentler form"
    )
    assert faults(options="    drawn: circle\n")[0].startswith("28: drawn: ")
    assert faults(options="    intensity: 2\n")[0].startswith("28: intensity: ")
    assert faults(body="")[0].startswith("26: way: A block diagram needs text")
