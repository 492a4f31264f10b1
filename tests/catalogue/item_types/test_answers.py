import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue.item_types.answers import UnreadableAnswer, is_answered, read, write

WORDS = st.text(min_size=1, max_size=20)


def test_answers_are_stored_with_their_version():
    assert write("choice", ["tell"]) == {"v": 1, "chosen": ["tell"]}
    assert write("match", {"danger": "999"}) == {"v": 1, "pairs": {"danger": "999"}}


def test_nothing_chosen_is_not_answered():
    for kind, empty in (("choice", ()), ("multiple", ()), ("order", ()), ("match", {})):
        assert write(kind, empty) == {}
        assert read(kind, {}) == empty
        assert is_answered(write(kind, empty)) is False


@given(st.lists(WORDS))
def test_lists_come_back_as_they_were(chosen):
    assert read("order", json.loads(json.dumps(write("order", chosen)))) == tuple(chosen)


@given(st.dictionaries(WORDS, WORDS))
def test_pairs_come_back_as_they_were(pairs):
    assert read("match", json.loads(json.dumps(write("match", pairs)))) == pairs


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("choice", {"chosen": ["a"]}),
        ("choice", {"v": 2, "chosen": ["a"]}),
        ("choice", {"v": 1, "chosen": "a"}),
        ("choice", {"v": 1, "chosen": [1]}),
        ("choice", {"v": 1, "pairs": {"a": "b"}}),
        ("match", {"v": 1, "pairs": ["a"]}),
        ("match", {"v": 1, "pairs": {"a": 1}}),
    ],
)
def test_another_shape_is_refused(kind, data):
    with pytest.raises(UnreadableAnswer):
        read(kind, data)
