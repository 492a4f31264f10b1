from hashlib import sha256
from uuid import uuid4

import pytest

from courses.packages import uploads


@pytest.fixture(autouse=True)
def data_dir(tmp_path, settings):
    settings.DATA_DIR = tmp_path


def test_a_file_is_received_kept_and_dropped(tmp_path):
    reference = uuid4()

    path = uploads.receive([b"one", b"two"])
    digest = uploads.digest_of(path)
    uploads.keep(path, reference=reference)

    assert digest == sha256(b"onetwo").hexdigest()
    assert uploads.kept(reference).read_bytes() == b"onetwo"
    assert [one.name for one in (tmp_path / "uploads").iterdir()] == [f"{reference}.zip"]
    uploads.drop(reference)
    uploads.drop(reference)
    assert list((tmp_path / "uploads").iterdir()) == []


def test_a_file_that_is_not_there_is_gone():
    reference = uuid4()

    with pytest.raises(uploads.UploadGone, match=rf"^The file of upload {reference} is gone$"):
        uploads.kept(reference)


def test_the_folder_is_nobody_elses(tmp_path):
    assert uploads.folder().stat().st_mode & 0o777 == 0o700
