import pytest
from django.conf import settings

from courses.common.media import keep
from tests.packages.pictures import SOUND

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    return f"/media/{keep(SOUND, folder=settings.DATA_DIR / 'media')}.mp3"


def test_the_whole_file_comes_with_its_type_and_may_be_kept(client, address):
    answer = client.get(address)

    assert (answer.status_code, answer.content) == (200, SOUND)
    assert answer["Content-Type"] == "audio/mpeg"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "part", "said"),
    [
        ("bytes=0-2", b"ID3", "bytes 0-2/69"),
        ("bytes=64-", bytes(5), "bytes 64-68/69"),
        ("bytes=67-900", bytes(2), "bytes 67-68/69"),
        ("bytes=-3", bytes(3), "bytes 66-68/69"),
        ("bytes=-900", SOUND, "bytes 0-68/69"),
    ],
)
def test_a_player_may_ask_for_a_part(client, address, asked, part, said):
    answer = client.get(address, headers={"Range": asked})

    assert (answer.status_code, answer.content, answer["Content-Range"]) == (206, part, said)


def test_a_part_beyond_the_end_is_refused(client, address):
    answer = client.get(address, headers={"Range": "bytes=69-"})

    assert (answer.status_code, answer.content) == (416, b"")
    assert answer["Content-Range"] == "bytes */69"


@pytest.mark.parametrize("asked", ["bytes=-", "bytes=0-1,4-5", "lines=1-2", "bytes=a-b"])
def test_a_range_we_do_not_understand_gets_the_whole(client, address, asked):
    assert client.get(address, headers={"Range": asked}).content == SOUND


@pytest.mark.parametrize("suffix", [".svg", ".html", "", ".exe"])
def test_under_another_suffix_there_is_nothing(client, address, suffix):
    assert client.get(address.removesuffix(".mp3") + suffix).status_code == 404


def test_nothing_is_kept_under_other_names(client):
    for name in ("0" * 64 + ".png", "../db.sqlite3.png", "x.png"):
        assert client.get(f"/media/{name}").status_code == 404
