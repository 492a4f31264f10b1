"""Codes that are read from a wall and from paper, and typed on phones."""

from courses.common.codes import ALPHABET
from courses.learning.room_codes import in_groups, new_code, new_pin, spare_codes


def test_a_room_code_has_six_characters_that_are_not_mistaken_for_one_another():
    codes = {new_code() for _ in range(50)}

    assert {len(code) for code in codes} == {6}
    assert {one for code in codes for one in code} <= set(ALPHABET)
    assert set(ALPHABET) & set("0O1ILUAEV") == {"V"}
    assert len(codes) == 50


def test_a_pin_has_six_digits():
    pin = new_pin()

    assert (len(pin), pin.isdecimal()) == (6, True)


def test_a_code_is_shown_in_two_groups():
    assert in_groups("K7M4QX") == "K7M 4QX"


def test_a_spare_staff_code_is_one_that_nobody_has():
    first = next(spare_codes(set()))

    assert first == "R22"
    assert next(spare_codes({"R22", "R23"})) == "R24"


def test_there_are_spare_staff_codes_for_a_full_hall():
    codes = list(spare_codes(set()))

    assert len(codes) == len(set(codes)) == 8**2 + 8**3 + 8**4
