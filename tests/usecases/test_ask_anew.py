"""Asking for a newer version anew: every rule from today on, and none that cannot be met."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.audit.services import UnknownVerb
from courses.catalogue.services import publish, save_draft
from courses.common.vocabulary import VERBS
from courses.compliance.anew import Anew
from courses.compliance.models import Requirement
from courses.compliance.queries import standings_of
from courses.compliance.rehearsing import Stopping, rehearse_anew, rehearse_stopping
from courses.notifications.models import Message
from courses.usecases.apply_requirements import apply_requirements
from courses.usecases.ask_anew import NoRuleAsks, ask_anew
from courses.usecases.end_requirement import DayHasPassed
from courses.usecases.publish_version import publish_version
from courses.usecases.revise_requirement import revise_requirement
from courses.usecases.roll_back_version import roll_back_version
from courses.usecases.send_reminders import send_reminders
from courses.usecases.set_requirement import set_requirement
from courses.usecases.withdraw_version import withdraw_version
from tests.people import NOON, STARTED, TODAY, make_member
from tests.small_course import small_draft
from tests.tables import everything, trail
from tests.usecases.standing import complete, everybody_on, first_otherwise, stand_every_way, told

DAY = timedelta(days=1)
BY = TODAY + 40 * DAY


@pytest.fixture
def first(elm, harbour):
    """Return the first version of Elm Park's own course, out since long ago."""
    version = save_draft(draft=small_draft(version="1.0.0"), owner_id=elm.organisation.pk)
    publish(version=version, at=NOON - 300 * DAY, actor_id=None)
    return version


@pytest.fixture
def second(elm, first):
    """Return the draft of the next version."""
    return save_draft(draft=small_draft(version="2.0.0"), owner_id=elm.organisation.pk)


@pytest.fixture
def rules(elm, first):
    """Return the rule that holds, for a year each; from April on it holds for two."""
    rule = set_requirement(
        organisation=elm.organisation,
        course=first.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON - 200 * DAY,
    )
    april = TODAY + 29 * DAY
    revise_requirement(requirement=rule, effective_from=april, at=NOON - 100 * DAY, valid_months=24)
    return Requirement.objects.current().order_by("effective_from")


@pytest.fixture
def done(elm, first):
    """Let Amira and Lewis have completed the first version 90 days ago."""
    for user in (elm.amira, elm.lewis):
        complete(elm, user, first, on=TODAY - 90 * DAY)


@pytest.fixture
def cast(elm, first, rules, done):
    """Let people stand as many ways as there are; return their names."""
    return stand_every_way(elm, first, rules[0].rule, by=BY)


def stands(elm, course, on):
    """Return Amira's state and day on ``on``."""
    amira = elm.membership(elm.amira)
    found = standings_of([amira], on=on)[amira.pk, course.pk]
    return found.state, found.until


def test_from_today_on_every_rule_asks_and_the_days_before_stay(elm, first, second, rules, done):
    days = [TODAY - DAY, TODAY, BY, BY + DAY]
    before = [stands(elm, first.course, day) for day in days]

    publish_version(version=second, at=NOON, actor_id=elm.ash.pk, anew_by=BY)

    asked = Anew((2, 0, 0), BY, TODAY)
    assert [(one.effective_from, one.anew) for one in rules.all()] == [
        (STARTED, ()),
        (TODAY, (asked,)),
        (TODAY + 29 * DAY, (asked,)),
    ]
    after = [stands(elm, first.course, day) for day in days]
    assert after[0] == before[0] == ("in_date", TODAY - 90 * DAY + 365 * DAY)
    assert after[1:] == [("renewal_open", BY), ("renewal_open", BY), ("overdue", BY)]
    verbs = [verb for verb, *_rest in trail(elm.organisation.pk)]
    assert verbs[-3:] == ["revised-requirement", "revised-requirement", "published"]


@pytest.mark.parametrize(
    ("terms", "stay", "renewing"),
    [
        ({}, (), 0),
        ({"grace_days": 30}, (), 0),
        ({"valid_months": 12}, ("Lapsed Before", "Running Out"), 1),
        ({"valid_months": 12, "grace_days": 30}, ("Lapsed Before",), 0),
        ({"valid_months": None}, (), 0),
    ],
    ids=["for a year, then two", "with grace", "for a year", "for a year with grace", "for ever"],
)
def test_what_is_rehearsed_is_what_becomes_of_everybody(
    elm, first, second, rules, cast, terms, stay, renewing
):
    Requirement.objects.update(**terms)
    # Each day on which anybody turns is among the first; a later one would be seen a little late.
    days = [TODAY + n * DAY for n in (*range(-3, 70), *range(70, 500, 20))]
    before = everybody_on(elm, first.course, days)
    rows = everything()

    found = rehearse_anew(version=second, due_on=BY, on=TODAY)

    assert everything() == rows
    publish_version(version=second, at=NOON, anew_by=BY)
    after = everybody_on(elm, first.course, days)
    turned = {name: first_otherwise(days, before[name], after[name]) for name in before}
    assert told(found) == {name: one for name, one in turned.items() if one}
    changed = {"Amira Haddad", "Lewis Grant", *cast} - {"Trained Elsewhere", *stay}
    assert [one.name for one in found.turns] == sorted(changed)
    assert found.same == 14 - len(changed)
    assert found.renewing == renewing


@pytest.mark.parametrize("act", [roll_back_version, withdraw_version])
@pytest.mark.parametrize("ahead", [1, 41], ids=["due", "overdue"])
def test_what_is_rehearsed_of_asking_no_more_is_what_becomes_of_everybody(
    elm, first, second, rules, cast, act, ahead
):
    publish_version(version=second, at=NOON, anew_by=BY)
    on, at = (day + ahead * DAY for day in (TODAY, NOON))
    days = [on + n * DAY for n in (*range(-3, 70), *range(70, 500, 20))]
    before = everybody_on(elm, first.course, days)
    rows = everything()

    found = rehearse_stopping(first.course, offered=first, on=on)

    assert everything() == rows
    act(version={roll_back_version: first}.get(act, second), at=at, actor_id=elm.ash.pk)
    after = everybody_on(elm, first.course, days)
    turned = {name: first_otherwise(days, before[name], after[name]) for name in before}
    assert told(found) == {name: one for name, one in turned.items() if one} != {}
    assert found.ended == (Anew((2, 0, 0), BY, TODAY),)


def test_where_nothing_is_asked_that_ends_one_query_says_so(
    elm, first, second, rules, done, django_assert_num_queries
):
    with django_assert_num_queries(1):
        assert rehearse_stopping(first.course, offered=first, on=TODAY) == Stopping()
    publish_version(version=second, at=NOON, anew_by=BY)

    with django_assert_num_queries(1):
        assert rehearse_stopping(first.course, offered=second, on=TODAY) == Stopping()
    assert rehearse_stopping(first.course, offered=None, on=TODAY).ended


def test_it_says_who_from_which_day_and_since_when_late(elm, first, second, rules, cast):
    Requirement.objects.update(valid_months=12)

    found = rehearse_anew(version=second, due_on=BY, on=TODAY)

    days = {
        one.name: ((one.on - TODAY).days, (one.late_on - TODAY).days if one.late_on else None)
        for one in found.turns
    }
    assert days == {
        "Amira Haddad": (0, 41),
        "Long Excused": (50, None),
        "Excused Still": (50, 50),
        "Given Time": (0, 61),
        "Leaves Soon": (0, None),
        "Lewis Grant": (0, 41),
        "Not Long": (0, 41),
        "Starts Later": (20, 49),
    }
    assert (found.to_complete, found.renewing, found.same) == (6, 1, 6)


@pytest.mark.parametrize("people", [1, 9], ids=["one", "nine"])
def test_more_people_ask_no_more_often(elm, first, second, rules, people):
    for n in range(people):
        user = make_member(elm.organisation, elm.north, elm.teacher, f"P{n} Person")
        complete(elm, user, first, on=TODAY - 90 * DAY)

    with CaptureQueriesContext(connection) as asked:
        found = rehearse_anew(version=second, due_on=BY, on=TODAY)

    assert (len(asked), len(found.turns)) == (6, people)


def test_the_same_again_writes_nothing_and_a_later_version_is_asked_beside(
    elm, first, second, rules
):
    ask_anew(version=second, due_on=BY, at=NOON)
    before = everything()
    assert ask_anew(version=second, due_on=BY, at=NOON) == 0
    assert everything() == before

    third = save_draft(draft=small_draft(version="3.0.0"), owner_id=elm.organisation.pk)
    assert ask_anew(version=third, due_on=BY + 9 * DAY, at=NOON + DAY) == 2

    assert [[one.version for one in row.anew] for row in rules.all()] == [
        [],
        [(2, 0, 0)],
        [(2, 0, 0), (3, 0, 0)],
        [(2, 0, 0), (3, 0, 0)],
    ]


def test_a_revision_by_the_lead_keeps_what_is_asked(elm, first, second, rules):
    ask_anew(version=second, due_on=BY, at=NOON)
    today = rules.get(effective_from=TODAY)

    revise_requirement(requirement=today, effective_from=TODAY + DAY, at=NOON + DAY, valid_months=6)

    assert rules.get(effective_from=TODAY + DAY).anew == today.anew


@pytest.mark.parametrize(
    "undo",
    [
        lambda first, second, at: roll_back_version(version=first, at=at, actor_id=1),
        lambda first, second, at: withdraw_version(version=second, at=at, actor_id=1),
    ],
    ids=["rolled back", "withdrawn"],
)
def test_what_nobody_can_begin_any_more_is_asked_for_no_more(elm, first, second, rules, done, undo):
    publish_version(version=second, at=NOON, anew_by=BY)

    undo(first, second, NOON + 5 * DAY)

    days = [TODAY + 4 * DAY, TODAY + 5 * DAY]
    held = ("in_date", TODAY - 90 * DAY + 365 * DAY)
    assert [stands(elm, first.course, day) for day in days] == [("renewal_open", BY), held]
    assert [stands(elm, first.course, BY + DAY)[0]] == ["in_date"]


def test_a_version_of_which_nothing_was_asked_changes_no_rule(elm, first, second, rules):
    publish_version(version=second, at=NOON)
    before = list(rules.all())

    roll_back_version(version=first, at=NOON + DAY, actor_id=elm.ash.pk)

    assert list(rules.all()) == before


def test_reminders_of_it_go_out_once_a_stage(elm, first, second, rules, done):
    publish_version(version=second, at=NOON, anew_by=BY)

    for n in range(43):
        apply_requirements(organisation=elm.organisation, at=NOON + n * DAY)
        send_reminders(at=NOON + n * DAY)
        send_reminders(at=NOON + n * DAY)

    sent = Message.objects.filter(kind="reminder", recipient=elm.amira).order_by("queued_at")
    assert [(BY - (TODAY + (one.queued_at - NOON))).days for one in sent] == [30, 14, 3, -1]


@pytest.mark.parametrize("due_on", [TODAY, TODAY - DAY], ids=["today", "yesterday"])
def test_a_day_that_is_no_time_to_complete_anything_is_refused(second, rules, due_on):
    before = everything()

    with pytest.raises(DayHasPassed):
        publish_version(version=second, at=NOON, anew_by=due_on)

    assert everything() == before


def test_without_a_rule_nothing_is_published(second):
    before = everything()

    with pytest.raises(NoRuleAsks):
        publish_version(version=second, at=NOON, anew_by=BY)

    assert everything() == before


def test_without_its_event_nothing_is_written(second, rules, monkeypatch):
    monkeypatch.delitem(VERBS, "revised-requirement")
    before = everything()

    with pytest.raises(UnknownVerb):
        publish_version(version=second, at=NOON, anew_by=BY)

    assert everything() == before
