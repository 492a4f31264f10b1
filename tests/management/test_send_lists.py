"""The command that tells leads of their lists."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from courses.reporting.lists import ScheduledList
from tests.usecases.keeping import schedule_of


def run(*options):
    out = StringIO()
    call_command("send_lists", *options, stdout=out)
    return out.getvalue().strip()


def test_it_counts_first_then_queues_once(elm, harbour):
    schedule_of(elm.lewis, elm.organisation)
    ScheduledList.objects.update(next_on=timezone.now().date() - timedelta(days=1))

    assert [run("--dry-run"), run(), run()] == [
        "elm-park: 1 lists to send",
        "elm-park: 1 lists queued",
        "0 lists queued",
    ]
