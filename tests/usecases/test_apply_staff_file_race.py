"""Applying a staff file in several tabs at once, and while a rule changes."""

from collections import Counter
from datetime import timedelta
from threading import Event

import pytest
from django.core import mail

from courses.accounts.invitation import Invitation
from courses.accounts.membership import MembershipPeriod
from courses.accounts.models import User
from courses.audit.models import AuditEvent
from courses.audit.queries import broken_chains
from courses.audit.services import record
from courses.compliance.keeping import rules_now
from courses.packages.staff_files import StaffFile
from courses.packages.staff_foreseen import foreseen_of, rehearsed_by
from courses.usecases import revise_requirement as revising
from courses.usecases.apply_staff_file import apply_staff_file, start_applying
from tests.people import NOON, TODAY
from tests.small_course import make_rule
from tests.usecases.racing import EIGHT, WAIT, at_once
from tests.usecases.staff_lists import read

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
NEW = "Mei Tan;mei@elm-park.example;E099;;North;1/9/2025"
MOVED = "Amira Haddad;amira@elm-park.example;E001;;South;"
OFFERED = "Callum Fraser;callum@harbour-trust.example;;;North;"
A_MOMENT = 0.3  # seconds; who is waited for goes on after them


@pytest.fixture
def rule(elm, harbour, small_course):
    """Return the rule that everybody at Elm Park completes the small course every year."""
    return make_rule(elm.organisation, small_course, at=NOON - 90 * DAY)


@pytest.fixture
def file(elm, rule, tmp_path):
    """Return a file that waits, read that day: one is new, one moves, one gets an offer."""
    made = read(elm, tmp_path, NEW, MOVED, OFFERED)
    made.refresh_from_db()  # the worker has read it too, by the clock
    made.foreseen["on"] = TODAY.isoformat()
    made.save()
    return made


@pytest.fixture
def press(elm, file):
    """Return how to press the button in a tab of its own, open since then; it says the state."""
    seen = rehearsed_by(file)

    def call():
        mine = StaffFile.objects.select_related("organisation").get(pk=file.pk)
        return start_applying(file=mine, at=NOON, actor_id=elm.lewis.pk, seen=seen).state

    return call


def told():
    """Return how often each verb stands in the trail, which is whole, but for who was enrolled."""
    assert broken_chains() == []
    verbs = Counter(AuditEvent.objects.values_list("verb", flat=True))
    del verbs["enrolled"], verbs["uploaded-staff-file"]
    return verbs


def written():
    """Return how many people, periods and offers the file has made, and how many were mailed."""
    return (
        User.objects.filter(email="mei@elm-park.example").count(),
        MembershipPeriod.objects.current().filter(valid_from=TODAY).count(),
        Invitation.objects.count(),
        len(mail.outbox),
    )


def test_pressed_in_eight_tabs_at_once_it_is_applied_once(press, file):
    states = at_once([press] * EIGHT)

    file.refresh_from_db()
    assert set(states) <= {"applying", "applied"}
    assert (file.state, file.rows_done) == ("applied", 3)
    assert written()[0] == 1
    assert written()[2:] == (1, 1)
    assert told() == {"applied-staff-file": 1, "invited": 1}


def test_eight_workers_at_once_do_each_row_once(elm, file, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    start_applying(file=file, at=NOON, actor_id=elm.lewis.pk)

    def work():
        mine = StaffFile.objects.select_related("organisation").get(pk=file.pk)
        return apply_staff_file(file=mine, at=NOON, actor_id=elm.lewis.pk)

    assert sorted(at_once([work] * EIGHT)) == [0] * (EIGHT - 1) + [3]
    assert written() == (1, 1, 1, 0)
    assert told() == {"applied-staff-file": 1, "invited": 1}


@pytest.fixture
def revise(rule):
    """Return how a lead lets everybody have more days, from today on."""

    def call():
        revised = revising.revise_requirement(
            requirement=rule, effective_from=TODAY, at=NOON, due_days=700
        )
        return revised.due_days

    return call


def test_pressed_while_a_rule_is_being_written_it_is_asked_again(press, file, revise, monkeypatch):
    is_written = Event()

    def late(**event):
        is_written.set()
        Event().wait(A_MOMENT)
        return record(**event)

    def pressed():
        is_written.wait(WAIT)
        return press()

    monkeypatch.setattr(revising, "record", late)

    *states, revised = at_once([pressed] * (EIGHT - 1) + [revise])

    file.refresh_from_db()
    assert set(states) <= {"reading", "waiting"}
    assert (revised, file.state, written()) == (700, "waiting", (0, 0, 0, 0))
    assert foreseen_of(file).rules == rules_now(file.organisation_id)
    assert told() == {"revised-requirement": 1}


def test_pressed_while_a_rule_changes_it_is_applied_as_shown_or_asked_again(press, file, revise):
    *states, revised = at_once([press] * (EIGHT - 1) + [revise])

    file.refresh_from_db()
    is_applied = file.state == "applied"
    assert (revised, is_applied or file.state == "waiting") == (700, True)
    assert set(states) <= {"reading", "waiting", "applying", "applied"}
    assert written()[0] == is_applied
    assert told() == Counter(
        {"revised-requirement": 1, "applied-staff-file": is_applied, "invited": is_applied}
    )
    assert (foreseen_of(file).rules == rules_now(file.organisation_id)) is not is_applied
