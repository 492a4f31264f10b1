"""Which colours white words can be read on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.accounts.colour import (
    DARK_PAPER,
    Colour,
    ColourRefused,
    darker,
    lightened,
    nearest_readable,
    read,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: Colour(f"#{number:06x}"))


@pytest.mark.parametrize("typed", ["#0b5f69", "0B5F69", " #0b5f69 "])
def test_a_colour_has_one_spelling(typed):
    assert read(typed) == Colour("#0b5f69")


def test_three_digits_stand_for_six():
    assert read("#fa0") == Colour("#ffaa00")


@pytest.mark.parametrize("typed", ["", "red", "#12345", "#12345g", "#0b5f69;}", "##0b5f69"])
def test_anything_else_is_refused_with_an_example(typed):
    with pytest.raises(ColourRefused) as refused:
        read(typed)

    assert (
        str(refused.value) == "Enter a colour as # and six digits or letters a to f, like #0b5f69"
    )


@pytest.mark.parametrize(
    ("text", "contrast", "readable"),
    [
        ("#ffffff", "1.0:1", False),
        ("#000000", "21.0:1", True),
        ("#ffd200", "1.4:1", False),
        ("#767676", "4.5:1", True),
        ("#777777", "4.4:1", False),
    ],
)
def test_contrast_with_white_is_never_rounded_up(text, contrast, readable):
    assert (Colour(text).contrast, Colour(text).is_readable) == (contrast, readable)


@given(COLOURS)
def test_the_nearest_readable_shade_is_readable_and_a_readable_one_is_itself(colour):
    shade = nearest_readable(colour)

    assert shade.is_readable
    assert (shade == colour) is colour.is_readable


def test_a_darker_shade_keeps_its_hue():
    assert darker(Colour("#ff0000"), by=0.5) == Colour("#7f0000")


@given(COLOURS)
def test_on_a_dark_page_every_colour_has_a_shade_to_be_read(colour):
    light = lightened(colour).luminance

    assert (light + 0.05) / (Colour(DARK_PAPER).luminance + 0.05) >= 4.5
