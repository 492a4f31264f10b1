import os
import stat
import struct
import zipfile

import pytest

from tests.packages.build import files, folder, zipped

NAME_REFUSED = (
    "The name is not allowed; use letters, digits and - _ . only, without .. or a leading /"
)
LINK_REFUSED = "Links and special files are not allowed"


def with_member(at, name, content=b"x", *, mode=0, kind=zipfile.ZIP_DEFLATED):
    """Write a valid package that has one more member, and return it."""
    zipped(at)
    info = zipfile.ZipInfo("placeholder.yaml")
    info.filename = info.orig_filename = name
    info.external_attr = mode << 16
    info.compress_type = kind
    with zipfile.ZipFile(at, "a") as archive:
        archive.writestr(info, content)
    return at


@pytest.mark.parametrize(
    "name",
    [
        "../outside.yaml",
        "lessons/../../outside.yaml",
        "/etc/outside.yaml",
        "C:/outside.yaml",
        "lessons\\..\\outside.yaml",
        "lessons//two.md",
        "./lessons/two.md",
        ".hidden.yaml",
        "lessons/con.md",
        "lessons/two.md.",
        "lessons/two .md",
        "lessons/tw\u00f6.md",
        "lessons/two\u202e.md",
        "lessons/two\n.md",
        "-rf.md",
    ],
)
def test_odd_names_are_refused(refusal, tmp_path, name):
    [problem] = refusal(with_member(tmp_path / "p.zip", name))

    assert problem.endswith(f":0: file: {NAME_REFUSED}")


def test_a_name_with_nul_is_refused(refusal, tmp_path):
    file = with_member(tmp_path / "p.zip", "lessons/twoX.md")
    file.write_bytes(file.read_bytes().replace(b"twoX.md", b"two\x00.md"))

    [problem] = refusal(file)

    assert problem.endswith(f":0: file: {NAME_REFUSED}")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a/" * 7 + "x.md", "The file lies more than 6 folders deep"),
        ("x" * 118 + ".md", "The name is longer than 120 characters"),
        (
            "media/x.svg",
            "Files of this kind are not allowed; a package holds .yaml, .md, pictures and sounds",
        ),
        (
            "run.py",
            "Files of this kind are not allowed; a package holds .yaml, .md, pictures and sounds",
        ),
        ("Course.yaml", "There are two files of this name: course.yaml"),
        ("notes.md", "This file has no place in a package"),
        ("lessons/deeper/x.md", "This file has no place in a package"),
    ],
)
def test_names_out_of_place_are_refused(refusal, tmp_path, name, said):
    assert refusal(with_member(tmp_path / "p.zip", name)) == [f"{name}:0: file: {said}"]


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_special_files_in_a_zip_are_refused(refusal, tmp_path, mode):
    file = with_member(tmp_path / "p.zip", "lessons/two.md", b"/etc/passwd", mode=mode | 0o777)

    assert refusal(file) == [f"lessons/two.md:0: file: {LINK_REFUSED}"]


def test_a_link_in_a_folder_is_refused_and_not_followed(refusal, tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text("secret")
    path = folder(tmp_path / "p")
    (path / "lessons" / "two.md").symlink_to(secret)
    (path / "scenarios" / "all").symlink_to(tmp_path)

    problems = refusal(path)

    assert [line for line in problems if LINK_REFUSED in line] == [
        f"lessons/two.md:0: file: {LINK_REFUSED}",
        f"scenarios/all:0: file: {LINK_REFUSED}",
    ]


def test_a_pipe_in_a_folder_is_refused_and_not_opened(refusal, tmp_path):
    path = folder(tmp_path / "p")
    os.mkfifo(path / "lessons" / "two.md")

    assert f"lessons/two.md:0: file: {LINK_REFUSED}" in refusal(path)


def test_a_link_to_a_package_is_refused(refusal, tmp_path):
    folder(tmp_path / "p")
    (tmp_path / "link").symlink_to(tmp_path / "p")

    assert refusal(tmp_path / "link") == ["link:0: file: The package itself must not be a link"]


def test_an_encrypted_member_is_refused(refusal, tmp_path):
    file = with_member(tmp_path / "p.zip", "lessons/two.md")
    data = bytearray(file.read_bytes())
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 8] |= 1
    file.write_bytes(data)

    assert refusal(file) == ["lessons/two.md:0: file: The file is encrypted"]


def test_an_unusual_packing_is_refused(refusal, tmp_path):
    file = with_member(tmp_path / "p.zip", "lessons/two.md", kind=zipfile.ZIP_LZMA)

    assert refusal(file) == ["lessons/two.md:0: file: The file is packed in a way we do not open"]


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh"])
def test_an_archive_inside_is_refused_whatever_its_name(refusal, tmp_path, start):
    file = with_member(tmp_path / "p.zip", "media/door.png", start + b"x")

    assert refusal(file) == ["media/door.png:0: file: The file is itself an archive"]


def test_the_same_name_twice_is_refused(refusal, tmp_path):
    file = zipped(tmp_path / "p.zip")
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr("course.yaml", "x")

    assert refusal(file) == ["course.yaml:0: file: There are two files of this name: course.yaml"]


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04"])
def test_what_is_no_zip_is_refused(refusal, tmp_path, content):
    file = tmp_path / "p.zip"
    file.write_bytes(content)

    assert refusal(file) == ["p.zip:0: file: This is not a zip file, or it is damaged"]


def test_an_empty_zip_is_refused(refusal, tmp_path):
    assert refusal(zipped(tmp_path / "p.zip", {})) == ["course.yaml:0: file: The file is missing"]


def test_a_damaged_zip_is_refused(refusal, tmp_path):
    file = zipped(tmp_path / "p.zip")
    data = bytearray(file.read_bytes())
    data[60:90] = b"\xff" * 30
    file.write_bytes(data)

    assert refusal(file) == ["p.zip:0: file: This is not a zip file, or it is damaged"]


def test_a_package_that_is_not_there_is_refused(refusal, tmp_path):
    assert "gone:0: file: There is no such folder or file" in refusal(tmp_path / "gone")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "schema_version: 1".encode("utf-16"),
            "The file is in UTF-16, not UTF-8",
        ),
        (b"title: caf\xe9", "The file is in another encoding, not UTF-8"),
        (b"title: \x00", "The file holds NUL characters, so it is no text"),
    ],
)
def test_text_that_is_not_utf_8_is_refused(refusal, tmp_path, content, said):
    path = folder(tmp_path / "p")
    (path / "course.yaml").write_bytes(content)

    assert refusal(path) == [f"course.yaml:0: file: {said}"]


def test_a_byte_order_mark_and_windows_line_ends_are_taken(tmp_path, db):
    from courses.packages.opening import opened
    from tests.packages.test_opening import TODAY

    plain = opened(folder(tmp_path / "p"), today=TODAY)
    marked = {
        path: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
        for path, text in files().items()
    }

    assert opened(zipped(tmp_path / "p.zip", marked), today=TODAY).draft == plain.draft


def test_a_size_in_the_directory_that_lies_is_refused(refusal, tmp_path):
    file = with_member(tmp_path / "p.zip", "lessons/two.md", b"a" * 90_000)
    data = bytearray(file.read_bytes())
    entry = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, entry + 24, 10)
    file.write_bytes(data)

    assert refusal(file) == ["p.zip:0: file: This is not a zip file, or it is damaged"]


def test_a_folder_of_an_odd_name_is_refused(refusal, tmp_path):
    file = with_member(tmp_path / "p.zip", "../", b"", mode=stat.S_IFDIR)

    assert refusal(file) == ["../:0: file: The name of the folder is not allowed"]
