from io import BytesIO
from zlib import crc32

import pytest
from PIL import Image

from courses.packages import media
from courses.packages.media import Medium, MediumRefused, read_one
from courses.packages.problems import Findings
from tests.packages.pictures import SOUND, picture, size_of

KINDS = [
    ("media/a.png", "PNG", "image/png"),
    ("media/a.jpg", "JPEG", "image/jpeg"),
    ("media/a.jpeg", "JPEG", "image/jpeg"),
    ("media/a.webp", "WEBP", "image/webp"),
]


@pytest.mark.parametrize(("name", "kind", "type_"), KINDS)
def test_a_plain_picture_stays_as_it_is(name, kind, type_):
    data = picture(kind)

    assert read_one(name, data) == Medium(data, type_, 40, 30)


@pytest.mark.parametrize(("name", "kind", "type_"), KINDS)
def test_a_picture_that_tells_more_is_drawn_anew_and_then_plain(name, kind, type_):
    told = Image.Exif()
    told[0x010E] = "A name that nobody should read"
    data = picture(kind, exif=told.tobytes())
    assert b"A name that nobody" in data

    clean = read_one(name, data)

    assert b"A name that nobody" not in clean.data
    assert (clean.type, clean.width, clean.height) == (type_, 40, 30)
    assert read_one(name, clean.data) == clean


def test_a_comment_and_what_follows_the_picture_are_dropped():
    for data in (picture("JPEG", comment=b"said"), picture("PNG") + b"said"):
        name = "media/a.jpg" if data[:2] == b"\xff\xd8" else "media/a.png"
        assert b"said" not in read_one(name, data).data


def test_a_picture_with_a_part_of_unknown_kind_is_drawn_anew():
    whole = picture("PNG")
    odd = b"\x00\x00\x00\x04prVtsaid" + crc32(b"prVtsaid").to_bytes(4, "big")
    at = whole.index(b"IDAT") - 4

    assert b"said" not in read_one("media/a.png", whole[:at] + odd + whole[at:]).data


def test_a_large_picture_becomes_as_large_as_a_page_needs():
    kept = read_one("media/a.jpg", picture("JPEG", size=(3200, 800)))

    assert (kept.width, kept.height) == (1600, 400)
    assert size_of(kept.data) == (1600, 400)


def test_a_picture_on_its_side_is_turned():
    told = Image.Exif()
    told[0x0112] = 6

    assert size_of(read_one("media/a.jpg", picture("JPEG", exif=told.tobytes())).data) == (30, 40)


def test_what_can_be_seen_through_stays_so():
    out = BytesIO()
    Image.new("RGBA", (2000, 10), (0, 0, 0, 0)).save(out, format="PNG")

    with Image.open(BytesIO(read_one("media/a.png", out.getvalue()).data)) as kept:
        assert kept.mode == "RGBA"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("media/a.png", picture("JPEG"), "The file is no PNG picture, or it is damaged"),
        ("media/a.png", picture("PNG")[:60], "The file is no PNG picture, or it is damaged"),
        ("media/a.jpg", b"<svg onload=x>", "The file is no JPEG picture, or it is damaged"),
        ("media/a.mp3", b"MZ\x90\x00", "The file is no MP3 sound, or it is damaged"),
        ("media/a.ogg", SOUND, "The file is no OGG sound, or it is damaged"),
        ("media/a.m4a", SOUND, "The file is no M4A sound, or it is damaged"),
        ("a.png", picture(), "Pictures and sounds belong into the folder media/"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(name, data, said):
    with pytest.raises(MediumRefused, match=f"^{said}$") as refused:
        read_one(name, data)

    assert refused.value.hint


def test_too_many_pixels_are_refused_before_they_are_read():
    bomb = picture("PNG", size=(1, 1)).replace(
        b"IHDR\x00\x00\x00\x01\x00\x00\x00\x01", b"IHDR\x00\x00\x27\x10\x00\x00\x27\x10"
    )

    with pytest.raises(MediumRefused):
        read_one("media/a.png", bomb)


def test_a_picture_of_26_million_pixels_is_refused():
    with pytest.raises(MediumRefused, match="more than 25 million"):
        read_one("media/a.png", picture("PNG", size=(5200, 5000)))


def test_a_picture_that_moves_is_refused():
    out = BytesIO()
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    frames[0].save(out, format="WEBP", save_all=True, append_images=frames[1:])

    with pytest.raises(MediumRefused, match=r"^The picture moves$"):
        read_one("media/a.webp", out.getvalue())


@pytest.mark.parametrize(
    ("name", "data", "type_"),
    [
        ("media/a.mp3", SOUND, "audio/mpeg"),
        ("media/a.mp3", b"\xff\xfb\x90\x00", "audio/mpeg"),
        ("media/a.ogg", b"OggS\x00", "audio/ogg"),
        ("media/a.m4a", b"\x00\x00\x00\x20ftypM4A ", "audio/mp4"),
    ],
)
def test_a_sound_stays_as_it_is(name, data, type_):
    kept = read_one(name, data)

    assert kept == Medium(data, type_)
    assert not kept.is_picture


def test_each_refusal_stands_at_its_file_and_the_others_are_read():
    findings = Findings()

    found = media.read({"media/a.png": picture(), "media/b.png": b"?"}, findings)

    assert list(found) == ["media/a.png"]
    assert [str(one) for one in findings.problems] == [
        "media/b.png:0: file: The file is no PNG picture, or it is damaged"
    ]


def test_files_are_kept_under_their_hash(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    kept = read_one("media/a.png", picture())

    media.keep_all({"media/a.png": kept})
    media.keep_all({"media/a.png": kept})

    assert [file.name for file in (tmp_path / "media").iterdir()] == [kept.sha256]
