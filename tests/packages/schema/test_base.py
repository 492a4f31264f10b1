import pytest
from pydantic import ValidationError

from courses.packages.schema.base import Entry


@pytest.mark.parametrize("identifier", ["a", "1a", "second-phone", "a-1-b", "x" * 60])
def test_identifiers(identifier):
    assert Entry.model_validate({"id": identifier}).id == identifier


@pytest.mark.parametrize(
    "identifier", ["", "A", "a_b", "a--b", "-a", "a-", "a b", "a\n", "ä", "x" * 61, 5, None, "../a"]
)
def test_other_texts_are_no_identifiers(identifier):
    with pytest.raises(ValidationError):
        Entry.model_validate({"id": identifier})
