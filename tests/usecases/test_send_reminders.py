"""Reminding people: once a stage, once a day, and nobody who has nothing to do."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail

from courses.accounts.membership import MembershipPeriod
from courses.accounts.models import Organisation, Role, Site, User
from courses.accounts.services import join
from courses.audit.models import AuditEvent
from courses.audit.services import UnknownVerb
from courses.catalogue.models import Course
from courses.common.vocabulary import VERBS
from courses.compliance.models import Exemption, Requirement
from courses.compliance.services import set_requirement
from courses.learning.services import record_outside
from courses.notifications.models import Message, Reminder
from courses.usecases import send_reminders as sending
from courses.usecases.apply_requirements import apply_requirements
from courses.usecases.send_reminders import send_reminders
from tests.people import NOON, STARTED, TODAY, make_member
from tests.small_course import make_small_course
from tests.tables import everything, trail
from tests.usecases.racing import EIGHT, at_once

DAY = timedelta(days=1)


def rule(organisation, course, *, due_in=9, **more):
    """Make a rule whose course is due ``due_in`` days from today for everybody of the cast."""
    fields = {
        "effective_from": STARTED,
        "due_days": (TODAY - STARTED).days + due_in,
        "valid_months": 12,
        "at": NOON,
    }
    return set_requirement(organisation=organisation, course=course, **(fields | more))


def done(user, elm, course, *, days_ago):
    record_outside(
        learner_id=user.pk,
        organisation_id=elm.organisation.pk,
        course=course.course,
        completed_on=TODAY - timedelta(days=days_ago),
        minutes=60,
        evidence="Seen",
        at=NOON,
        actor_id=None,
    )


def told():
    rows = Reminder.objects.order_by("membership__user__folded_name", "pk")
    return list(rows.values_list("membership__user__name", "stage"))


ELM = ["Amira Haddad", "Ash Turner", "Grace Whitfield", "Lewis Grant", "Noor Siddiqui"]


@pytest.fixture
def due(elm, harbour, small_course):
    """Return Elm Park's rule: everybody is due in 9 days."""
    return rule(elm.organisation, small_course.course)


def test_everybody_who_is_due_gets_one_mail_that_names_no_topic(
    due, elm, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        counted = send_reminders(at=NOON)

    assert counted == Counter({"elm-park": 5})
    assert told() == [(name, "before-14") for name in ELM]
    assert sorted(sent.to for sent in mail.outbox) == sorted(
        [f"{name.split()[0].lower()}@elm-park.example"] for name in ELM
    )
    first = next(sent for sent in mail.outbox if sent.to == ["amira@elm-park.example"])
    assert first.subject == "Safeguarding training: 1 course to finish by 12 March 2026"
    assert first.body.strip() == (
        "Hello Amira Haddad,\n\nThere is a course for you to finish:\n\n"
        "- Elm Park: a course of about 13 minutes. "
        "Finish it by the end of Thursday 12 March 2026.\n\n"
        "Sign in to start, or to go on where you stopped:\nhttp://testserver/learn/\n\n"
        "Add to calendar:\nhttp://testserver/learn/due-days.ics\n\n"
        "You can stop at any time and your place is kept. "
        "If something stands in the way, tell your training lead."
    )
    assert trail(elm.organisation.pk) == [("reminded", "organisation", elm.organisation.pk, None)]
    assert AuditEvent.objects.get().details == {"v": 1, "reminders": 5}


def test_a_second_run_sends_nothing_that_day_and_the_next(due):
    send_reminders(at=NOON)
    before = everything()

    assert send_reminders(at=NOON + timedelta(hours=3)) == Counter()
    assert send_reminders(at=NOON + DAY) == Counter()
    assert everything() == before


def test_a_dry_run_counts_and_writes_nothing(due):
    before = everything()

    assert send_reminders(at=NOON, dry_run=True) == Counter({"elm-park": 5})
    assert everything() == before


def test_run_every_day_each_stage_is_told_once(due, elm):
    for n in range(100):
        send_reminders(at=NOON + n * DAY)

    stages = [stage for name, stage in told() if name == "Amira Haddad"]
    days = Message.objects.filter(recipient=elm.amira).order_by("pk")
    assert stages == [
        "before-14",
        "before-3",
        "overdue-0",
        "overdue-1",
        "overdue-2",
        "overdue-3",
        "overdue-4",
    ]
    assert [(message.queued_at - NOON).days for message in days] == [0, 6, 10, 24, 38, 52, 66]


def test_whoever_has_28_days_is_left_in_peace_on_the_day_and_for_two_more(elm, small_course):
    rule(elm.organisation, small_course.course, effective_from=TODAY, due_days=28)
    apply_requirements(organisation=elm.organisation, at=NOON)

    for n in range(30):
        send_reminders(at=NOON + n * DAY)

    days = Message.objects.filter(recipient=elm.amira).order_by("pk")
    assert [(message.queued_at - NOON).days for message in days] == [3, 14, 25, 29]
    assert [stage for name, stage in told() if name == "Amira Haddad"] == [
        "before-30",
        "before-14",
        "before-3",
        "overdue-0",
    ]


def test_two_courses_share_the_mail_of_the_day(due, elm, small_course):
    other = make_small_course(slug="other")
    rule(elm.organisation, other.course, due_in=-20)

    assert send_reminders(at=NOON) == Counter({"elm-park": 10})

    message = Message.objects.get(recipient=elm.amira)
    assert message.subject == "Safeguarding training: 2 courses to finish"
    assert "It was due on Wednesday 11 February 2026." in message.body
    assert "Finish it by the end of Thursday 12 March 2026." in message.body
    assert Reminder.objects.filter(message=message).count() == 2


def test_two_organisations_share_the_mail_of_the_day(due, elm, harbour, small_course):
    rule(harbour.organisation, small_course.course, due_in=20)
    join(
        user=elm.amira,
        organisation=harbour.organisation,
        role=harbour.worker,
        site=harbour.quay,
        valid_from=STARTED,
        at=NOON,
    )

    assert send_reminders(at=NOON) == Counter({"elm-park": 5, "harbour-trust": 3})

    message = Message.objects.get(recipient=elm.amira)
    assert message.subject == (
        "Safeguarding training: 2 courses to finish, the first by 12 March 2026"
    )
    assert message.body.index("Elm Park") < message.body.index("Harbour Trust")


def test_what_becomes_due_after_the_mail_of_the_day_waits_for_tomorrow(due, elm):
    send_reminders(at=NOON)
    other = make_small_course(slug="other")
    rule(elm.organisation, other.course, due_in=2)

    assert send_reminders(at=NOON + timedelta(hours=1)) == Counter()
    assert send_reminders(at=NOON + DAY) == Counter({"elm-park": 5})


def test_an_early_reminder_waits_until_30_days_before(elm, small_course):
    rule(elm.organisation, small_course.course, due_in=31)

    assert send_reminders(at=NOON) == Counter()
    assert send_reminders(at=NOON + DAY) == Counter({"elm-park": 5})


def test_who_renews_is_told_before_the_last_day_of_what_is_held(due, elm, small_course):
    Requirement.objects.update(due_days=28)
    for user in (elm.amira, elm.lewis, elm.noor, elm.grace, elm.ash):
        done(user, elm, small_course, days_ago=351 if user == elm.amira else 30)

    send_reminders(at=NOON)

    assert told() == [("Amira Haddad", "before-14")]
    assert Message.objects.get().subject.endswith("1 course to finish by 17 March 2026")


def test_who_may_renew_by_a_shorter_course_is_told_how_long_that_takes(due, elm, small_course):
    shorter = make_small_course(slug="shorter")
    shorter.lessons.update(minutes=2)
    Requirement.objects.update(due_days=28, refresher=shorter.course)
    done(elm.amira, elm, small_course, days_ago=351)

    send_reminders(at=NOON)

    bodies = [Message.objects.get(recipient=one).body for one in (elm.lewis, elm.amira)]
    assert ["about 4 minutes" in body for body in bodies] == [False, True]


def test_no_mail_to_leavers_exempt_people_and_those_without_address(due, elm):
    MembershipPeriod.objects.filter(membership__user=elm.lewis).update(valid_until=TODAY - DAY)
    User.objects.filter(pk=elm.noor.pk).update(email=None)
    User.objects.filter(pk=elm.grace.pk).update(is_active=False)
    Exemption.objects.create(
        membership=elm.membership(elm.ash),
        organisation=elm.organisation,
        rule=due.rule,
        reason="Maternity leave",
        valid_from=STARTED,
        valid_until=TODAY,
        recorded_at=NOON,
    )

    send_reminders(at=NOON)

    assert told() == [("Amira Haddad", "before-14")]


def test_a_course_that_nobody_can_take_yet_reminds_nobody(elm):
    course = Course.objects.create(slug="not-yet", kind="course")
    rule(elm.organisation, course)

    assert send_reminders(at=NOON) == Counter()


def test_batches_reach_everybody(due, elm, monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 2)

    assert send_reminders(at=NOON) == Counter({"elm-park": 5})


def test_a_line_break_in_a_name_cannot_write_a_header(due, elm, django_capture_on_commit_callbacks):
    User.objects.filter(pk=elm.amira.pk).update(name="Amira\r\nBcc: all@example.org {{ url }}")
    Organisation.objects.filter(pk=elm.organisation.pk).update(name="Elm\nPark {% now 'Y' %}")

    with django_capture_on_commit_callbacks(execute=True):
        send_reminders(at=NOON)

    first = next(sent for sent in mail.outbox if sent.to == ["amira@elm-park.example"])
    assert first.subject == "Safeguarding training: 1 course to finish by 12 March 2026"
    assert first.bcc == []
    assert "{{ url }}" in first.body
    assert "{% now 'Y' %}" in first.body


def test_when_the_mail_cannot_be_noted_nothing_of_it_is_kept(due, monkeypatch):
    before = everything()

    def fail(_rows, **_options):
        raise RuntimeError

    monkeypatch.setattr(Reminder.objects, "bulk_create", fail)
    with pytest.raises(RuntimeError):
        send_reminders(at=NOON)

    assert everything() == before


def test_without_the_audit_event_what_was_told_stays_told(due, monkeypatch):
    monkeypatch.delitem(VERBS, "reminded")
    with pytest.raises(UnknownVerb):
        send_reminders(at=NOON)
    monkeypatch.undo()

    assert told() == [(name, "before-14") for name in ELM]
    assert send_reminders(at=NOON) == Counter()


@pytest.mark.django_db(transaction=True)
def test_eight_runs_at_once_tell_everybody_once(small_course):
    elm = Organisation.objects.create(slug="elm-park", name="Elm Park")
    site = Site.objects.create(organisation=elm, slug="north", name="North")
    teacher = Role.objects.create(organisation=elm, slug="teacher", name="Teacher")
    for n in range(6):
        make_member(elm, site, teacher, f"Person {n}", email=f"{n}@elm-park.example")
    rule(elm, small_course.course)

    counts = at_once([lambda: send_reminders(at=NOON)] * EIGHT)

    assert sum(counts, Counter()) == Counter({"elm-park": 6})
    assert told() == [(f"Person {n}", "before-14") for n in range(6)]
    assert sorted(sent.to[0] for sent in mail.outbox) == [f"{n}@elm-park.example" for n in range(6)]
