"""Telling training leads once a week how their teams stand: counts, never names."""

from collections import Counter
from datetime import timedelta

import pytest

from courses.accounts.models import Team, User
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.compliance.services import set_requirement
from courses.notifications.models import Message
from courses.notifications.planning import add_quiet_days, save_plan
from courses.usecases.send_digests import send_digests
from tests.people import NOON, STARTED, TODAY
from tests.tables import everything, trail

DAY = timedelta(days=1)
TUESDAY = TODAY.weekday()


@pytest.fixture
def late(elm, harbour, small_course):
    """Let everybody of Elm Park be overdue, and its leads be told on this weekday."""
    team = Team.objects.create(organisation=elm.organisation, name="Year 5")
    elm.membership(elm.amira).periods.update(team=team)
    save_plan(organisation=elm.organisation, changes={"digest_on": TUESDAY})
    save_plan(organisation=harbour.organisation, changes={"digest_on": TUESDAY})
    return set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON,
    )


def test_each_lead_is_told_of_their_own_people_once(late, elm):
    assert send_digests(at=NOON) == Counter({"elm-park": 2})
    before = everything()
    assert send_digests(at=NOON + DAY / 24) == Counter()

    assert everything() == before
    lewis, noor = (Message.objects.get(recipient=one) for one in (elm.lewis, elm.noor))
    assert lewis.subject == noor.subject == "Safeguarding training: how your teams stand"
    assert "- North: 2 overdue\n- North, Year 5: 1 overdue\n- South: 2 overdue" in lewis.body
    assert "- North: 2 overdue\n- North, Year 5: 1 overdue\n\n" in noor.body
    assert "http://testserver/lead/elm-park/" in lewis.body
    assert not [name for name in ("Amira", "Grace", "Ash") if name in lewis.body]
    assert [verb for verb, *_ in trail(elm.organisation.pk)] == ["sent-digests"] * 2


def test_what_is_due_soon_is_told_beside(late, elm):
    type(late).objects.update(due_days=(TODAY - STARTED).days + 9)

    send_digests(at=NOON)

    assert "- South: 2 due soon" in Message.objects.get(recipient=elm.lewis).body


def test_on_another_day_in_holidays_and_without_anybody_to_chase_nothing_goes(
    late, elm, small_course
):
    assert send_digests(at=NOON + DAY) == Counter()
    assert send_digests(at=NOON, dry_run=True) == Counter({"elm-park": 2})
    type(late).objects.update(due_days=(TODAY - STARTED).days + 300)
    assert send_digests(at=NOON) == Counter()
    type(late).objects.update(due_days=28)
    add_quiet_days(organisation=elm.organisation, name="Rest", first_day=TODAY, last_day=TODAY)
    assert send_digests(at=NOON) == Counter()
    assert list(Message.objects.all()) == []


def test_who_leads_no_longer_or_has_no_address_is_not_told(late, elm):
    elm.membership(elm.lewis).grants.update(valid_until=TODAY - DAY)
    User.objects.filter(pk=elm.noor.pk).update(email=None)

    assert send_digests(at=NOON) == Counter()


def test_in_quiet_hours_it_waits_for_the_morning(late, elm):
    save_plan(organisation=elm.organisation, changes={"digest_on": TUESDAY})

    send_digests(at=NOON + DAY / 24 * 10)

    due = Message.objects.get(recipient=elm.lewis).due_at
    assert due == NOON + DAY / 24 * 19


def test_when_the_trail_refuses_nothing_is_queued(late, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "sent-digests")

    with pytest.raises(UnknownVerb):
        send_digests(at=NOON)

    assert everything() == before
