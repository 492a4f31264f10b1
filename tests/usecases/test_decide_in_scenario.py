"""Decisions in a story."""

from datetime import timedelta

import pytest

from courses.catalogue.models import Choice
from courses.learning.models import ScenarioPath
from courses.usecases.decide_in_scenario import MomentNotReached, decide_in_scenario
from tests.people import NOON
from tests.tables import everything

LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def story(enrolment):
    return enrolment.version.scenarios.get()


def decide(enrolment, story, node, choice, *, at=NOON):
    row = Choice.objects.select_related("node", "leads_to").get(
        node__scenario=story, node__identifier=node, identifier=choice
    )
    decide_in_scenario(enrolment=enrolment, scenario=story, choice=row, at=at)


def kept(enrolment):
    return [
        (path.steps["steps"], path.placed_at, path.finished_at)
        for path in ScenarioPath.objects.filter(enrolment=enrolment)
    ]


def test_a_decision_is_kept_as_the_place(enrolment, story):
    decide(enrolment, story, "gate", "leave")

    assert kept(enrolment) == [([["gate", "leave"]], NOON, None)]


def test_the_first_ending_is_noted(enrolment, story):
    decide(enrolment, story, "gate", "leave")
    decide(enrolment, story, "doubt", "tell", at=LATER)

    assert kept(enrolment) == [([["gate", "leave"], ["doubt", "tell"]], LATER, LATER)]


def test_deciding_again_takes_back_what_came_after_and_keeps_the_ending(enrolment, story):
    decide(enrolment, story, "gate", "tell")

    decide(enrolment, story, "gate", "leave", at=LATER)

    assert kept(enrolment) == [([["gate", "leave"]], LATER, NOON)]


def test_a_repeat_changes_nothing(enrolment, story):
    decide(enrolment, story, "gate", "tell")
    before = everything()

    decide(enrolment, story, "gate", "tell")

    assert everything() == before


def test_a_moment_the_way_has_not_come_to_is_refused(enrolment, story):
    decide(enrolment, story, "gate", "tell")
    before = everything()

    with pytest.raises(MomentNotReached):
        decide(enrolment, story, "doubt", "tell")

    assert everything() == before
