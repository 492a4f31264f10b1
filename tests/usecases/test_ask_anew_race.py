"""Asking for a version anew, by many at once and while a lead changes the same rule."""

from collections import Counter
from datetime import timedelta
from threading import Event

import pytest

from courses.audit.models import AuditEvent
from courses.audit.queries import broken_chains
from courses.audit.services import record
from courses.catalogue.models import CourseVersion
from courses.catalogue.services import publish, save_draft
from courses.common.history import Superseded
from courses.compliance import services as compliance
from courses.compliance.anew import Anew
from courses.compliance.models import Requirement
from courses.learning.models import Completion, Enrolment
from courses.learning.services import record_outside
from courses.notifications.models import Message
from courses.usecases import ask_anew, end_requirement, revise_requirement
from courses.usecases.publish_version import publish_version
from courses.usecases.roll_back_version import roll_back_version
from courses.usecases.send_reminders import send_reminders
from tests.people import NOON, STARTED, TODAY
from tests.small_course import small_draft
from tests.usecases.racing import EIGHT, WAIT, at_once

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
BY = TODAY + 30 * DAY
APRIL = TODAY + 29 * DAY
A_MOMENT = 0.3  # seconds; who is waited for goes on after them
ASKED = (Anew((2, 0, 0), BY, TODAY),)


@pytest.fixture
def versions(elm, harbour):
    """Return the first version of Elm Park's own course, long out, and the draft of the second."""
    first, second = (
        save_draft(draft=small_draft(version=number), owner_id=elm.organisation.pk)
        for number in ("1.0.0", "2.0.0")
    )
    publish(version=first, at=NOON - 300 * DAY, actor_id=None)
    return first, second


@pytest.fixture
def rules(elm, versions):
    """Return the rule as it holds, for a year each, and as it does from April on, for two."""
    rule = compliance.set_requirement(
        organisation=elm.organisation,
        course=versions[0].course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON - 200 * DAY,
    )
    compliance.revise_rule(
        requirement=rule,
        effective_from=APRIL,
        changes={"valid_months": 24},
        at=NOON - 100 * DAY,
        actor_id=None,
    )
    return Requirement.objects.current().order_by("effective_from")


@pytest.fixture
def out(versions):
    """Publish the second version, asked for anew, from a row of its own."""

    def call():
        version = CourseVersion.objects.get(pk=versions[1].pk)
        return publish_version(version=version, at=NOON, actor_id=None, anew_by=BY).state

    return call


@pytest.fixture
def no_worker(settings):
    """Leave what follows in the background undone."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def verbs():
    """Return how often each verb stands in the trail, which is whole."""
    assert broken_chains() == []
    return Counter(AuditEvent.objects.values_list("verb", flat=True))


def test_published_eight_times_at_once_it_is_asked_for_and_told_once(elm, versions, rules, out):
    first, _second = versions
    for user in (elm.amira, elm.lewis):
        completion = record_outside(
            learner_id=user.pk,
            organisation_id=elm.organisation.pk,
            course=first.course,
            completed_on=TODAY - 90 * DAY,
            minutes=60,
            evidence="Seen",
            at=NOON - 90 * DAY,
            actor_id=None,
        )
        Completion.objects.filter(pk=completion.pk).update(version=first)

    states = at_once([out] * EIGHT)
    at_once([lambda: send_reminders(at=NOON)] * EIGHT)

    assert states == ["published"] * EIGHT
    assert [(one.effective_from, one.anew) for one in rules.all()] == [
        (STARTED, ()),
        (TODAY, ASKED),
        (APRIL, ASKED),
    ]
    assert Requirement.objects.count() == 3 + 3
    told = verbs()
    assert (told["published"], told["revised-requirement"]) == (1, 2)
    reminded = Message.objects.filter(kind="reminder", recipient__in=[elm.amira, elm.lewis])
    assert sorted(reminded.values_list("recipient__name", flat=True)) == [
        "Amira Haddad",
        "Lewis Grant",
    ]
    given = Counter(Enrolment.objects.values_list("learner__name", flat=True))
    assert set(given.values()) == {1}


LEADS = {
    "revised": lambda rule: revise_requirement.revise_requirement(
        requirement=rule, effective_from=APRIL, at=NOON, valid_months=6
    ),
    "ended": lambda rule: end_requirement.end_requirement(
        requirement=rule, last_day=APRIL + 9 * DAY, at=NOON, actor_id=None
    ),
}


@pytest.mark.usefixtures("no_worker")
@pytest.mark.parametrize("lead", LEADS)
def test_published_while_a_lead_changes_the_rule_both_hold(rules, out, lead):
    april = rules.last()

    answers = at_once([out, lambda: LEADS[lead](april)] * (EIGHT // 2))

    refused = [type(one) for one in answers if isinstance(one, Exception)]
    assert answers[::2] == ["published"] * (EIGHT // 2)
    assert set(refused) == {Superseded}
    changed = EIGHT // 2 - len(refused)
    assert changed in (0, 1)
    assert [one.anew for one in rules.all()] == [(), ASKED, ASKED]
    last = rules.last()
    kept = {"revised": last.valid_months == 6, "ended": last.effective_until is not None}
    assert kept[lead] is bool(changed)
    told = verbs()
    assert told["published"] == 1
    assert told["revised-requirement"] + told["ended-requirement"] == 2 + changed


@pytest.mark.usefixtures("no_worker")
@pytest.mark.parametrize("lead", LEADS)
def test_published_while_a_lead_is_about_to_write_the_trail_it_waits(rules, out, monkeypatch, lead):
    april = rules.last()
    rule_is_written, trail_is_written = Event(), Event()

    def late(**event):
        rule_is_written.set()
        trail_is_written.wait(A_MOMENT)
        return record(**event)

    def early(**event):
        written = record(**event)
        trail_is_written.set()
        return written

    def published():
        rule_is_written.wait(WAIT)
        return out()

    monkeypatch.setattr(ask_anew, "record", early)
    for module in (end_requirement, revise_requirement):
        monkeypatch.setattr(module, "record", late)

    state, changed = at_once([published, lambda: LEADS[lead](april)])

    assert (state, isinstance(changed, Exception)) == ("published", False)
    assert [one.anew for one in rules.all()] == [(), ASKED, ASKED]
    assert sum(verbs().values()) == 1 + 2 + 1


@pytest.mark.usefixtures("no_worker")
@pytest.mark.parametrize("lead", LEADS)
def test_rolled_back_while_a_lead_changes_the_rule_both_hold(versions, rules, out, lead):
    out()
    april, told = rules.last(), verbs()

    def back():
        first = CourseVersion.objects.get(pk=versions[0].pk)
        return roll_back_version(version=first, at=NOON + DAY, actor_id=1)

    answers = at_once([back, lambda: LEADS[lead](april)] * (EIGHT // 2))

    refused = [type(one) for one in answers if isinstance(one, Exception)]
    assert answers[::2] == [versions[0]] * (EIGHT // 2)
    assert set(refused) == {Superseded}
    changed = EIGHT // 2 - len(refused)
    assert changed in (0, 1)
    assert [one.anew for one in rules.all()] == [(), ASKED, (), ()]
    new = verbs() - told
    assert new["rolled-back"] == 1
    assert new["revised-requirement"] + new["ended-requirement"] == 2 + changed
