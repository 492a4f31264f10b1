import pytest

NUMBER = "Telephone numbers and opening hours stand in contacts.yaml alone: 0800 1111"


@pytest.mark.parametrize(
    ("part", "old", "new", "line"),
    [
        ("lesson", "Tell your", "Ring 0800 1111 and tell your", "lessons/first-steps.md:13"),
        ("questions", "Today counts.", "Ring 0800 1111.", "questions/first-steps.yaml:10"),
        ("scenario", "You think again.", "Ring 0800 1111.", "scenarios/at-the-gate.yaml:13"),
        ("course", "You can stop", "Ring 0800 1111. You can stop", "course.yaml:11"),
        ("glossary", "Winning trust", "0800 1111", "shared/glossary.yaml:1"),
        ("misconceptions", "Pass it on.", "Ring 0800 1111.", "shared/misconceptions.yaml:1"),
    ],
)
def test_telephone_numbers_stand_in_contacts_alone(problems, part, old, new, line):
    [problem] = problems(**{part: (old, new)})

    assert problem.startswith(f"{line}: ")
    assert problem.endswith(NUMBER)


def test_words_to_avoid_are_warnings_but_for_a_mistaken_voice(new_warnings):
    assert new_warnings(lesson=("Tell your", "She refuses to engage. Tell your")) == [
        "lessons/first-steps.md:13: tell-the-lead: Avoid 'refuses to engage'"
    ]
    assert new_warnings(questions=("Wait until you know.", "She refuses to engage.")) == []


def test_american_spelling_is_a_warning(new_warnings):
    assert new_warnings(lesson=("Tell your", "Note the behavior. Tell your")) == [
        "lessons/first-steps.md:13: tell-the-lead: 'behavior' is spelt the American way"
    ]


def test_hard_reading_is_a_warning(new_warnings):
    hard = "Interdisciplinary organisational accountability necessitates institutional clarity " * 8

    [warning] = new_warnings(lesson=("Tell your", f"{hard}. Tell your"))

    assert warning.startswith(
        "lessons/first-steps.md:9: tell-the-lead: The text needs school grade"
    )
