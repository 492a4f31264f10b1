"""The pictures on a certificate's picture."""

from io import BytesIO

import pytest
from PIL import Image

from courses.certification.emblems import INK, WHITE, qr_picture, rosette, within


def png_of(size):
    out = BytesIO()
    Image.new("RGB", size, (122, 30, 90)).save(out, format="PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("size", "fitted"), [((480, 144), (200, 60)), ((100, 100), (80, 80)), ((20, 8), (200, 80))]
)
def test_a_logo_fills_its_room_and_keeps_its_shape(size, fitted):
    assert within(png_of(size), (200, 80)).size == fitted


def test_the_code_is_two_colours_and_square():
    code = qr_picture("https://training.example.org/verify/7", 150)

    assert code.width == code.height
    assert {colour for _count, colour in code.getcolors()} == {INK, WHITE}


def test_the_rosette_is_drawn_once():
    assert rosette() is rosette()
