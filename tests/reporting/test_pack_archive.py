"""A pack as a file: whole and signed, or found out."""

import io
import subprocess
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from courses.certification.keys import PRIVATE_NAME
from courses.reporting import pack_archive
from courses.reporting.pack_archive import (
    MANIFEST,
    NoPack,
    check_pack,
    rows_of_part,
    told_by,
    write_pack,
)
from tests.reporting.test_inspection import FACTS, PART

NAMES = [
    "report.pdf",
    "method.txt",
    "HOW-TO-CHECK.txt",
    "csv/people.csv",
    "tables.xlsx",
    "manifest.json",
    "manifest.sig",
    "issuer-public-key.pem",
]


@pytest.fixture
def keys(tmp_path):
    """Return a folder for the key."""
    return tmp_path / "keys"


@pytest.fixture
def pack(tmp_path, keys):
    """Return a pack of one part."""
    path = tmp_path / "pack.zip"
    write_pack(FACTS, [PART], pdf=b"%PDF", keys=keys, to=path)
    return path


def rewritten(pack, **changes):
    """Write ``pack`` again with files changed (text), taken out (None) or added, by their path."""
    with ZipFile(pack) as archive:
        files = {name: archive.read(name) for name in archive.namelist()} | changes
    with ZipFile(pack, "w") as archive:
        for name, content in files.items():
            if content is not None:
                archive.writestr(name, content)


def test_a_pack_holds_report_tables_and_the_means_to_check_them(pack, keys):
    with ZipFile(pack) as archive:
        names = archive.namelist()
        sheets = load_workbook(io.BytesIO(archive.read("tables.xlsx"))).sheetnames

    checked = check_pack(pack, keys=keys)
    assert names == NAMES
    assert sheets == ["Everyone"]
    assert (checked.is_genuine, checked.wrong) == (True, ())
    assert checked.manifest == told_by(pack)
    assert [one["path"] for one in checked.manifest["files"]] == NAMES[:5]
    assert rows_of_part(pack, "people") == [["Name", "Day"], ["Amira", "2026-03-03"], ["Ash", ""]]


def test_without_a_pdf_the_tables_remain(tmp_path, keys):
    path = tmp_path / "plain.zip"

    write_pack(FACTS, [PART], pdf=None, keys=keys, to=path)

    with ZipFile(path) as archive:
        assert archive.namelist() == NAMES[1:]
    assert check_pack(path, keys=keys).is_genuine


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"csv/people.csv": b"Somebody else"}, ("csv/people.csv",)),
        ({"report.pdf": None}, ("report.pdf",)),
        ({"csv/more.csv": b"Added"}, ("csv/more.csv",)),
    ],
)
def test_a_changed_missing_or_added_file_is_named(pack, keys, changes, wrong):
    rewritten(pack, **changes)

    checked = check_pack(pack, keys=keys)

    assert (checked.signed, checked.wrong, checked.is_genuine) == (True, wrong, False)


def test_one_changed_byte_of_the_manifest_breaks_the_signature(pack, keys):
    with ZipFile(pack) as archive:
        told = archive.read(MANIFEST)
    rewritten(pack, **{MANIFEST: told.replace(b"Elm Park", b"Elm Bark")})

    checked = check_pack(pack, keys=keys)

    assert (checked.signed, checked.wrong, checked.is_genuine) == (False, (), False)


def test_the_key_of_another_platform_is_none_of_ours(pack, tmp_path):
    assert check_pack(pack, keys=tmp_path / "others").signed is False


def test_a_pack_stays_genuine_after_a_change_of_key(pack, keys, tmp_path):
    (keys / PRIVATE_NAME).unlink()
    write_pack(FACTS, [PART], pdf=None, keys=keys, to=tmp_path / "next.zip")

    assert check_pack(pack, keys=keys).is_genuine
    assert told_by(pack)["key"] != told_by(tmp_path / "next.zip")["key"]


@pytest.mark.parametrize(
    "told", [b"no json", b"[]", b'{"kind": "certificate"}', b'{"kind": "inspection-pack"}']
)
def test_another_manifest_is_refused(pack, keys, told):
    rewritten(pack, **{MANIFEST: told})

    with pytest.raises(NoPack, match=r"^The manifest is not one of an inspection pack$"):
        check_pack(pack, keys=keys)


@pytest.mark.parametrize("content", [b"not a zip", b""])
def test_another_file_is_refused(tmp_path, keys, content):
    path = tmp_path / "other.zip"
    path.write_bytes(content)

    with pytest.raises(NoPack, match=r"^This is not an inspection pack: BadZipFile$"):
        check_pack(path, keys=keys)


def test_a_file_too_large_for_any_pack_is_not_unpacked(pack, keys, monkeypatch):
    monkeypatch.setattr(pack_archive, "LARGEST", 10)

    with pytest.raises(NoPack, match=r"^manifest\.json is too large for an inspection pack$"):
        check_pack(pack, keys=keys)


def test_openssl_checks_the_signature_as_the_pack_says(pack, tmp_path):
    with ZipFile(pack) as archive:
        for name in ("manifest.json", "manifest.sig", "issuer-public-key.pem"):
            (tmp_path / name).write_bytes(archive.read(name))

    said = subprocess.run(
        [
            *("openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "issuer-public-key.pem"),
            *("-rawin", "-in", "manifest.json", "-sigfile", "manifest.sig"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (said.returncode, said.stdout.strip()) == (0, "Signature Verified Successfully")
