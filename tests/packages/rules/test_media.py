from datetime import date

import pytest

from courses.packages.opening import opened
from tests.packages.build import folder
from tests.packages.pictures import SOUND, picture

DO_DONT = "/// do-dont\n"
IMAGE = "/// image\n    id: door\n    file: media/door.png\n    alt: A door.\n///\n\n"
AUDIO = (
    "/// audio | The call\n    id: call\n    file: media/call.mp3\n    intensity: 0\n"
    "Hello.\n///\n\n"
)


@pytest.fixture
def faults(tmp_path):
    """Give the problems of the small course with these blocks and files."""

    def of(blocks, **media):
        path = folder(tmp_path / "p", lesson=(DO_DONT, blocks + DO_DONT))
        (path / "media").mkdir(exist_ok=True)
        for name, data in media.items():
            (path / "media" / name.replace("_", ".")).write_bytes(data)
        found = opened(path, today=date(2026, 11, 21))
        return [str(problem) for problem in found.report.problems]

    return of


def test_a_picture_and_a_sound_that_are_there_are_taken(faults):
    assert faults(IMAGE + AUDIO, door_png=picture(), call_mp3=SOUND) == []


def test_what_is_not_there_is_named_where_it_is_asked_for(faults):
    assert faults(IMAGE + AUDIO, call_mp3=SOUND) == [
        "lessons/first-steps.md:28: file: There is no file media/door.png"
    ]


def test_a_file_that_no_block_shows_is_named(faults):
    assert faults(IMAGE, door_png=picture(), other_png=picture()) == [
        "media/other.png:0: file: No block shows this file"
    ]


def test_a_block_takes_its_own_kind_alone(faults):
    swapped = IMAGE.replace("door.png", "call.mp3") + AUDIO.replace("call.mp3", "door.png")

    assert faults(swapped, door_png=picture(), call_mp3=SOUND) == [
        "lessons/first-steps.md:28: file: media/call.mp3 is a sound,"
        " which a block image cannot show",
        "lessons/first-steps.md:34: file: media/door.png is a picture,"
        " which a block audio cannot show",
    ]


@pytest.mark.parametrize("said", ["", "    alt: A door.\n    decorative: true\n"])
def test_a_picture_is_described_or_said_to_be_decorative(faults, said):
    found = faults(IMAGE.replace("    alt: A door.\n", said), door_png=picture())

    assert len(found) == 2
    assert "Say in alt what the picture shows, or write decorative: true, not both" in found[0]
    assert found[1] == "media/door.png:0: file: No block shows this file"


def test_a_quote_says_whose_words_it_holds_and_cites_what_exists(faults):
    quote = (
        "/// quote\n    id: said\n    intensity: 1\n    cite: [nowhere]\nTell somebody.\n///\n\n"
    )

    assert "attribution" in faults(quote)[0]
    assert faults(quote.replace("    cite", "    attribution: A teacher\n    cite")) == [
        "lessons/first-steps.md:26: said: There is no source nowhere"
    ]
