"""Telling leads in time that the supervision of a starter ends."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.core import mail

from courses.accounts.models import Site
from courses.audit.services import UnknownVerb
from courses.common.dates import LONDON
from courses.common.vocabulary import VERBS
from courses.compliance.models import Supervision
from courses.compliance.services import set_requirement
from courses.notifications.models import Message
from courses.usecases.leave_site import leave_site
from courses.usecases.record_training import record_training
from courses.usecases.supervise_starter import supervise_starter
from courses.usecases.warn_of_supervision import warn_of_supervision
from tests.people import NOON, STARTED, TODAY, make_member
from tests.tables import everything, trail

# Tuesday 17 March 2026: three working days before is Thursday 12 March.
LAST = date(2026, 3, 17)
EVE, DUE, LATE = (datetime(2026, 3, day, 8, tzinfo=LONDON) for day in (11, 12, 17))


@pytest.fixture
def starter(elm, harbour, small_course):
    """Return Ben at North, who is supervised to the 17th and lacks the course of the first day."""
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=0,
        valid_months=12,
        at=NOON,
    )
    ben = make_member(elm.organisation, elm.north, elm.teacher, "Ben Ashworth", valid_from=TODAY)
    member = elm.membership(ben)
    supervise_starter(
        membership=member,
        supervisor=elm.membership(elm.grace),
        reason="Started at short notice",
        last_day=LAST,
        at=NOON,
        actor_id=elm.lewis.pk,
    )
    Message.objects.all().delete()
    return member


def told():
    rows = Message.objects.order_by("recipient__name")
    return list(rows.values_list("recipient__name", flat=True))


def test_the_leads_of_the_place_hear_three_working_days_before(
    starter, elm, django_capture_on_commit_callbacks
):
    assert warn_of_supervision(at=EVE) == Counter()
    with django_capture_on_commit_callbacks(execute=True):
        assert warn_of_supervision(at=DUE) == Counter({"elm-park": 2})

    assert told() == ["Lewis Grant", "Noor Siddiqui"]
    assert {sent.subject for sent in mail.outbox} == {
        "Supervision of a new starter at Elm Park ends soon"
    }
    assert "ends with Tuesday 17 March 2026" in mail.outbox[0].body
    assert trail(elm.organisation.pk)[-1] == (
        "warned-of-supervision",
        "membership",
        starter.pk,
        None,
    )


def test_a_second_run_and_a_later_day_tell_nobody_again(starter):
    warn_of_supervision(at=DUE)
    before = everything()

    assert warn_of_supervision(at=DUE) == Counter()
    assert warn_of_supervision(at=LATE) == Counter()
    assert everything() == before


def test_a_day_that_was_missed_is_made_up_for(starter):
    assert warn_of_supervision(at=LATE) == Counter({"elm-park": 2})
    assert warn_of_supervision(at=LATE + timedelta(days=1)) == Counter()


def test_a_dry_run_counts_and_writes_nothing(starter):
    before = everything()

    assert warn_of_supervision(at=DUE, dry_run=True) == Counter({"elm-park": 2})
    assert everything() == before


def test_nobody_is_warned_of_whoever_has_finished_or_left(starter, elm, small_course):
    record_training(
        membership=starter,
        course=small_course.course,
        completed_on=TODAY,
        minutes=30,
        evidence="Seen",
        at=NOON,
    )
    assert warn_of_supervision(at=DUE) == Counter()


def test_nobody_is_warned_of_a_leaver(starter, elm):
    leave_site(membership=starter, last_day=TODAY, at=NOON, actor_id=elm.lewis.pk)

    assert warn_of_supervision(at=DUE) == Counter()


def test_without_its_audit_event_nothing_is_written(starter, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "warned-of-supervision")

    with pytest.raises(UnknownVerb):
        warn_of_supervision(at=DUE)

    assert everything() == before


@pytest.mark.parametrize(("nation", "day"), [("E", 13), ("NI", 12)])
def test_bank_holidays_of_the_nation_of_the_site_are_no_working_days(starter, elm, nation, day):
    Site.objects.filter(pk=elm.north.pk).update(nation=nation)
    Supervision.objects.update(valid_until=date(2026, 3, 18))  # the day after St Patrick's Day

    before, on = (datetime(2026, 3, one, 8, tzinfo=LONDON) for one in (day - 1, day))

    assert warn_of_supervision(at=before, dry_run=True) == Counter()
    assert warn_of_supervision(at=on, dry_run=True) == Counter({"elm-park": 2})
