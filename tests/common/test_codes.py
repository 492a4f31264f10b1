"""Codes that are read from a wall and from paper, and typed on phones."""

from courses.common.codes import ALPHABET, halved, random_code, tidy


def test_spaces_dashes_and_small_letters_do_not_matter():
    assert [tidy(one) for one in ("k7m 4qx", " K7M-4QX ", "k\x007m")] == ["K7M4QX", "K7M4QX", "K7M"]


def test_a_code_is_kept_no_longer_than_its_column():
    assert len(tidy("ß" * 40)) == 40


def test_a_random_code_is_as_long_as_asked_and_shown_in_halves():
    code = random_code(8)

    assert (len(code), set(code) <= set(ALPHABET)) == (8, True)
    assert halved("K7MQ4XRT") == "K7MQ 4XRT"
