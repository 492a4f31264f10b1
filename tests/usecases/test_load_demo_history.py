"""What the demonstration's people did, relived on its days."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import transaction

from courses.accounts.membership import Membership
from courses.assessment.models import Attempt, Refresher
from courses.audit.models import AuditEvent
from courses.audit.queries import broken_chains
from courses.catalogue.models import Course
from courses.certification.models import Certificate
from courses.compliance.extensions import Extension
from courses.compliance.models import Exemption, Supervision
from courses.learning.models import CheckAnswer, Completion, Enrolment, LessonProgress
from courses.notifications.models import Message
from courses.usecases.load_demo import load_demo
from courses.usecases.load_demo_history import Historian
from tests.beginnings import recorded
from tests.people import NOON
from tests.usecases import demo_files

WHO = "E001"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return the folder that the demonstration of each test is loaded from."""
    return demo_files.write(tmp_path_factory.mktemp("demo") / "fixtures")


@partial(recorded, for_good=False)
def demonstration_from(folder):
    """Load the demonstration."""
    load_demo(fixtures=folder, at=NOON)


@pytest.fixture
def relive(folder, db):
    """Return what makes events of Amira's past happen, oldest first."""
    demonstration_from(folder)
    before = AuditEvent.objects.count()
    members = {m.staff_number: m for m in Membership.objects.select_related("user")}
    historian = Historian(Course.objects.get(), members, "E002", NOON)
    Enrolment.objects.filter(learner=members[WHO].user).delete()

    def run(*events):
        for ago, did, more in events:
            historian.relive({"who": WHO, "ago": ago, "did": did, **more})
        return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True)[before:])

    return run


def mine(model):
    return model.objects.filter(learner__name="Amira Haddad").order_by("pk")


def test_a_course_that_was_given_waits_to_be_begun(relive):
    assert relive((9, "given", {})) == ["enrolled"]

    assert [e.enrolled_at for e in mine(Enrolment)] == [NOON - timedelta(days=9)]
    assert LessonProgress.objects.filter(enrolment__in=mine(Enrolment)).count() == 0


@pytest.mark.parametrize(("lessons", "done", "answers"), [(0, [False], 0), (1, [True], 1)])
def test_a_reader_has_finished_some_lessons_and_begun_the_next(relive, lessons, done, answers):
    relive((5, "began", {"lessons": lessons}))

    progress = LessonProgress.objects.filter(enrolment__in=mine(Enrolment))
    assert [row.completed_at is not None for row in progress] == done
    assert CheckAnswer.objects.filter(enrolment__in=mine(Enrolment)).count() == answers


def test_a_pass_makes_everything_that_a_pass_makes_and_no_mail_is_left_to_send(relive):
    verbs = relive((7, "passed", {}))

    assert verbs == ["enrolled", "completed-lesson", "passed", "issued"]
    (certificate,) = mine(Certificate)
    assert certificate.issued_at == NOON - timedelta(days=7)
    assert [c.completed_on for c in mine(Completion)] == [date(2026, 2, 24)]
    assert list(Message.objects.filter(sent_at__isnull=True, failed_at__isnull=True)) == []
    assert broken_chains() == []


def test_three_questions_are_offered_after_three_weeks_and_no_mail_is_left_to_send(relive):
    verbs = relive((24, "passed", {}), (3, "refreshed", {}))

    assert verbs[-1] == "offered-refreshers"
    (offered,) = Refresher.objects.filter(enrolment__in=mine(Enrolment))
    assert (offered.stage, offered.offered_at) == (1, NOON - timedelta(days=3))
    assert list(Message.objects.filter(sent_at__isnull=True, failed_at__isnull=True)) == []


def test_not_yet_and_then_passed_are_two_attempts_of_one_enrolment(relive):
    verbs = relive((7, "not-yet", {}), (6, "passed", {}))

    assert verbs == ["enrolled", "completed-lesson", "failed", "passed", "issued"]
    attempts = Attempt.objects.filter(enrolment__in=mine(Enrolment)).order_by("number")
    assert [attempt.passed for attempt in attempts] == [False, True]


def test_training_elsewhere_is_recorded_by_the_lead(relive):
    relive((7, "recorded", {"evidence": "Seen"}))

    lead = Membership.objects.get(staff_number="E002").user_id
    assert [(c.how, c.evidence, c.recorded_by_id) for c in mine(Completion)] == [
        ("recorded", "Seen", lead)
    ]


def test_an_exemption_lasts_the_days_that_it_says(relive):
    relive((7, "exempt", {"days": 30, "reason": "On leave"}))

    (row,) = Exemption.objects.all()
    assert (row.reason, row.valid_from, row.valid_until) == (
        "On leave",
        date(2026, 2, 24),
        date(2026, 3, 26),
    )


def test_a_later_due_day_lies_the_days_ahead_that_it_says(relive):
    relive((7, "extended", {"days": 30, "reason": "Works few hours at present"}))

    (row,) = Extension.objects.all()
    assert (row.reason, row.valid_from, row.due_on) == (
        *("Works few hours at present", date(2026, 2, 24)),
        date(2026, 3, 26),
    )


def test_a_certificate_is_withdrawn_or_corrected_and_keeps_its_words(relive):
    relive(
        (9, "passed", {}),
        (8, "corrected", {"name": "Amira El Haddad"}),
        (7, "withdrawn", {"reason": "Not hers"}),
    )

    old, new = mine(Certificate)
    assert (old.printed_name, old.replaced_at) == ("Amira Haddad", NOON - timedelta(days=8))
    assert (new.printed_name, new.replaces, new.revoked_reason) == (
        "Amira El Haddad",
        old,
        "Not hers",
    )


def test_a_broken_off_past_leaves_nothing(relive):
    before = Enrolment.objects.count()
    with pytest.raises(Certificate.DoesNotExist), transaction.atomic():
        relive((9, "given", {}), (7, "withdrawn", {"reason": "Not hers"}))

    assert Enrolment.objects.count() == before


def test_a_starter_is_supervised_from_the_day_it_was_said(relive):
    more = {"supervisor": "E002", "days": 25, "reason": "Started at short notice"}

    assert relive((3, "supervised", more)) == ["supervised"]

    (kept,) = Supervision.objects.filter(membership__staff_number=WHO)
    assert kept.supervisor.staff_number == "E002"
    assert kept.valid_until == date(2026, 2, 28) + timedelta(days=25)
