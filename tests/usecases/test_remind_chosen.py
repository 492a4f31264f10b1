"""Reminding the people a lead has chosen."""

from datetime import timedelta

import pytest
from django.core import mail

from courses.accounts.models import User
from courses.catalogue.models import Lesson
from courses.catalogue.queries import course_minutes
from courses.common.scope import Scope
from courses.compliance.services import set_requirement
from courses.notifications.models import Message, Reminder
from courses.reporting.bulk import Asked, Doing
from courses.usecases.act_on_chosen import preview
from courses.usecases.record_training import record_training
from courses.usecases.send_reminders import send_reminders
from tests.people import NOON, STARTED, TODAY
from tests.small_course import make_rule, make_small_course
from tests.usecases.choosing import act, ids_of, left_of, names

DAY = timedelta(days=1)


@pytest.fixture
def due(elm, harbour, small_course):
    """Return Elm Park's rule: everybody has been overdue for a long time."""
    return set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON,
    )


def stages():
    rows = Reminder.objects.order_by("membership__user__folded_name", "stage")
    return list(rows.values_list("membership__user__name", "stage"))


def test_each_of_them_has_one_mail_and_the_stage_of_the_day_is_told(
    elm, due, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        action = act(elm, "remind", elm.amira, elm.noor)

    assert names(action.result.done) == ["Amira Haddad", "Noor Siddiqui"]
    assert left_of(action) == {}
    assert sorted(one.to[0] for one in mail.outbox) == [
        "amira@elm-park.example",
        "noor@elm-park.example",
    ]
    assert {one.subject for one in mail.outbox} == {"Safeguarding training: 1 course to finish"}
    assert stages() == [
        ("Amira Haddad", "hand-2026-03-03"),
        ("Amira Haddad", "overdue-4"),
        ("Noor Siddiqui", "hand-2026-03-03"),
        ("Noor Siddiqui", "overdue-4"),
    ]


@pytest.mark.parametrize("hours", [0, 9], ids=["by day", "in quiet hours"])
def test_the_mail_of_the_check_page_is_the_mail_that_is_sent(elm, due, hours):
    at = NOON + timedelta(hours=hours)
    people = [elm.membership(elm.amira), elm.membership(elm.noor)]
    doing = Doing(
        asked=Asked(ids_of(elm, elm.amira, elm.noor), {}),
        organisation=elm.organisation,
        scope=Scope(organisation_id=elm.organisation.pk, on=TODAY, whole=True),
        actor_id=elm.lewis.pk,
        at=at,
    )

    seen = preview(people, kind="remind", doing=doing)
    act(elm, "remind", elm.amira, elm.noor, at=at)

    sent = Message.objects.get(recipient=elm.amira)
    assert (seen.mail.name, seen.mail.subject) == ("Amira Haddad", sent.subject)
    assert seen.mail.body == sent.body
    assert seen.mail.waits_until == (sent.due_at if hours else None)
    assert (sent.due_at > at) == bool(hours)


def test_whoever_may_renew_by_a_shorter_course_is_told_how_long_that_takes(elm, small_course):
    shorter = make_small_course(slug="shorter")
    Lesson.objects.filter(version=shorter).update(minutes=1)
    make_rule(elm.organisation, small_course, refresher=shorter.course)
    for user in (elm.amira, elm.noor):
        record_training(
            membership=elm.membership(user),
            course=small_course.course,
            completed_on=STARTED,
            minutes=60,
            evidence="Seen",
            at=NOON,
        )

    act(elm, "remind", elm.amira)
    send_reminders(at=NOON)

    by_hand, by_itself = (Message.objects.get(recipient=one) for one in (elm.amira, elm.noor))
    assert by_hand.body.replace("Amira Haddad", "Noor Siddiqui") == by_itself.body
    assert f"about {course_minutes(shorter.pk)} minutes" in by_hand.body
    assert course_minutes(shorter.pk) < course_minutes(small_course.pk)


def test_who_has_nothing_to_do_no_address_or_todays_mail_is_left_out(elm, due, small_course):
    User.objects.filter(pk=elm.noor.pk).update(email=None)
    record_training(
        membership=elm.membership(elm.ash),
        course=small_course.course,
        completed_on=TODAY - 9 * DAY,
        minutes=60,
        evidence="Seen",
        at=NOON,
    )
    act(elm, "remind", elm.amira)

    action = act(elm, "remind", elm.amira, elm.noor, elm.ash, elm.grace)

    assert names(action.result.done) == ["Grace Whitfield"]
    assert left_of(action) == {
        "told-today": ["Amira Haddad"],
        "no-address": ["Noor Siddiqui"],
        "nothing-to-do": ["Ash Turner"],
    }
    assert Message.objects.count() == 2


def test_the_reminders_of_the_day_leave_them_in_peace_that_day_and_the_next(elm, due):
    act(elm, "remind", elm.amira)

    assert send_reminders(at=NOON) == {"elm-park": 4}
    assert send_reminders(at=NOON + DAY) == {}
    assert Message.objects.filter(recipient=elm.amira).count() == 1


def test_on_another_day_they_may_be_reminded_again(elm, due):
    act(elm, "remind", elm.amira)

    again = act(elm, "remind", elm.amira, at=NOON + DAY)

    assert names(again.result.done) == ["Amira Haddad"]
    assert stages() == [
        ("Amira Haddad", "hand-2026-03-03"),
        ("Amira Haddad", "hand-2026-03-04"),
        ("Amira Haddad", "overdue-4"),
    ]


def test_of_one_course_alone_where_that_is_asked(elm, due, small_course):
    action = act(elm, "remind", elm.amira, course=small_course.course_id)
    other = act(elm, "remind", elm.noor, course=small_course.course_id + 1)

    assert names(action.result.done) == ["Amira Haddad"]
    assert left_of(other) == {"nothing-to-do": ["Noor Siddiqui"]}


@pytest.mark.parametrize("people", [1, 3])
def test_what_it_asks_of_the_database_does_not_grow_with_the_people(
    elm, due, people, django_assert_num_queries
):
    ids = ids_of(elm, *[elm.amira, elm.noor, elm.ash][:people])

    with django_assert_num_queries(36):
        act(elm, "remind", ids=ids)
