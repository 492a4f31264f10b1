"""The command that brings a backup back: the round trip, and what it refuses.

Each restore migrates PostgreSQL anew from its first table, so what looks at the archive is asked on
SQLite alone.
"""

import json
from datetime import date
from io import StringIO
from zipfile import ZipFile

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from courses.accounts.models import Organisation, User
from courses.audit.models import AuditEvent
from courses.audit.services import record
from courses.audit.triggers import NAMES, installed_triggers
from courses.certification.models import Certificate
from courses.certification.queries import shown
from courses.learning.models import Enrolment
from tests.people import NOON, make_user

TODAY = date(2026, 3, 3)


@pytest.fixture(autouse=True)
def migrated(transactional_db, settings):
    """Let the database know its migrations: a restore goes by them, other tests make no use."""
    settings.MIGRATION_MODULES = {}
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    there = recorder.applied_migrations()
    recorder.migration_qs.bulk_create(
        recorder.Migration(app=app, name=name)
        for app, name in MigrationLoader(None).disk_migrations
        if (app, name) not in there
    )


@pytest.fixture
def backup(migrated, certificate, tmp_path):
    """Return a backup of the platform with one passed course."""
    file = tmp_path / "one.zip"
    call_command("backup", str(file), stdout=StringIO())
    return file


def restored(file, *options):
    """Bring ``file`` back; return what was printed."""
    out = StringIO()
    call_command("restore", str(file), *options, stdout=out)
    return out.getvalue().splitlines()


def rewritten(file, change):
    """Write ``file`` again with each member put through ``change(name, content)``."""
    with ZipFile(file) as zipped:
        members = {name: zipped.read(name) for name in zipped.namelist()}
    with ZipFile(file, "w") as zipped:
        for name, content in members.items():
            zipped.writestr(*change(name, content))


def listed(**changes):
    """Return a change of the list inside a backup."""

    def change(name, content):
        if name != "manifest.json":
            return name, content
        return name, json.dumps({**json.loads(content), **changes})

    return change


def refusal(file, *options):
    """Return why ``file`` is refused."""
    with pytest.raises(CommandError) as refused:
        call_command("restore", str(file), *options)
    return str(refused.value)


def test_a_round_trip_brings_back_everything_and_the_certificate_still_verifies(
    backup, certificate, data_dir, client
):
    number, signature = certificate.number, certificate.signature
    events = list(AuditEvent.objects.order_by("pk").values_list("hash", flat=True))
    keys = {one.name: one.read_bytes() for one in (data_dir / "keys").iterdir()}
    make_user("Came Later", "later@elm-park.example")
    client.force_login(certificate.learner)
    for one in (data_dir / "keys").iterdir():
        one.unlink()

    told = restored(backup, "--replace")

    again = Certificate.objects.get()
    assert (again.number, again.signature) == (number, signature)
    assert shown(again, on=TODAY, keys=data_dir / "keys").is_genuine is True
    assert list(AuditEvent.objects.order_by("pk").values_list("hash", flat=True)) == events
    assert {one.name: one.read_bytes() for one in (data_dir / "keys").iterdir()} == keys
    assert User.objects.filter(name="Came Later").exists() is False
    assert list(Session.objects.all()) == []
    assert installed_triggers(connection) == sorted(NAMES)
    assert told[0].endswith(
        f": 2 organisations, {User.objects.count()} people, {Enrolment.objects.count()} enrolments,"
        f" 1 certificates, {len(events)} audit events, 2 files."
    )
    assert told[1] == "The audit trail is whole."


def test_after_it_new_rows_take_new_numbers(backup, certificate):
    before = set(User.objects.values_list("pk", flat=True))
    restored(backup, "--replace")

    later = make_user("Came Later", "later@elm-park.example")
    here = Organisation.objects.first().pk
    with transaction.atomic():
        event = record(verb="joined", about=later, at=NOON, organisation_id=here)

    assert later.pk not in before
    assert event.sequence > 1


@pytest.mark.same_on_both
def test_the_keys_are_for_their_owner_alone(backup, data_dir):
    restored(backup, "--replace")

    assert {one.stat().st_mode & 0o777 for one in (data_dir / "keys").iterdir()} == {0o600}


def test_people_are_not_given_up_unasked(backup, data_dir):
    make_user("Came Later", "later@elm-park.example")

    assert refusal(backup) == (
        "There are people or keys here. Back them up, then add --replace to give them up"
    )
    assert User.objects.filter(name="Came Later").exists() is True


@pytest.mark.same_on_both
def test_a_changed_file_is_named_and_nothing_is_touched(backup):
    changed = []

    def change(name, content):
        if name.startswith("data/keys/"):
            changed.append(name)
            return name, content + b"x"
        return name, content

    rewritten(backup, change)
    make_user("Came Later", "later@elm-park.example")

    assert refusal(backup, "--replace") == (
        f"{backup} was changed or damaged: {', '.join(sorted(changed))}"
    )
    assert User.objects.filter(name="Came Later").exists() is True


@pytest.mark.same_on_both
@pytest.mark.parametrize("odd", ["../outside", "/outside", "data/../outside", "other/file"])
def test_a_name_that_leads_elsewhere_is_refused(backup, tmp_path, odd):
    rewritten(backup, listed(files={odd: "0" * 64}))

    assert refusal(backup, "--replace") == f"{backup} is not a whole backup: odd name {odd!r}"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["data", "one.zip"]


@pytest.mark.same_on_both
def test_a_file_that_the_list_does_not_name_is_refused(backup):
    rewritten(backup, listed(files={}))

    assert "is not in both the archive and its list" in refusal(backup, "--replace")


@pytest.mark.same_on_both
@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_something_else_is_not_taken_for_a_backup(certificate, tmp_path, content):
    (tmp_path / "one.zip").write_bytes(content)

    assert refusal(tmp_path / "one.zip", "--replace").startswith(
        f"{tmp_path / 'one.zip'} is not a whole backup: "
    )


@pytest.mark.same_on_both
def test_a_missing_file_is_named(certificate, tmp_path):
    assert "none.zip is not a whole backup" in refusal(tmp_path / "none.zip", "--replace")


@pytest.mark.same_on_both
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"v": 2}, "is not a whole backup: format 2, not 1"),
        ({"database": "oracle"}, "The backup is of oracle, DATABASE_URL names "),
        (
            {"migrations": {"courses": "9999_later"}},
            "The backup is of another release: courses.9999_later is not known here",
        ),
    ],
)
def test_a_backup_that_does_not_fit_is_refused(backup, changes, words):
    rewritten(backup, listed(**changes))

    assert words in refusal(backup, "--replace")


@pytest.mark.same_on_both
def test_missing_rows_are_told(backup):
    with ZipFile(backup) as zipped:
        rows = json.loads(zipped.read("manifest.json"))["rows"]
    rewritten(backup, listed(rows={**rows, "courses_user": rows["courses_user"] + 1}))

    assert refusal(backup, "--replace") == "Rows are missing in: courses_user"


@pytest.mark.same_on_both
def test_certificates_without_their_key_are_told(backup):
    with ZipFile(backup) as zipped:
        listing = json.loads(zipped.read("manifest.json"))
        members = {name: zipped.read(name) for name in listing["files"]}
    kept = {name: value for name, value in listing["files"].items() if "keys" not in name}
    with ZipFile(backup, "w") as zipped:
        for name in kept:
            zipped.writestr(name, members[name])
        zipped.writestr("manifest.json", json.dumps({**listing, "files": kept}))
    for one in (backup.parent / "data/keys").iterdir():
        one.unlink()

    assert refusal(backup, "--replace") == (
        "1 certificates do not verify with the keys of the backup"
    )
