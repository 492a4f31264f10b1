"""The command that reminds people."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from courses.common.dates import local_date
from courses.compliance.services import set_requirement
from courses.usecases.supervise_starter import supervise_starter
from tests.people import NOON, STARTED, make_member
from tests.tables import everything


def run(*args):
    out = StringIO()
    call_command("send_reminders", *args, stdout=out)
    return out.getvalue().splitlines()


def test_it_counts_then_queues_then_has_nothing_left(elm, harbour, small_course):
    due_on = local_date(timezone.now()) + timedelta(days=9)
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=(due_on - STARTED).days,
        valid_months=12,
        at=NOON,
    )
    before = everything()

    assert run("--dry-run") == ["elm-park: 5 reminders to send"]
    assert everything() == before
    assert run() == ["elm-park: 5 reminders queued"]
    assert run() == ["0 reminders queued"]
    assert run("--dry-run") == ["0 reminders to send"]


def test_it_warns_leads_that_a_supervision_ends(elm, harbour, small_course):
    today = local_date(timezone.now())
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=0,
        valid_months=12,
        at=NOON,
    )
    ben = make_member(elm.organisation, elm.north, elm.teacher, "Ben Ashworth", valid_from=today)
    supervise_starter(
        membership=elm.membership(ben),
        supervisor=elm.membership(elm.grace),
        reason="Started at short notice",
        last_day=today,
        at=timezone.now(),
        actor_id=elm.lewis.pk,
    )

    assert "elm-park: 2 warnings of supervision to send" in run("--dry-run")
    assert "elm-park: 2 warnings of supervision queued" in run()
    assert [line for line in run() if "warnings" in line] == []
