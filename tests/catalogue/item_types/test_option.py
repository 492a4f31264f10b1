from courses.catalogue.item_types.option import OptionFact, ids, keys


def test_a_mapping_has_no_identifiers():
    assert ids(("a", "b")) == ["a", "b"]
    assert ids({"a": "b"}) == []


def test_keys_are_the_right_answers():
    assert keys([OptionFact("a"), OptionFact("b", correct=True)]) == ["b"]
