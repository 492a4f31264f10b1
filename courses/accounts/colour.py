"""Pure rules of an organisation's colour: white words must be readable on it.

Contrast as WCAG 2.2 defines it (success criterion 1.4.3 and "relative luminance").
"""

import re
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass

NEEDED = 4.5
DARK_PAPER = "#101c1f"  # as in courses/web/assets/_theme.scss
HEX = re.compile(r"#[0-9a-f]{6}")


class ColourRefused(ValueError):
    """The text is no colour; its words say what to type."""


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour; ``text`` is its one spelling, as "#0b5f69"."""

    text: str

    @property
    def channels(self) -> tuple[float, float, float]:
        """Return red, green and blue, each from 0 to 1."""
        red, green, blue = (int(self.text[at : at + 2], 16) / 255 for at in (1, 3, 5))
        return red, green, blue

    @property
    def on_white(self) -> float:
        """Return the contrast with white, from 1 to 21."""
        return 1.05 / (self.luminance + 0.05)

    @property
    def luminance(self) -> float:
        """Return how light it is, from 0 to 1."""
        red, green, blue = (linear(one) for one in self.channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def is_readable(self) -> bool:
        """Test whether white words on it, and its own words on white, can be read."""
        return self.on_white >= NEEDED

    @property
    def contrast(self) -> str:
        """Return the contrast in words, never rounded up, as "4.4:1"."""
        return f"{int(self.on_white * 10) / 10:.1f}:1"


def read(text: str) -> Colour:
    """Return the colour that ``text`` names: three or six hex digits, with or without "#".

    :raises ColourRefused: for anything else.
    """
    digits = text.strip().lower().removeprefix("#")
    if re.fullmatch("[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch("[0-9a-f]{6}", digits):
        message = "Enter a colour as # and six digits or letters a to f, like #0b5f69"
        raise ColourRefused(message)
    return Colour(f"#{digits}")


def linear(channel: float) -> float:
    """Return one channel of sRGB as the light it gives, both from 0 to 1."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def darker(colour: Colour, *, by: float) -> Colour:
    """Return the same hue with ``by`` of its lightness taken away, a fraction of 1."""
    hue, lightness, saturation = rgb_to_hls(*colour.channels)
    channels = hls_to_rgb(hue, lightness * (1 - by), saturation)
    return Colour("#" + "".join(f"{int(one * 255):02x}" for one in channels))


def nearest_readable(colour: Colour) -> Colour:
    """Return ``colour``, or the lightest darker shade of its hue on which white can be read."""
    steps = (colour if step == 0 else darker(colour, by=step / 100) for step in range(101))
    return next(shade for shade in steps if shade.is_readable)


def lightened(colour: Colour) -> Colour:
    """Return ``colour``, or the darkest lighter shade of its hue readable on a dark page."""
    needed = 7.0 * (Colour(DARK_PAPER).luminance + 0.05) - 0.05
    hue, lightness, saturation = rgb_to_hls(*colour.channels)
    steps = (
        hls_to_rgb(hue, lightness + (1 - lightness) * step / 100, saturation) for step in range(101)
    )
    shades = (Colour("#" + "".join(f"{int(one * 255):02x}" for one in rgb)) for rgb in steps)
    return next(shade for shade in shades if shade.luminance >= needed)
