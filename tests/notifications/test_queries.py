"""Which reminders are still to be given."""

from datetime import timedelta

import pytest

from courses.accounts.invitation import Invitation
from courses.accounts.membership import Membership
from courses.compliance.kept import kept_on
from courses.compliance.services import set_requirement
from courses.learning.openings import set_opening
from courses.learning.services import close, enrol, record_outside
from courses.notifications.many import Letter, remind_many
from courses.notifications.models import Message
from courses.notifications.queries import (
    not_given,
    reminder_key,
    reminders_given,
    reminders_wanted,
    told_lately,
    was_reminded,
)
from courses.notifications.reminders import Wanted
from courses.usecases.refresh_standings import refresh_standings
from tests.people import NOON, STARTED, TODAY

DUE = STARTED + timedelta(days=28)
LATER = NOON + timedelta(hours=1)


def told(user, organisation, wanted, key="reminder:1:2026-03-03"):
    words = ("Safeguarding training", "Sign in.")
    remind_many([Letter(key, user, organisation, NOON, tuple(wanted), *words)], at=NOON)


def rule(elm, course):
    return set_requirement(
        organisation=elm.organisation,
        course=course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON,
    )


@pytest.mark.parametrize("people", [1, 3])
def test_what_was_told_is_left_out_however_many_they_are(
    elm, small_course, people, django_assert_num_queries
):
    rule(elm, small_course.course)
    members = list(Membership.objects.filter(organisation=elm.organisation)[:people])
    everyone = [Wanted(m.pk, small_course.course_id, DUE, "overdue-4") for m in members]
    told(elm.amira, elm.organisation, everyone[:1])

    with django_assert_num_queries(8):
        found = reminders_wanted(members, on=TODAY)

    assert found == everyone[1:]
    opens_on = TODAY + timedelta(days=1)
    set_opening(organisation=elm.organisation, course=small_course.course, opens_on=opens_on)
    assert reminders_wanted(members, on=TODAY) == []
    assert len(reminders_wanted(members, on=opens_on)) == people - 1


def test_another_stage_or_due_day_is_another_reminder(elm, small_course):
    member = elm.membership(elm.amira)
    first = Wanted(member.pk, small_course.course_id, DUE, "overdue-3")
    told(elm.amira, elm.organisation, [first])
    others = [
        Wanted(member.pk, small_course.course_id, DUE, "overdue-4"),
        Wanted(member.pk, small_course.course_id, TODAY, "overdue-3"),
        Wanted(elm.membership(elm.noor).pk, small_course.course_id, DUE, "overdue-3"),
    ]

    assert not_given([first, *others]) == others


def test_the_mail_of_a_day_is_known_by_person_and_day(elm):
    told(elm.amira, elm.organisation, [], key=reminder_key(elm.amira.pk, TODAY))

    tomorrow = TODAY + timedelta(days=1)
    assert was_reminded(user_id=elm.amira.pk, on=TODAY) is True
    assert was_reminded(user_id=elm.amira.pk, on=tomorrow) is False
    assert was_reminded(user_id=elm.noor.pk, on=TODAY) is False


def given(user, organisation, version, *, days_ago):
    return enrol(
        learner=user,
        organisation=organisation,
        version=version,
        reason="required",
        at=NOON - timedelta(days=days_ago),
    )


def test_an_enrolment_counts_for_its_course_on_its_day_and_the_two_after(
    elm, harbour, small_course
):
    first, second, third = (elm.membership(user) for user in (elm.amira, elm.noor, elm.lewis))
    given(elm.amira, elm.organisation, small_course, days_ago=2)
    given(elm.noor, elm.organisation, small_course, days_ago=3)
    given(elm.lewis, harbour.organisation, small_course, days_ago=0)
    course = small_course.course_id

    found = told_lately([first, second, third], {course}, on=TODAY)

    assert found == {(first.pk, course): TODAY - timedelta(days=2)}
    assert told_lately([first], {course + 1}, on=TODAY) == {}


def test_an_enrolment_that_is_closed_counts_no_more(elm, small_course):
    member = elm.membership(elm.amira)
    close(enrolment=given(elm.amira, elm.organisation, small_course, days_ago=0), at=NOON)

    assert told_lately([member], {small_course.course_id}, on=TODAY) == {}


def test_an_invitation_counts_for_every_course_and_the_later_day_stands(elm, small_course):
    member = elm.membership(elm.amira)
    Invitation.objects.create(
        organisation=elm.organisation,
        email=elm.amira.email,
        name=elm.amira.name,
        role=elm.teacher,
        site=elm.north,
        starts_on=TODAY,
        membership=member,
        token_hash="a",
        invited_at=NOON - timedelta(days=1),
        expires_at=NOON + timedelta(days=6),
    )
    given(elm.amira, elm.organisation, small_course, days_ago=0)
    given_course, other = small_course.course_id, small_course.course_id + 1

    assert told_lately([member], {given_course, other}, on=TODAY) == {
        (member.pk, given_course): TODAY,
        (member.pk, other): TODAY - timedelta(days=1),
    }


def test_what_was_given_is_told_for_one_organisation_and_its_time(elm, harbour, small_course):
    amira, callum = elm.membership(elm.amira), harbour.membership(harbour.callum)
    course = small_course.course_id
    told(elm.amira, elm.organisation, [Wanted(amira.pk, course, DUE, "overdue-1")], "a")
    told(harbour.callum, harbour.organisation, [Wanted(callum.pk, course, DUE, "before-3")], "b")

    def given(since, until):
        return reminders_given(
            organisation_id=elm.organisation.pk,
            since=NOON + timedelta(days=since),
            until=NOON + timedelta(days=until),
        )

    assert given(0, 1) == [(amira.pk, course, DUE, None)]
    Message.objects.update(sent_at=NOON)
    assert given(0, 1) == [(amira.pk, course, DUE, TODAY)]
    assert (given(-1, 0), given(1, 2)) == ([], [])


@pytest.mark.parametrize("people", [1, 3])
def test_what_is_kept_tells_the_same_reminders_in_five_queries(
    elm, small_course, people, django_assert_num_queries
):
    rule(elm, small_course.course)
    refresh_standings(organisation=elm.organisation, at=LATER)
    members = list(Membership.objects.filter(organisation=elm.organisation)[:people])
    kept = {elm.organisation.pk: kept_on(elm.organisation.pk, on=TODAY)}

    with django_assert_num_queries(5):
        found = reminders_wanted(members, on=TODAY, kept=kept)

    assert [one.stage for one in found] == ["overdue-4"] * people
    assert found == reminders_wanted(members, on=TODAY)


def test_whoever_has_changed_or_was_told_lately_is_looked_at_afresh(elm, small_course):
    rule(elm, small_course.course)
    done(elm.noor, elm, small_course, days_ago=400, at=NOON)
    for user in (elm.amira, elm.noor):
        given(user, elm.organisation, small_course, days_ago=1)
    refresh_standings(organisation=elm.organisation, at=LATER)
    done(elm.lewis, elm, small_course, days_ago=1, at=LATER)
    members = [elm.membership(one) for one in (elm.amira, elm.noor, elm.lewis, elm.grace)]
    kept = {elm.organisation.pk: kept_on(elm.organisation.pk, on=TODAY)}

    found = reminders_wanted(members, on=TODAY, kept=kept)

    assert {one.membership_id for one in found} == {members[1].pk, members[3].pk}
    assert found == reminders_wanted(members, on=TODAY)


def done(user, elm, course, *, days_ago, at):
    record_outside(
        learner_id=user.pk,
        organisation_id=elm.organisation.pk,
        course=course.course,
        completed_on=TODAY - timedelta(days=days_ago),
        minutes=60,
        evidence="Seen",
        at=at,
        actor_id=None,
    )
