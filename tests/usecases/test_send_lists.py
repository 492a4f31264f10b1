"""Telling leads of their lists: on the day, once, without data, and nobody who has left."""

from datetime import timedelta

import pytest
from django.core import mail

from courses.audit.models import AuditEvent
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.notifications.models import Message
from courses.reporting import lists_services
from courses.reporting.lists import ScheduledList
from courses.usecases.leave_site import leave_site
from courses.usecases.schedule_list import pause_schedule
from courses.usecases.send_lists import send_lists, tell
from tests.people import NOON, TODAY
from tests.tables import everything
from tests.usecases.keeping import schedule_of

WEEK = timedelta(days=7)
DAY = timedelta(days=1)


@pytest.fixture
def weekly(elm, harbour):
    """Return that Lewis is told of who is overdue every week."""
    return schedule_of(elm.lewis, elm.organisation)


def test_on_its_day_one_mail_leads_to_the_list_and_names_nobody(
    elm, weekly, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        told = send_lists(at=NOON + WEEK)

    (one,) = mail.outbox
    assert (told, one.to) == ({"elm-park": 1}, ["lewis@elm-park.example"])
    assert one.subject == "Safeguarding training: your list of 10 March 2026"
    link = f"/lead/elm-park/people/lists/{weekly.key}/?on=2026-03-10"
    assert link in one.body
    body = one.body + one.alternatives[0][0]
    for name in ("Amira", "Noor", "Grace", "Ash", "overdue"):
        assert name not in body
    assert list(AuditEvent.objects.filter(verb="told-of-list").values_list("actor_id")) == [(None,)]


def test_before_its_day_nothing_is_told(weekly):
    assert send_lists(at=NOON + WEEK - DAY) == {}
    assert Message.objects.count() == 0


def test_a_second_run_tells_nothing_and_the_next_comes_in_a_week(weekly):
    send_lists(at=NOON + WEEK)

    assert send_lists(at=NOON + WEEK) == {}
    weekly.refresh_from_db()
    assert (weekly.last_on, weekly.next_on) == (TODAY + WEEK, TODAY + 2 * WEEK)


def test_days_that_were_missed_are_not_made_up_for(weekly):
    assert send_lists(at=NOON + 3 * WEEK + DAY) == {"elm-park": 1}
    weekly.refresh_from_db()
    assert weekly.next_on == TODAY + 4 * WEEK + DAY


def test_of_two_runs_at_once_one_is_slower_and_tells_nothing(weekly):
    slower = ScheduledList.objects.select_related("organisation", "owner").get()
    send_lists(at=NOON + WEEK)

    assert tell(slower, at=NOON + WEEK) is False
    assert Message.objects.count() == 1


def test_what_is_paused_is_not_told(weekly):
    pause_schedule(scheduled=weekly, at=NOON)

    assert send_lists(at=NOON + WEEK) == {}


def test_whoever_has_left_is_told_nothing_and_it_is_paused(elm, weekly):
    leave_site(membership=elm.membership(elm.lewis), last_day=TODAY, at=NOON)

    assert send_lists(at=NOON + WEEK) == {}
    weekly.refresh_from_db()
    assert weekly.paused_at == NOON + WEEK
    assert Message.objects.count() == 0
    assert AuditEvent.objects.filter(verb="paused-list", actor_id=None).count() == 1


def test_of_two_runs_at_once_one_pauses_the_list_of_whoever_has_left(elm, weekly):
    leave_site(membership=elm.membership(elm.lewis), last_day=TODAY, at=NOON)
    slower = ScheduledList.objects.select_related("organisation", "owner").get()
    send_lists(at=NOON + WEEK)
    before = everything()

    assert tell(slower, at=NOON + WEEK + DAY) is False
    assert everything() == before


def test_whoever_may_take_no_list_is_told_nothing(elm, harbour):
    schedule_of(elm.amira, elm.organisation)

    assert send_lists(at=NOON + WEEK) == {}
    assert ScheduledList.objects.filter(paused_at__isnull=False).count() == 1


def test_a_trial_counts_and_writes_nothing(elm, weekly):
    schedule_of(elm.amira, elm.organisation)
    before = everything()

    assert send_lists(at=NOON + WEEK, dry_run=True) == {"elm-park": 1}
    assert everything() == before


def test_a_broken_trail_leaves_everything_as_it_was(weekly, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "told-of-list")

    with pytest.raises(UnknownVerb):
        send_lists(at=NOON + WEEK)

    assert everything() == before


def test_the_day_after_the_31st_is_the_last_of_a_shorter_month():
    assert str(lists_services.next_day("month", after=TODAY.replace(month=1, day=31))) == (
        "2026-02-28"
    )
