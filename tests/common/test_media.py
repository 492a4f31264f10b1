"""Files kept by the hash of what they hold."""

from hashlib import sha256

import pytest

from courses.common.media import keep, kept

DATA = b"a picture"
NAME = sha256(DATA).hexdigest()


def test_what_is_kept_comes_back_under_its_hash(tmp_path):
    assert keep(DATA, folder=tmp_path / "media") == NAME
    assert kept(NAME, folder=tmp_path / "media") == DATA


def test_keeping_it_twice_leaves_one_file(tmp_path):
    keep(DATA, folder=tmp_path)
    keep(DATA, folder=tmp_path)

    assert [file.name for file in tmp_path.iterdir()] == [NAME]


@pytest.mark.parametrize(
    "name", ["", "0" * 64, "../secret-key", NAME.upper(), f"{NAME}/", "a" * 63]
)
def test_anything_else_is_nothing(tmp_path, name):
    keep(DATA, folder=tmp_path / "media")
    (tmp_path / "secret-key").write_bytes(b"secret")

    assert kept(name, folder=tmp_path / "media") is None
