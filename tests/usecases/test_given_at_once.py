"""Courses by a day, later due days and exemptions: given and taken back by many at once.

Each is done once, by one of them, and the trail says so once.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Q

from courses.audit.models import AuditEvent
from courses.audit.queries import broken_chains
from courses.compliance.assignments import Assignment
from courses.compliance.extensions import Extension
from courses.compliance.models import Exemption, Requirement
from courses.compliance.services import set_requirement
from courses.reporting.bulk import BulkAction
from courses.usecases.exempt_staff import end_exemption, exempt_staff
from courses.usecases.take_action_back import take_action_back
from courses.usecases.take_extension_back import take_assignment_back, take_extension_back
from tests.people import NOON, STARTED, TODAY
from tests.usecases.choosing import act
from tests.usecases.racing import EIGHT, at_once

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
BY = (TODAY + 40 * DAY).isoformat()


@dataclass(frozen=True)
class Kind:
    """One kind of what is given: where its rows are, how it is taken back, and its words."""

    table: Any
    end: Callable[..., Any]
    asked: dict[str, str]
    had_already: str
    gave: str
    took: str


KINDS = {
    "assign": Kind(
        Assignment,
        take_assignment_back,
        {"due_on": BY},
        "due-sooner",
        "assigned-chosen",
        "took-assignment-back",
    ),
    "extend": Kind(
        Extension,
        take_extension_back,
        {"due_on": BY, "reason": "Part time"},
        "due-later",
        "extended-chosen",
        "took-extension-back",
    ),
    "exempt": Kind(
        Exemption,
        end_exemption,
        {"last_day": BY, "reason": "On long leave"},
        "excused-already",
        "exempted-chosen",
        "ended-exemption",
    ),
}


@pytest.fixture(autouse=True)
def no_worker(settings):
    """Leave what follows in the background undone."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture(params=KINDS)
def kind(request, elm, harbour, small_course):
    """Return one kind; but for a course by a day a rule asks everybody for the course."""
    if request.param != "assign":
        set_requirement(
            organisation=elm.organisation,
            course=small_course.course,
            effective_from=STARTED,
            due_days=28,
            valid_months=12,
            at=NOON - 90 * DAY,
        )
    return request.param


@pytest.fixture
def give(elm, kind, small_course):
    """Give it to these people of Elm Park."""

    def call(*users, **more):
        asked = KINDS[kind].asked | {"course": small_course.course_id}
        return act(elm, kind, *users, **(asked | more))

    return call


@pytest.fixture
def take_back(elm, kind, small_course):
    """Take it back from Amira."""

    def call():
        KINDS[kind].end(
            membership=elm.membership(elm.amira),
            course=small_course.course,
            at=NOON,
            actor_id=elm.lewis.pk,
        )

    return call


def verbs():
    """Return how often each verb stands in the trail, which is whole."""
    assert broken_chains() == []
    return Counter(AuditEvent.objects.values_list("verb", flat=True))


def standing(kind):
    """Return who has it from today on, one name a row, sorted."""
    rows = KINDS[kind].table.objects.current()
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gte=TODAY))
    return sorted(rows.values_list("membership__user__name", flat=True))


def of_rules(kind):
    """Return what stands in the trail about the rule that giving a course by a day makes."""
    return {"set-requirement": 1} if kind == "assign" else {}


@pytest.mark.parametrize("kind", ["assign"], indirect=True)
def test_eight_with_one_key_give_it_once(give, kind, elm):
    key = uuid4()

    actions = at_once([lambda: give(elm.amira, elm.noor, key=key)] * EIGHT)

    assert actions == [BulkAction.objects.get()] * EIGHT
    assert [one.state for one in actions] == ["done"] * EIGHT
    assert standing(kind) == ["Amira Haddad", "Noor Siddiqui"]
    assert (Requirement.objects.count(), KINDS[kind].table.objects.count()) == (1, 2)
    assert verbs() == {**of_rules(kind), KINDS[kind].gave: 1}


def test_given_to_overlapping_groups_at_once_everybody_has_it_once(give, kind, elm):
    people = [elm.amira, elm.noor, elm.ash, elm.grace]
    groups = [(one, other) for one in people for other in people if one != other][:EIGHT]

    actions = at_once([lambda some=some: give(*some) for some in groups])

    given = [pk for one in actions for pk in one.result.done]
    left = Counter(why for one in actions for why, ids in one.result.left.items() for _pk in ids)
    assert sorted(given) == sorted(elm.membership(one).pk for one in people)
    assert left == {KINDS[kind].had_already: 2 * EIGHT - len(people)}
    assert (Requirement.objects.count(), KINDS[kind].table.objects.count()) == (1, len(people))
    assert verbs() == {**of_rules(kind), KINDS[kind].gave: EIGHT}


def test_taken_back_eight_times_at_once_it_is_taken_back_once(give, kind, take_back, elm):
    give(elm.amira, elm.noor, at=NOON - 9 * DAY)

    assert at_once([take_back] * EIGHT) == [None] * EIGHT

    assert standing(kind) == ["Noor Siddiqui"]
    assert KINDS[kind].table.objects.count() == 3
    assert verbs() == {**of_rules(kind), KINDS[kind].gave: 1, KINDS[kind].took: 1}


def test_taken_back_while_it_is_given_again_every_act_counts_once(give, kind, take_back, elm):
    give(elm.amira, elm.noor, at=NOON - 9 * DAY)
    giving = [lambda: len(give(elm.amira, elm.noor).result.done)] * 4

    *taken, one, two, three, four = at_once([take_back] * 4 + giving)

    told = verbs()
    has_it = 1 + one + two + three + four - told[KINDS[kind].took]
    assert taken == [None] * 4
    assert has_it in (0, 1)
    assert standing(kind) == ["Amira Haddad"] * has_it + ["Noor Siddiqui"]
    assert told[KINDS[kind].gave] == 1 + 4


@pytest.mark.parametrize("kind", ["assign"], indirect=True)
def test_undone_and_taken_back_at_once_one_of_them_does_it(give, kind, take_back, elm):
    action = give(elm.amira, elm.noor)

    undone = [
        lambda: take_action_back(action=BulkAction.objects.get(pk=action.pk), at=NOON).state
    ] * (EIGHT - 1)
    *states, taken = at_once([*undone, take_back])

    action.refresh_from_db()
    told = verbs()
    assert (states, taken) == (["undone"] * (EIGHT - 1), None)
    assert (standing(kind), KINDS[kind].table.objects.count()) == ([], 2)
    assert told["took-action-back"] == 1
    assert action.result.kept == told[KINDS[kind].took]


@pytest.mark.parametrize("kind", ["exempt"], indirect=True)
def test_one_person_is_excused_and_that_ended_by_eight_at_once(kind, take_back, elm, small_course):
    def excuse():
        made = exempt_staff(
            membership=elm.membership(elm.amira),
            course=small_course.course,
            reason="On long leave",
            last_day=TODAY + 40 * DAY,
            at=NOON,
        )
        return len(made)

    answers = at_once([excuse, take_back] * (EIGHT // 2))

    told = verbs()
    is_excused = told["exempted"] - told["ended-exemption"]
    assert answers == [1, None] * (EIGHT // 2)
    assert is_excused in (0, 1)
    assert standing(kind) == ["Amira Haddad"] * is_excused
    assert Exemption.objects.count() == told["exempted"]
