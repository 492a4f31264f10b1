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
    hard = "Institutional accountability necessitates interdisciplinary organisational clarity. "

    [warning] = new_warnings(lesson=("Tell your", f"{hard * 8}Tell your"))

    assert warning.startswith(
        "lessons/first-steps.md:9: tell-the-lead: The text needs school grade"
    )


def test_long_sentences_are_a_warning(new_warnings):
    long, short = "and so we go to the sea " * 8, "We go to the sea. " * 10

    assert new_warnings(lesson=("Tell your", f"{short}Tell your")) == []
    assert [
        warning
        for warning in new_warnings(lesson=("Tell your", f"{long}. {long}. Tell your"))
        if "on average" in warning
    ] == [
        "lessons/first-steps.md:9: tell-the-lead: Sentences have 40 words on average; 20 are enough"
    ]


@pytest.mark.parametrize(
    "words", ["He ran away", "child porn", "she was lured into", "the perpetrator"]
)
def test_more_words_that_are_never_used_about_children(new_warnings, words):
    assert len(new_warnings(lesson=("Tell your", f"{words}. Tell your"))) == 1
    assert new_warnings(lesson=("Tell your", f'"{words}," he said. Tell your')) == []
