from datetime import datetime

import pytest
from pydantic import ValidationError

from courses.packages.schema.course import Quiz, Section
from courses.packages.schema.messages import known_keys, message
from courses.packages.schema.question import Option, Question
from courses.packages.schema.reference import Fact

SECTION = {"outcomes": ["a"], "draw": 1}


def said(model, data):
    with pytest.raises(ValidationError) as refusal:
        model.model_validate(data)
    return [message(detail, model) for detail in refusal.value.errors()]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"draw": "2"}, ("This must be a whole number", "")),
        ({"draw": 0}, ("This must be at least 1", "")),
        ({"draw": 1_001}, ("This must be at most 1000", "")),
        ({"outcomes": []}, ("This list needs at least 1", "")),
        ({"outcomes": "a"}, ("This must be a list", "")),
        ({"outcomes": [5]}, ("This must be text", "Put it in quotes.")),
        ({"outcomes": [["a"]]}, ("This must be text", "")),
        ({"outcomes": ["x" * 61]}, ("This must have at most 60 characters", "")),
        ({"drew": 2}, ("The key drew is not known", "Did you mean draw?")),
        ({"zzz": 2}, ("The key zzz is not known", "")),
    ],
)
def test_every_error_has_plain_words(change, words):
    assert said(Section, {**SECTION, **change}) == [words]


def test_dates_are_dates():
    fact = {"id": "a", "statement": "x", "status": "confirmed", "nation": "E"}
    moment = datetime.fromisoformat("2026-11-21T10:00")

    assert said(Fact, {**fact, "seen_on": 5, "review_by": moment}) == [
        ("This must be a date such as 2027-09-01", ""),
        ("This must be a date such as 2027-09-01", ""),
    ]
    assert Fact.model_validate({**fact, "seen_on": "2026-11-21", "review_by": "2027-01-01"})


def test_known_keys_are_those_of_the_models_inside_too():
    assert {"mastery", "at_least", "critical_draw"} <= known_keys(Quiz)
    assert known_keys(Option) <= known_keys(Question)
