"""A logo drawn anew, and files that are none."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from courses.accounts.logo import LogoRefused, redrawn


def picture(size=(600, 300), mode="RGBA", kind="PNG", colour=(11, 95, 105), **save):
    """Return the bytes of a picture with a disc of one colour."""
    image = Image.new(mode, size, (255, 255, 255, 0) if mode == "RGBA" else "white")
    ImageDraw.Draw(image).ellipse((0, 0, size[1], size[1]), fill=colour)
    out = BytesIO()
    image.save(out, format=kind, **save)
    return out.getvalue()


def header_only(width, height):
    """Return a PNG that claims these sides and holds no pixels."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    sides = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", sides) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def opened(data):
    return Image.open(BytesIO(data))


@pytest.mark.parametrize(
    ("kind", "mode", "kept"),
    [
        ("PNG", "RGBA", "RGBA"),
        ("PNG", "RGB", "RGB"),
        ("JPEG", "RGB", "RGB"),
        ("WEBP", "RGBA", "RGBA"),
    ],
)
def test_each_kind_becomes_a_png_that_fits_the_header(kind, mode, kept):
    image = opened(redrawn(picture(kind=kind, mode=mode)))

    assert (image.format, image.size, image.mode) == ("PNG", (288, 144), kept)


def test_words_hidden_in_the_file_are_left_out():
    words = PngInfo()
    words.add_text("Comment", "taken at 51.5, -0.1")
    exif = Image.Exif()
    exif[0x010E] = "taken at 51.5, -0.1"

    for data in (picture(pnginfo=words), picture(kind="JPEG", mode="RGB", exif=exif)):
        assert b"51.5" in data
        kept = redrawn(data)
        assert b"51.5" not in kept
        assert (opened(kept).info, dict(opened(kept).getexif())) == ({}, {})


def test_a_picture_on_its_side_is_set_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    turned = opened(redrawn(picture(size=(300, 100), kind="JPEG", mode="RGB", exif=exif)))

    assert turned.size == (48, 144)


def test_a_photograph_stays_below_the_cap():
    noise = Image.effect_noise((1200, 360), 200).convert("RGB")
    noise = Image.merge(
        "RGB", [band.rotate(turn) for band, turn in zip(noise.split(), (0, 90, 180), strict=True)]
    )
    out = BytesIO()
    noise.save(out, format="JPEG", quality=95)

    kept = redrawn(out.getvalue())

    assert len(kept) <= 200_000
    assert opened(kept).mode in {"P", "RGB"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"x" * 5_000_001, "larger than 5 MB"),
        (b"", "not a PNG, JPEG or WebP"),
        (b"GIF89a" + b"0" * 100, "not a PNG, JPEG or WebP"),
        (picture()[:400], "damaged"),
        (b"<?xml version='1.0'?><SVG onload='x'/>", "SVG files are not accepted"),
        (header_only(5001, 5000), "more than 25 million"),
        (header_only(60_000, 60_000), "not a PNG, JPEG or WebP"),
        (picture(size=(31, 600), colour=(0, 0, 0)), "at least 32 pixels"),
        (picture(colour=(250, 250, 250)), "would not be seen on a white page"),
    ],
)
def test_what_is_no_logo_is_refused_with_the_reason(data, words):
    with pytest.raises(LogoRefused) as refused:
        redrawn(data)

    assert words in str(refused.value)
