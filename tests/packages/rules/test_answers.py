import pytest

from courses.packages.rules import answers


@pytest.mark.parametrize(
    ("answer", "form"),
    [
        ("“I believe you.”", "speech"),
        ('"I believe you."', "speech"),
        ("Is she safe?", "question"),
        ("Tell your lead.", "sentence"),
        ("Ring 999 now.", "sentence"),
        ("Write down “He hit me.”", "sentence"),
        ("The lead", "phrase"),
        ("Nothing yet", "phrase"),
        ("To tell the lead", "phrase beginning with To"),
        ("Telling the lead.", "sentence beginning with -ing"),
    ],
)
def test_the_form_of_an_answer(answer, form):
    assert answers.form(answer) == form


@pytest.mark.parametrize(
    "stem",
    [
        "Which of these is false?",
        "Which statement is wrong?",
        "Which answer is least wrong?",
        "It is not unusual. What then?",
        "Is it both A and B?",
        "Report it, except where a lead does not agree?",
    ],
)
def test_trick_wordings_are_found(stem):
    assert answers.tricks(stem) != []


@pytest.mark.parametrize(
    "stem",
    [
        "What do you do first?",
        'A colleague says, "It is not unusual." What do you answer?',
        "She is not in the lesson. What do you do?",
        "What is wrong with this line?",
    ],
)
def test_plain_wordings_are_no_tricks(stem):
    assert answers.tricks(stem) == []


@pytest.mark.parametrize(
    "text",
    [
        "The child consented.",
        "She chose it.",
        "He let it happen.",
        "It was her own fault.",
        "The girl is partly to blame.",
        "Help the victim.",
        "A child victim.",
        "The perpetrator is 14.",
    ],
)
def test_blame_and_labels_are_found(text):
    assert answers.blame(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "He is not to blame.",
        "It is never the child's own fault.",
        "She was made to go.",
        '"She chose it," says a colleague.',
        "The child who may have caused harm.",
        "An allegation about an adult.",
    ],
)
def test_what_blames_nobody_is_let_through(text):
    assert answers.blame(text) == []
