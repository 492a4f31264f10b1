"""Support may help: after several tries in vain, and never because of a question in doubt."""

from datetime import timedelta

import pytest

from courses.catalogue.models import CourseVersion
from courses.catalogue.services import publish, save_draft
from courses.reporting.support import tried_in_vain
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.report_item import report_item, settle_item
from tests.people import NOON
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt, small_draft
from tests.usecases.test_give_pass import rekeyed

LATER = NOON + timedelta(days=30)


@pytest.fixture
def tries(elm, small_course):
    """Return how to let Amira take the quiz, each time with one option."""
    began = enrol(elm.amira, elm.organisation, small_course)
    finish_lessons(began)

    def call(*options):
        for n, option in enumerate(options):
            sitting = open_attempt(began, seed=f"{n}{option}")
            answer_all(sitting, option)
            finish_attempt(attempt=sitting, at=NOON)

    return call


def found(elm):
    return tried_in_vain(learner=elm.amira, organisation_id=elm.organisation.pk)


def test_three_tries_in_vain_are_told_and_a_pass_ends_it(
    elm, harbour, tries, django_assert_num_queries
):
    tries("wait", "ask")
    with django_assert_num_queries(1):
        assert found(elm) == []
    tries("wait")
    assert found(elm) == [("A small course", 3)]
    assert tried_in_vain(learner=elm.amira, organisation_id=harbour.organisation.pk) == []
    tries("tell-lead")
    assert found(elm) == []


def test_a_question_that_an_author_is_to_look_at_takes_the_hint_away(elm, tries, small_course):
    tries("wait", "wait", "wait")
    item = small_course.items.get(identifier="plain-a")

    report_item(item=item, organisation=elm.organisation, why="key", by=elm.lewis, at=NOON)
    assert found(elm) == []
    settle_item(item=item, organisation=elm.organisation, actor_id=elm.ash.pk, at=NOON)
    assert found(elm) == [("A small course", 3)]


@pytest.mark.parametrize(("change", "tells"), [(rekeyed, False), (lambda draft: draft, True)])
def test_a_right_answer_that_was_corrected_since_takes_the_hint_away(elm, tries, change, tells):
    tries("wait", "wait", "wait")

    newer = save_draft(draft=change(small_draft(version="2.0.0")))
    publish(version=newer, at=LATER, actor_id=None)
    assert bool(found(elm)) is tells
    CourseVersion.objects.update(state=CourseVersion.State.WITHDRAWN)
    assert found(elm) == [("A small course", 3)]
