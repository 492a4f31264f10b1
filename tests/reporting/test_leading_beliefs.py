"""The wrong beliefs that stand out: whose answers, in which order, and only of whole tens."""

from datetime import timedelta

import pytest

from courses.catalogue.models import Misconception, Option
from courses.common.scope import Scope
from courses.reporting.leading_beliefs import Leading, leading_in, leading_of
from courses.usecases.finish_attempt import finish_attempt
from tests.people import NOON, TODAY, make_member
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt

WAITING = Leading("small-course", "proof-first", "I need proof first")


@pytest.fixture
def belief(small_course):
    """Return the belief that the option to wait shows."""
    made = Misconception.objects.create(
        version=small_course, identifier="proof-first", title="I need proof first"
    )
    wait = Option.objects.filter(item__version=small_course, identifier="wait")
    wait.update(misconception=made)
    return made


def rows(answers, *, option=1):
    """Return rows of one wrong answer, the latest first; ``answers`` say who chose it."""
    return [
        {
            "attempt": n,
            "learner": n,
            "chosen": {"chosen": ["wait" if chose else "tell-lead"]},
            "option": option,
            "name": "wait",
            "course": "a-course",
            "belief": f"b{option}",
            "title": f"Belief {option}",
        }
        for n, chose in enumerate(answers)
    ]


def test_the_answers_of_whole_tens_of_people_in_the_scope_make_one_stand_out(
    elm, small_course, belief, django_assert_num_queries
):
    courses = [small_course.course_id]
    whole = Scope(elm.organisation.pk, TODAY, whole=True)
    south = Scope(elm.organisation.pk, TODAY, site_ids=frozenset([elm.south.pk]))
    for n in range(11):
        user = make_member(
            elm.organisation, elm.north, elm.teacher, f"P {n}", email=f"{n}@x.example"
        )
        enrolment = enrol(user, elm.organisation, small_course)
        finish_lessons(enrolment)
        attempt = open_attempt(enrolment, seed="same")
        answer_all(attempt, "wait" if n < 3 else "tell-lead")
        if n == 9:
            assert leading_in(whole, courses=courses) == []
        finish_attempt(attempt=attempt, at=NOON + timedelta(minutes=n))

    # The eleventh moves nothing: of the latest ten alone only two chose it, too few to be told.
    with django_assert_num_queries(1):
        assert leading_in(whole, courses=courses) == [WAITING]
    assert leading_in(south, courses=courses) == []
    assert leading_in(whole, courses=[]) == []
    assert leading_in(Scope(elm.organisation.pk, TODAY), courses=courses) == []


def test_the_largest_share_stands_first_and_three_at_most():
    found = []
    for option, chose in enumerate([4, 9, 2, 3, 6], start=1):
        found += rows([n < chose for n in range(10)], option=option)

    assert [one.identifier for one in leading_of(found)] == ["b2", "b5", "b1"]


def test_a_belief_has_the_share_of_the_answer_that_shows_it_most():
    low, high = rows([True] * 3 + [False] * 7), rows([True] * 8 + [False] * 2, option=2)
    for row in high:
        row.update(belief="b1", title="Belief 1")
    other = rows([True] * 5 + [False] * 5, option=3)

    assert [one.identifier for one in leading_of([*low, *other, *high])] == ["b1", "b3"]


def test_whoever_sat_twice_counts_once_by_the_earlier():
    found = rows([True] * 5 + [False] * 7)
    for row in found[10:]:
        row.update(learner=row["attempt"] - 10)

    assert leading_of(found) == leading_of(rows([True] * 3 + [False] * 7)) != []


def test_nine_more_move_nothing_and_one_or_two_who_chose_it_are_not_told():
    assert leading_of(rows([True] * 9 + [False] * 10)) == []
    assert leading_of(rows([True] * 12 + [False] * 7)) != []
    assert leading_of(rows([False] * 8 + [True] * 2)) == []
    assert leading_of(rows([True] * 9)) == []
    assert leading_of([]) == []
