import zipfile

from courses.packages import archive
from tests.packages.build import files, folder, zipped


def test_a_folder_and_a_zip_hold_the_same(tmp_path):
    from_folder = archive.read(folder(tmp_path / "p"))
    from_zip = archive.read(zipped(tmp_path / "p.zip"))

    assert from_folder.texts == from_zip.texts == files()
    assert from_folder.digest == from_zip.digest
    assert from_folder.problems == from_zip.problems == []


def test_the_digest_changes_with_a_byte_and_with_a_name(tmp_path):
    first = archive.read(folder(tmp_path / "a", {"course.yaml": "a"})).digest

    assert archive.read(folder(tmp_path / "b", {"course.yaml": "b"})).digest != first
    assert archive.read(folder(tmp_path / "c", {"other.yaml": "a"})).digest != first


def test_folders_in_a_zip_are_passed_over(tmp_path):
    file = zipped(tmp_path / "p.zip")
    with zipfile.ZipFile(file, "a") as opened:
        opened.writestr("media/", "")

    assert archive.read(file).texts == files()


def test_pictures_and_sounds_are_not_read_as_text(tmp_path):
    file = zipped(tmp_path / "p.zip", {"media/a.png": b"\x89PNG\xff", "media/b.mp3": b"ID3"})

    assert archive.read(file).media == {"media/a.png": b"\x89PNG\xff", "media/b.mp3": b"ID3"}
    assert archive.read(file).texts == {}
