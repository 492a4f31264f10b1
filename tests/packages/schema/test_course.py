import pytest
from pydantic import ValidationError

from courses.packages.schema.course import KofN, Quiz, fraction, short_enough

SECTIONS = [{"outcomes": ["a"], "draw": 1}]


@pytest.mark.parametrize(
    ("mastery", "numbers"),
    [({"at_least": 8, "of": 10}, (8, 10)), ("4/5", (4, 5)), ("10/10", (10, 10))],
)
def test_a_standard_is_two_integers(mastery, numbers):
    quiz = Quiz.model_validate({"mastery": mastery, "sections": SECTIONS})

    assert fraction(quiz.mastery) == numbers


@pytest.mark.parametrize("mastery", ["5/4", "0/5", "80%", "", {"at_least": 11, "of": 10}, 0.8])
def test_a_standard_is_above_nothing_and_at_most_everything(mastery):
    with pytest.raises(ValidationError):
        Quiz.model_validate({"mastery": mastery, "sections": SECTIONS})


def test_a_notice_has_at_most_sixty_words():
    assert short_enough("word " * 60) == "word " * 60
    with pytest.raises(ValueError, match="The notice has 61 words; 60 are the most"):
        short_enough("word " * 61)


def test_a_standard_of_a_mapping():
    assert fraction(KofN(at_least=1, of=2)) == (1, 2)
