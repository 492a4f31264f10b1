"""The command that checks a pack."""

from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from courses.reporting.pack_archive import MANIFEST, write_pack
from tests.reporting.test_inspection import FACTS, PART
from tests.reporting.test_pack_archive import rewritten


@pytest.fixture
def pack(settings, tmp_path):
    """Return a pack of this platform."""
    settings.DATA_DIR = tmp_path
    path = tmp_path / "pack.zip"
    write_pack(FACTS, [PART], pdf=None, keys=tmp_path / "keys", to=path)
    return path


def test_a_pack_of_ours_is_genuine(pack, capsys):
    call_command("verify_pack", str(pack))

    assert capsys.readouterr().out == (
        "Genuine: Elm Park, as at 2026-03-03, 4 files, asked for at 2026-03-03T12:00:00+00:00.\n"
    )


def test_what_is_wrong_is_named(pack):
    rewritten(pack, **{"method.txt": b"Other", MANIFEST: rewritten_manifest(pack)})

    with pytest.raises(CommandError) as error:
        call_command("verify_pack", str(pack))

    assert str(error.value).splitlines() == [
        "The signature of manifest.json is of no key of this platform.",
        "Changed, missing or added: method.txt",
    ]


def rewritten_manifest(pack):
    """Return the manifest with another name in it."""
    return pack_text(pack).replace("Elm", "Oak").encode()


def pack_text(pack):
    """Return the manifest as text."""
    with ZipFile(pack) as archive:
        return archive.read(MANIFEST).decode()


def test_a_file_that_is_no_pack_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"^This is not an inspection pack: FileNotFoundError$"):
        call_command("verify_pack", str(tmp_path / "none.zip"))
