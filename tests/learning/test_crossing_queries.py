from datetime import timedelta

import pytest

from courses.learning.crossing_queries import crossing_to, open_again
from tests.people import NOON
from tests.small_course import enrol, finish_lessons, make_small_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def editions(elm):
    """Return two editions of Elm Park's own course that differ in a title."""
    here = elm.organisation.pk
    return (
        make_small_course(owner_id=here),
        make_small_course(owner_id=here, version="1.1.0", title="Another title"),
    )


def test_every_lesson_question_and_story_of_the_same_name_is_found(
    editions, django_assert_num_queries
):
    first, second = editions

    with django_assert_num_queries(4):
        crossing = crossing_to(second, of=[first.pk])[first.pk]

    names = dict(second.lessons.values_list("pk", "identifier"))
    assert {
        old.identifier: names[crossing.lessons[old.pk].lesson_id] for old in first.lessons.all()
    } == {"first": "first", "second": "second"}
    asked = first.items.get(identifier="check-one")
    assert crossing.items[asked.pk].item_id == second.items.get(identifier="check-one").pk
    assert crossing.items[asked.pk].offers == {"tell-lead", "wait", "ask"}
    assert len(crossing.items) == 2
    story = crossing.stories[first.scenarios.get().pk]
    assert story[:2] == (second.scenarios.get().pk, "gate")
    assert story[2]["gate", "tell"] == "safe"


def test_a_story_that_begins_elsewhere_is_another_one(editions):
    first, second = editions
    second.scenarios.update(start="doubt")

    assert crossing_to(second, of=[first.pk])[first.pk].stories == {}


def test_the_course_goes_on_where_it_is_open(elm, editions):
    first, second = editions
    began = enrol(elm.amira, elm.organisation, first)
    finish_lessons(began)
    assert open_again(enrolment=began) is None
    began.closed_at = NOON
    began.save()

    again = enrol(elm.amira, elm.organisation, second, at=NOON + timedelta(days=1))

    assert open_again(enrolment=began) == again
