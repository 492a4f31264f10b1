"""Giving the people a lead has chosen a later due day, and taking that back."""

from datetime import timedelta

import pytest

from courses.accounts.membership import Grant
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.compliance.audience import Audience
from courses.compliance.extensions import Extension
from courses.compliance.models import Requirement
from courses.compliance.queries import rules_of, standings_of, standings_read
from courses.compliance.services import exempt, set_requirement
from courses.learning.services import record_outside
from courses.notifications.models import Reminder
from courses.usecases.send_reminders import send_reminders
from courses.usecases.take_action_back import take_action_back
from courses.usecases.take_extension_back import take_extension_back
from tests.people import NOON, STARTED, TODAY
from tests.tables import everything, trail
from tests.usecases.choosing import act, event_of, left_of, names

DAY = timedelta(days=1)
LATER = TODAY + 30 * DAY
FIRST = STARTED + 28 * DAY  # the due day of the first rule
FAR = TODAY + 200 * DAY  # and of the second


@pytest.fixture
def rules(elm, harbour, small_course):
    """Return two rules about the small course: everybody was due long ago, North is to be once."""
    fields = {"course": small_course.course, "effective_from": STARTED, "valid_months": 12}
    more = {"organisation": elm.organisation, "at": NOON - 90 * DAY}
    return [
        set_requirement(**fields, **more, due_days=28),
        set_requirement(
            **fields, **more, due_on=FAR, due_days=None, audience=Audience(sites=(elm.north.pk,))
        ),
    ]


@pytest.fixture
def extend(elm, small_course):
    """Give these people of Elm Park more time for the small course."""

    def call(*users, due_on=LATER, **more):
        details = {"course": small_course.course_id, "reason": "Works few hours at present"}
        return act(elm, "extend", *users, due_on=due_on.isoformat(), **(details | more))

    return call


def standing(elm, course, on):
    """Return Amira's state and due day on ``on``."""
    found = standings_of([elm.membership(elm.amira)], on=on)[
        elm.membership(elm.amira).pk, course.course_id
    ]
    return found.state, found.until


def test_from_today_on_the_later_day_counts_and_the_days_before_stay(
    rules, extend, elm, small_course
):
    action = extend(elm.amira, elm.ash)

    assert names(action.result.done) == ["Amira Haddad", "Ash Turner"]
    rows = Extension.objects.values_list("rule", "due_on", "valid_from", "valid_until")
    assert list(rows) == [(rules[0].rule, LATER, TODAY, None)] * 2
    assert set(Extension.objects.values_list("recorded_by_id", "reason")) == {
        (elm.lewis.pk, "Works few hours at present")
    }
    days = (TODAY - DAY, TODAY, LATER, LATER + DAY)
    assert [standing(elm, small_course, day) for day in days] == [
        ("overdue", FIRST),
        ("due_soon", LATER),
        ("due_soon", LATER),
        ("overdue", LATER),
    ]
    assert event_of("extended-chosen").details["people"] == 2


def test_as_it_was_known_before_there_was_no_more_time(rules, extend, elm, small_course):
    extend(elm.amira, at=NOON + DAY / 24)
    amira, here = elm.membership(elm.amira), elm.organisation.pk
    found = [
        standings_read([amira], rules=rules_of([here])[here], on=TODAY, known_at=known)
        for known in (NOON, NOON + DAY / 24)
    ]

    assert [one.finding(amira.pk, small_course.course_id).until for one in found] == [FIRST, LATER]


def test_who_is_not_asked_held_excused_or_due_later_is_left_out(rules, extend, elm, small_course):
    record_outside(
        learner_id=elm.noor.pk,
        organisation_id=elm.organisation.pk,
        course=small_course.course,
        completed_on=TODAY,
        minutes=60,
        evidence="Seen",
        at=NOON,
        actor_id=None,
    )
    for rule in rules:
        exempt(
            membership=elm.membership(elm.lewis),
            rule=rule.rule,
            reason="On long leave",
            valid_from=TODAY,
            valid_until=LATER,
            at=NOON,
        )
    extend(elm.amira)

    again = extend(elm.amira, elm.noor, elm.lewis)
    other = extend(elm.ash, course=small_course.course_id + 99)

    assert left_of(again) == {
        "due-later": ["Amira Haddad"],
        "excused": ["Lewis Grant"],
        "holds-it": ["Noor Siddiqui"],
    }
    assert left_of(other) == {"not-asked": ["Ash Turner"]}
    assert Extension.objects.count() == 1


def test_twelve_weeks_are_the_most_in_all_and_no_day_that_has_passed(rules, extend, elm):
    most = TODAY + timedelta(weeks=12)

    assert left_of(extend(elm.amira, due_on=most + DAY)) == {"too-far": ["Amira Haddad"]}
    assert left_of(extend(elm.amira, due_on=TODAY - DAY)) == {"day-passed": ["Amira Haddad"]}
    assert names(extend(elm.amira).result.done) == ["Amira Haddad"]
    further = extend(elm.amira, due_on=most + DAY, at=NOON + 9 * DAY)
    assert left_of(further) == {"too-far": ["Amira Haddad"]}
    assert names(extend(elm.amira, due_on=most, at=NOON + 9 * DAY).result.done) == ["Amira Haddad"]


def test_a_lead_of_another_site_changes_nobody_here(rules, extend, elm):
    action = extend(elm.amira, elm.ash, by=elm.noor)

    assert names(action.result.done) == ["Amira Haddad"]
    assert left_of(action) == {"not-here": ["Ash Turner"]}


def test_undone_within_a_day_it_never_was(rules, extend, elm):
    back = take_action_back(action=extend(elm.amira), at=NOON + DAY / 2)

    assert (back.state, back.result.kept) == ("undone", 0)
    assert list(Extension.objects.current()) == []


def test_taken_back_later_the_days_between_keep_it(rules, extend, elm, small_course):
    extend(elm.amira, at=NOON - 9 * DAY)
    member, course = elm.membership(elm.amira), small_course.course

    taken = [
        take_extension_back(membership=member, course=course, at=NOON, actor_id=elm.lewis.pk)
        for _click in range(2)
    ]

    assert taken == [True, False]
    days = (TODAY - 10 * DAY, TODAY - DAY, TODAY)
    assert [standing(elm, small_course, day) for day in days] == [
        ("overdue", FIRST),
        ("due", LATER),
        ("overdue", FIRST),
    ]
    assert [row[0] for row in trail(elm.organisation.pk)] == [
        "extended-chosen",
        "took-extension-back",
    ]
    (old, new) = Extension.objects.order_by("pk")
    assert (old.thread, old.superseded_at, old.valid_until) == (new.thread, NOON, None)
    assert (new.valid_until, new.recorded_by_id) == (TODAY - DAY, elm.lewis.pk)


def test_after_a_completion_more_time_begins_anew(rules, extend, elm, small_course):
    Requirement.objects.update(valid_months=1)
    extend(elm.amira, at=NOON - 60 * DAY, due_on=TODAY + 10 * DAY)
    record_outside(
        learner_id=elm.amira.pk,
        organisation_id=elm.organisation.pk,
        course=small_course.course,
        completed_on=TODAY - 50 * DAY,
        minutes=60,
        evidence="Seen",
        at=NOON - 50 * DAY,
        actor_id=None,
    )
    before = standing(elm, small_course, TODAY)

    extend(elm.amira, due_on=TODAY + 80 * DAY)

    assert before[0] == "overdue"
    assert standing(elm, small_course, TODAY) == ("due", TODAY + 80 * DAY)


def test_a_lead_gives_themselves_no_more_time_while_another_could(rules, extend, elm):
    action = extend(elm.lewis, elm.amira)
    assert left_of(action) == {"own-record": ["Lewis Grant"]}
    assert names(action.result.done) == ["Amira Haddad"]

    Grant.objects.exclude(membership__user=elm.lewis).delete()
    assert names(extend(elm.lewis).result.done) == ["Lewis Grant"]


def test_reminders_follow_the_new_due_day_once_a_stage(rules, extend, elm):
    send_reminders(at=NOON - 2 * DAY)
    extend(elm.amira, due_on=TODAY + 13 * DAY)
    for n in (0, 1, 11, 14):
        send_reminders(at=NOON + n * DAY)

    mine = Reminder.objects.filter(membership=elm.membership(elm.amira)).order_by("pk")
    assert list(mine.values_list("due_on", "stage")) == [
        (FIRST, "overdue-4"),
        (TODAY + 13 * DAY, "before-14"),
        (TODAY + 13 * DAY, "before-3"),
        (TODAY + 13 * DAY, "overdue-0"),
    ]


def test_nothing_is_kept_where_the_trail_cannot_be_written(
    rules, extend, elm, small_course, monkeypatch
):
    extend(elm.amira, at=NOON - DAY)
    monkeypatch.delitem(VERBS, "took-extension-back")
    before = everything()

    with pytest.raises(UnknownVerb):
        take_extension_back(
            membership=elm.membership(elm.amira), course=small_course.course, at=NOON
        )

    assert everything() == before
