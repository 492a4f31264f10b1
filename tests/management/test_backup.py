"""The command that writes a backup."""

import json
from io import StringIO
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from courses.audit.models import AuditEvent
from courses.certification.models import Certificate


def taken(file):
    """Write a backup to ``file``; return what was printed and its list."""
    out = StringIO()
    call_command("backup", str(file), stdout=out)
    with ZipFile(file) as zipped:
        return out.getvalue(), json.loads(zipped.read("manifest.json"))


def test_it_holds_the_rows_of_one_moment_and_the_keys(certificate, data_dir, tmp_path):
    (data_dir / "media").mkdir()
    (data_dir / "media/logo.png").write_bytes(b"picture")
    (data_dir / "backups").mkdir()
    (data_dir / "backups/older.zip").write_bytes(b"older")

    told, listed = taken(tmp_path / "one.zip")

    kept = sorted(name for name in listed["files"] if name.startswith("data/"))
    keys = sorted(f"data/keys/{one.name}" for one in (data_dir / "keys").iterdir())
    assert kept == [*keys, "data/media/logo.png"]
    assert len(keys) == 2
    assert listed["rows"]["courses_certificate"] == Certificate.objects.count() == 1
    assert listed["rows"]["courses_auditevent"] == AuditEvent.objects.count()
    assert listed["database"] == connection.vendor
    assert told == (
        f"{sum(listed['rows'].values())} rows of {len(listed['rows'])} tables"
        f" in {tmp_path / 'one.zip'}\n"
    )


def test_nobody_else_can_read_it_and_no_draft_stays(certificate, tmp_path):
    taken(tmp_path / "one.zip")

    assert (tmp_path / "one.zip").stat().st_mode & 0o777 == 0o600
    assert sorted(one.name for one in tmp_path.iterdir()) == ["data", "one.zip"]


def test_a_file_that_is_there_is_kept(certificate, tmp_path):
    (tmp_path / "one.zip").write_bytes(b"older")

    with pytest.raises(CommandError, match=r"^Name a new file in a folder that exists: "):
        call_command("backup", str(tmp_path / "one.zip"))

    assert (tmp_path / "one.zip").read_bytes() == b"older"


def test_a_folder_that_is_missing_is_not_made(certificate, tmp_path):
    with pytest.raises(CommandError, match=r"^Name a new file in a folder that exists: "):
        call_command("backup", str(tmp_path / "none/one.zip"))

    assert not (tmp_path / "none").exists()


def test_sign_ins_are_left_out(certificate, tmp_path, client):
    client.force_login(certificate.learner)

    _told, listed = taken(tmp_path / "one.zip")

    assert "django_session" not in listed["rows"]
