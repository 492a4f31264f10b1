"""The calendar of reminders and the preview of one, held equal to what is sent."""

from datetime import timedelta

import pytest
from django.core import mail

from courses.accounts.models import User
from courses.accounts.services import join
from courses.common.scope import Scope
from courses.compliance.audience import Audience
from courses.compliance.services import exempt, set_requirement
from courses.learning.openings import set_opening
from courses.learning.services import record_outside
from courses.notifications import forecast
from courses.notifications.letter import html_of
from courses.notifications.models import Message, Reminder
from courses.notifications.planning import add_quiet_days, save_plan
from courses.usecases import foresee_reminders
from courses.usecases.foresee_reminders import TooManyPeople, foresee, preview_of
from courses.usecases.send_reminders import send_reminders
from tests.people import NOON, STARTED, TODAY, make_user
from tests.small_course import make_small_course

DAY = timedelta(days=1)


@pytest.fixture
def due(elm, harbour, small_course):
    """Return Elm Park's rules: one course due in 9 days, another in 20, a third every year."""

    def rule(course, days, **more):
        return set_requirement(
            organisation=elm.organisation,
            course=course,
            effective_from=STARTED,
            due_days=(TODAY - STARTED).days + days,
            valid_months=12,
            at=NOON,
            **more,
        )

    def done(user, course, days_ago):
        record_outside(
            learner_id=user.pk,
            organisation_id=elm.organisation.pk,
            course=course,
            completed_on=TODAY - days_ago * DAY,
            minutes=60,
            evidence="Seen",
            at=NOON,
            actor_id=None,
        )

    shorter = make_small_course(slug="shorter").course
    teachers = Audience(roles=(elm.teacher.pk,))
    rules = [
        rule(small_course.course, 9, audience=Audience(sites=(elm.north.pk,))),
        rule(make_small_course(slug="other").course, 20, audience=teachers),
        rule(make_small_course(slug="third").course, -400, grace_days=10, refresher=shorter),
    ]
    third = rules[2].course
    for user, days_ago in ((elm.amira, 340), (elm.lewis, 100), (elm.noor, 372), (elm.ash, 400)):
        done(user, third, days_ago)
    opens_on = TODAY + 3 * DAY
    set_opening(organisation=elm.organisation, course=rules[1].course, opens_on=opens_on)
    User.objects.filter(pk=elm.grace.pk).update(email=None)
    exempt(
        membership=elm.membership(elm.ash),
        rule=rules[2].rule,
        reason="Away",
        valid_from=STARTED,
        valid_until=TODAY + 12 * DAY,
        at=NOON,
    )
    return rules


def whole(elm):
    return Scope(elm.organisation.pk, TODAY, whole=True)


def told_on(day):
    """Return what was told on a day: (person, course, due day, stage)."""
    rows = Reminder.objects.filter(message__queued_at=NOON + (day - TODAY))
    return sorted(rows.values_list("membership", "course", "due_on", "stage"))


def foreseen(coming, day):
    return sorted(
        (one.membership_id, one.course_id, one.due_on, one.stage)
        for mail_of in coming[day]
        for one in mail_of.wanted
    )


def test_the_calendar_is_what_goes_out_on_each_of_the_30_days(elm, due):
    add_quiet_days(
        organisation=elm.organisation,
        name="Half term",
        first_day=TODAY + 9 * DAY,
        last_day=TODAY + 11 * DAY,
    )
    save_plan(organisation=elm.organisation, changes={"before": "21, 7, 1", "every_days": 5})
    send_reminders(at=NOON - DAY)

    coming = foresee(scope=whole(elm))
    for day in coming:
        send_reminders(at=NOON + (day - TODAY))

    assert {day: foreseen(coming, day) for day in coming} == {day: told_on(day) for day in coming}
    assert sum(map(len, coming.values())) > 10
    assert [coming[TODAY + n * DAY] for n in (9, 10, 11)] == [[], [], []]


def test_the_preview_is_what_is_sent_byte_for_byte(elm, due, django_capture_on_commit_callbacks):
    save_plan(
        organisation=elm.organisation,
        changes={
            "opening": "{name}, {organisation} asks you for {courses}, the first by {first_day}:",
            "closing": "Ask Lewis for an hour. {{url}} <b>",
        },
    )
    member = elm.membership(elm.amira)
    before = preview_of(member, organisation=elm.organisation, on=TODAY)

    with django_capture_on_commit_callbacks(execute=True):
        send_reminders(at=NOON + (before.on - TODAY))

    message = Message.objects.get(recipient=elm.amira)
    assert (before.subject, before.body) == (message.subject, message.body)
    sent = next(one for one in mail.outbox if one.to == ["amira@elm-park.example"])
    assert (before.subject, before.body) == (sent.subject, sent.body)
    assert (
        html_of(Message(kind="reminder", subject=before.subject, body=before.body))
        == (sent.alternatives[0][0])
    )
    assert "Amira Haddad, Elm Park asks you for 2, the first by 7 February 2026:" not in sent.body
    assert "Amira Haddad, Elm Park asks you for" in sent.body
    assert "Ask Lewis for an hour. {{url}} <b>" in sent.body


def test_who_is_reached_by_no_mail_or_has_nothing_to_do_has_no_preview(elm, due):
    grace = elm.membership(elm.grace)

    assert preview_of(grace, organisation=elm.organisation, on=TODAY) is None


def test_a_part_of_the_organisation_sees_its_own_people(elm, due):
    north = Scope(elm.organisation.pk, TODAY, site_ids=frozenset({elm.north.pk}))

    names = {one.membership.user.name for found in foresee(scope=north).values() for one in found}

    assert names == {"Amira Haddad", "Lewis Grant", "Noor Siddiqui"}


def test_however_many_people_it_takes_the_same_queries(elm, due, django_assert_num_queries):
    with django_assert_num_queries(20):
        foresee(scope=whole(elm))
    for name in ("Bo", "Cy", "Di"):
        join(
            user=make_user(name, f"{name.lower()}@elm-park.example"),
            organisation=elm.organisation,
            role=elm.teacher,
            site=elm.north,
            valid_from=STARTED,
            at=NOON,
        )
    with django_assert_num_queries(20):
        foresee(scope=whole(elm))


def test_of_too_many_people_there_is_no_calendar(elm, due, monkeypatch):
    monkeypatch.setattr(foresee_reminders, "MOST_PEOPLE", 4)

    with pytest.raises(TooManyPeople):
        foresee(scope=whole(elm))


def test_without_rules_nothing_is_to_come(elm):
    coming = foresee(scope=whole(elm))

    assert len(coming) == forecast.DAYS
    assert not any(coming.values())
