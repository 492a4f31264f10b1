from courses.common.diagrams import Step, steps_of


def test_each_line_is_a_step_with_its_label_and_words():
    assert steps_of("One: first: **now**.\n\n  Two : next.  ") == [
        Step(0, "One", "first: **now**."),
        Step(2, "Two", "next."),
    ]


def test_what_is_missing_stays_empty():
    assert steps_of("no colon\n: words\nLabel:") == [
        Step(0, "", "no colon"),
        Step(1, "", "words"),
        Step(2, "Label", ""),
    ]
