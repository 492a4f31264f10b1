import os
import stat
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image, PngImagePlugin

from courses.learning.evidence import (
    JPEG,
    PDF,
    PNG,
    Evidence,
    EvidenceRefused,
    drop,
    keep,
    kept,
    made_plain,
    place_of,
    sweep,
)

WHOLE = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n"
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Keep the files of a test in a folder of its own."""
    settings.DATA_DIR = tmp_path


def picture(form="JPEG", size=(60, 40), mode="RGB", **more):
    out = BytesIO()
    Image.new(mode, size, "white").save(out, format=form, **more)
    return out.getvalue()


def with_secret():
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "a secret")
    exif = Image.Exif()
    exif[0x010E] = "a secret"
    exif[0x0112] = 6
    return picture("PNG", pnginfo=told), picture("JPEG", exif=exif.tobytes())


def test_pictures_are_drawn_anew_upright_and_without_what_was_hidden():
    png, jpeg = (made_plain(data) for data in with_secret())

    assert (png.kind, jpeg.kind) == (PNG, JPEG)
    assert b"secret" not in png.data + jpeg.data
    assert Image.open(BytesIO(jpeg.data)).size == (40, 60)
    assert Image.open(BytesIO(png.data)).info == {}
    assert len(png.sha256) == 64


def test_what_lets_light_through_lies_on_white_and_grey_of_16_bits_stays_grey():
    clear = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (10, 10, 20, 20))
    out = BytesIO()
    clear.save(out, format="PNG")
    paper = Image.open(BytesIO(made_plain(out.getvalue()).data))
    grey = BytesIO()
    Image.new("I;16", (60, 40), 128 * 256).save(grey, format="PNG")

    assert (paper.getpixel((0, 0)), paper.getpixel((15, 15))) == ((255, 255, 255), (0, 0, 0))
    middle = Image.open(BytesIO(made_plain(grey.getvalue()).data)).getpixel((0, 0))
    assert middle == (128, 128, 128)


def test_a_large_picture_is_made_smaller_and_one_of_another_mode_plain():
    wide = made_plain(picture("PNG", size=(4_800, 100)))
    grey = made_plain(picture("PNG", mode="LA"))

    assert Image.open(BytesIO(wide.data)).size == (2_400, 50)
    assert Image.open(BytesIO(grey.data)).mode == "RGB"


def test_a_pdf_stays_as_it_is():
    assert made_plain(WHOLE) == Evidence(WHOLE, PDF)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty"),
        (b"x" * 5_000_001, "larger than 5 MB"),
        (b"<script>", "Choose a PDF, or a JPEG or PNG picture"),
        (b"PK\x03\x04", "Choose a PDF, or a JPEG or PNG picture"),
        (picture("GIF"), "Choose a PDF, or a JPEG or PNG picture"),
        (picture()[:200], "Choose a PDF, or a JPEG or PNG picture"),
        (picture("PNG", size=(5_100, 5_000), mode="1"), "more than 25 million pixels"),
        (picture(size=(31, 900)), "too small to be read"),
        (b"%PDF-1.7 cut off", "not whole"),
        (WHOLE.replace(b"trailer", b"trailer << /Encrypt 5 0 R >>"), "password or limits"),
        (WHOLE.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript"), "holds a script"),
        (WHOLE.replace(b"/Catalog", b"/Catalog /J#61vaScript"), "holds a script"),
        (WHOLE.replace(b"/Catalog", b"/Catalog /EmbeddedFiles"), "holds a script"),
    ],
)
def test_anything_else_is_refused_in_words(data, words):
    with pytest.raises(EvidenceRefused, match=words):
        made_plain(data)


def test_a_file_is_kept_for_its_owner_alone_and_dropped():
    key, other = keep(Evidence(b"a", PDF)), keep(Evidence(b"a", PDF))

    assert kept(key) == b"a"
    assert key != other
    assert stat.S_IMODE(place_of(key).stat().st_mode) == 0o600
    assert stat.S_IMODE(place_of(key).parent.stat().st_mode) == 0o700
    drop(key)
    drop(key)
    assert kept(key) is None
    assert [file.name for file in place_of(other).parent.iterdir()] == [str(other)]


def test_what_nobody_names_goes_after_a_day():
    named, old, fresh = (keep(Evidence(b"a", PDF)) for _ in range(3))
    for key in (named, old):
        long_ago = (NOW - timedelta(days=2)).timestamp()
        os.utime(place_of(key), (long_ago, long_ago))
    os.utime(place_of(fresh), (NOW.timestamp(), NOW.timestamp()))

    assert sweep({named, uuid4()}, at=NOW) == 1
    assert [kept(key) for key in (named, old, fresh)] == [b"a", None, b"a"]
