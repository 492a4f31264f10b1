from dataclasses import FrozenInstanceError

import pytest

from courses.catalogue.drafts import NOTHING, Text


def test_a_draft_does_not_change():
    with pytest.raises(FrozenInstanceError):
        NOTHING.source = "x"


def test_no_text_is_an_empty_text():
    assert Text() == NOTHING
