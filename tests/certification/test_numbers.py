import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.certification.numbers import ALPHABET, grouped, new_number, normalise

SIXTEEN = st.binary(min_size=16, max_size=16)
NUMBER = "34CNK6ET39D9NPRVBEDXR72WKK"


def test_sixteen_bytes_become_26_characters():
    assert new_number(bytes(range(100, 116))) == NUMBER
    assert new_number(bytes(16)) == "0" * 26
    assert new_number(b"\xff" * 16) == "7" + "Z" * 25


@pytest.mark.parametrize("count", [0, 15, 17])
def test_any_other_count_of_bytes_is_refused(count):
    with pytest.raises(ValueError, match=r"^A certificate number takes 16 bytes$"):
        new_number(bytes(count))


@given(SIXTEEN, SIXTEEN)
def test_two_values_never_share_a_number(one, other):
    assert (new_number(one) == new_number(other)) is (one == other)


@given(SIXTEEN, st.randoms(use_true_random=False))
def test_a_number_is_read_however_it_was_typed(value, random):
    number = new_number(value)
    alike = {"0": "0oO", "1": "1iIlL"}
    typed = "".join(
        random.choice(alike.get(c, c + c.lower()))
        + random.choice(["", "", " ", "-", "–", "\u00a0"])
        for c in number
    )

    assert normalise(typed) == number


@given(SIXTEEN)
def test_the_groups_read_back_as_the_number(value):
    number = new_number(value)

    assert [len(part) for part in grouped(number).split(" ")] == [5, 4, 4, 4, 4, 5]
    assert normalise(grouped(number)) == number


@given(st.text())
def test_whatever_is_typed_comes_out_as_a_number_or_nothing(text):
    number = normalise(text)

    assert number is None or (len(number) == 26 and set(number) <= set(ALPHABET))


@pytest.mark.parametrize(
    "text",
    [
        "",
        NUMBER[:-1],
        NUMBER + "0",
        "8" + NUMBER[1:],  # more than 128 bits
        "U" + NUMBER[1:],
        NUMBER[:-1] + "U",
        NUMBER[:-1] + "!",
        NUMBER[:-1] + "٣",
        NUMBER[:-1] + "ß",
        "\x00" + NUMBER[1:],
    ],
)
def test_what_cannot_be_a_number_is_none(text):
    assert normalise(text) is None
