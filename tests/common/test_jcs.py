"""Canonical JSON: one text for one value, for ever."""

import json
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.common.jcs import canonical, digest

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ({"Ŵ": "Siân “x”\n"}, '{"Ŵ":"Siân “x”\\n"}'),
        ([], "[]"),
        ((1, 2), "[1,2]"),
        ({"a": {}, "B": 0}, '{"B":0,"a":{}}'),
    ],
)
def test_a_value_has_this_text(value, text):
    assert canonical(value) == text.encode()
    assert digest(value) == sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "value", [0.5, 1.0, float("nan"), [1, 0.5], {"a": {"b": [0.5]}}, ({"a": 0.5},)]
)
def test_a_fraction_is_refused_at_any_depth(value):
    with pytest.raises(TypeError, match="whole numbers only"):
        canonical(value)


def test_what_json_does_not_know_is_refused():
    with pytest.raises(TypeError, match="not JSON serializable"):
        canonical({"a": {1, 2}})


@settings(deadline=None)
@given(VALUES)
def test_the_text_reads_back_as_the_value(value):
    assert json.loads(canonical(value)) == value


@settings(deadline=None)
@given(st.dictionaries(st.text(), VALUES, max_size=6))
def test_the_order_in_which_keys_were_written_does_not_count(value):
    assert canonical(dict(reversed(value.items()))) == canonical(value)
