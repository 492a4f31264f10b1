"""The mails that a rule would bring: just those that go out once it is saved."""

from datetime import timedelta
from uuid import uuid4

import pytest

from courses.accounts.models import User
from courses.compliance.audience import Audience
from courses.compliance.models import Requirement
from courses.learning.openings import set_opening
from courses.notifications.models import Message
from courses.usecases.apply_requirements import apply_requirements
from courses.usecases.rehearse_mails import rehearse_mails
from courses.usecases.revise_requirement import revise_requirement
from courses.usecases.send_reminders import send_reminders
from courses.usecases.set_requirement import set_requirement
from tests.people import NOON, TODAY

DAY = timedelta(days=1)


@pytest.fixture
def asked(elm, harbour, small_course):
    """Return what a rule for the people of North asks for, from a day on."""

    def call(starts=TODAY, **more):
        return {
            "organisation": elm.organisation,
            "course": small_course.course,
            "effective_from": starts,
            "due_days": 9,
            "audience": Audience(sites=(elm.north.pk,)),
            **more,
        }

    return call


def sent_on(first, until):
    """Send every day's reminders; return how many mails went on each day with any."""
    days = [first + n * DAY for n in range((until - first).days + 1)]
    for day in days:
        send_reminders(at=NOON + (day - TODAY))
    counts = {
        day: Message.objects.filter(kind="reminder", queued_at=NOON + (day - TODAY)).count()
        for day in days
    }
    return {day: count for day, count in counts.items() if count}


def test_what_is_rehearsed_is_what_goes_out_once_the_rule_is_saved(elm, asked):
    mails = rehearse_mails(drawn=Requirement(**asked()), today=TODAY)

    set_requirement(**asked(), at=NOON)
    apply_requirements(organisation=elm.organisation, at=NOON)

    assert mails.until == TODAY + 29 * DAY
    assert {day: after for day, after, _before in mails.days} == sent_on(TODAY, mails.until)
    assert [before for _day, _after, before in mails.days] == [0] * len(mails.days)
    assert mails.days[0] == (TODAY + 3 * DAY, 3, 0)


def test_before_the_course_opens_nobody_is_reminded_of_it(elm, asked, small_course):
    opens_on = TODAY + 5 * DAY
    set_opening(organisation=elm.organisation, course=small_course.course, opens_on=opens_on)

    mails = rehearse_mails(drawn=Requirement(**asked()), today=TODAY)

    set_requirement(**asked(), at=NOON)
    apply_requirements(organisation=elm.organisation, at=NOON)
    assert {day: after for day, after, _before in mails.days} == sent_on(TODAY, mails.until)
    assert mails.days[0] == (opens_on, 3, 0)


def test_a_revision_to_come_is_compared_with_the_rule_as_it_is(elm, asked):
    began = TODAY - 20 * DAY
    for_all = asked(began, audience=Audience(), due_days=40)
    kept = set_requirement(**for_all, at=NOON - 20 * DAY)
    apply_requirements(organisation=elm.organisation, at=NOON - 20 * DAY)
    sent_on(began, TODAY - DAY)
    starts = TODAY + 5 * DAY
    drawn = Requirement(**asked(starts, due_days=40), rule=kept.rule)

    mails = rehearse_mails(drawn=drawn, today=TODAY)
    revise_requirement(requirement=kept, effective_from=starts, audience=drawn.audience, at=NOON)

    assert mails.until == starts + 29 * DAY
    there = sent_on(TODAY, mails.until)
    assert {day: after for day, after, _before in mails.days if after} == {
        day: there[day] for day, after, _before in mails.days if after
    }
    assert [before - after for _day, after, before in mails.days] == [2] * len(mails.days)
    assert len(mails.days) > 1


def test_whoever_has_no_address_counts_for_none_and_nobody_gets_none(elm, asked):
    User.objects.filter(pk__in=[elm.amira.pk, elm.lewis.pk, elm.noor.pk]).update(email=None)

    mails = rehearse_mails(drawn=Requirement(**asked()), today=TODAY)

    assert mails.days == ()


def test_too_far_ahead_or_for_too_many_it_is_not_worked_out(elm, asked, monkeypatch):
    far = Requirement(**asked(TODAY + 61 * DAY), rule=uuid4())
    assert rehearse_mails(drawn=far, today=TODAY) is None

    monkeypatch.setattr("courses.usecases.rehearse_mails.MOST_PEOPLE", 2)
    assert rehearse_mails(drawn=Requirement(**asked()), today=TODAY) is None
