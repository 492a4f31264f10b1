"""The slots of local contacts, and telephone numbers."""

import pytest

from courses.catalogue.slots import SLOTS, is_phone, rank


def test_each_slot_stands_once_and_the_lead_first():
    identifiers = [slot.identifier for slot in SLOTS]

    assert sorted(set(identifiers)) == sorted(identifiers)
    assert (identifiers[0], rank("safeguarding-lead"), rank("policy")) == (
        "safeguarding-lead",
        0,
        7,
    )
    assert rank("something-else") == len(SLOTS)


@pytest.mark.parametrize(
    "text",
    ["01632 960001", "+44 1632 960001", "(01632) 960-001", "101", "01632 960001 ext 12", "116123"],
)
def test_a_number_as_people_write_it_is_one(text):
    assert is_phone(text)


@pytest.mark.parametrize(
    "text",
    ["", "12", "ask at the desk", "01632 960001 or 2", "0" * 16, "ext 12", "javascript:1234"],
)
def test_anything_else_is_none(text):
    assert not is_phone(text)
