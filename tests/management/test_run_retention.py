"""The command that removes what is past its period."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from courses.packages.models import ImportRun
from tests.usecases.uploading import uploaded


def run():
    out = StringIO()
    call_command("run_retention", stdout=out)
    return out.getvalue().strip()


def test_what_waited_too_long_is_expired_once(elm, tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"
    left = uploaded(elm, tmp_path)
    ImportRun.objects.filter(pk=left.pk).update(at=timezone.now() - timedelta(days=31))

    rooms = "Training rooms whose attendance was removed: 0\nInspection packs removed: 0"
    rooms += "\nExcel files of long lists removed: 0"
    rooms += "\nFiles of training elsewhere removed: 0\nRequests to join removed: 0"
    assert [run(), run()] == [f"Uploaded packages expired: {n}\n{rooms}" for n in (1, 0)]


def test_a_dry_run_says_what_would_go_and_removes_nothing(elm, tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"
    left = uploaded(elm, tmp_path)
    ImportRun.objects.filter(pk=left.pk).update(at=timezone.now() - timedelta(days=31))
    out = StringIO()

    call_command("run_retention", dry_run=True, stdout=out)

    assert out.getvalue().splitlines() == [
        "Uploaded packages: 1 would go",
        "Training rooms whose attendance: 0 would go",
        "Inspection packs: 0 would go",
        "Excel files of long lists: 0 would go",
        "Files of training elsewhere: 0 would go",
        "Requests to join: 0 would go",
    ]
    assert ImportRun.objects.get(pk=left.pk).state == ImportRun.State.WAITING
