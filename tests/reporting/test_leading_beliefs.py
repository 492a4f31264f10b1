"""The wrong beliefs that stand out: whose answers, in which order, and only of whole tens."""

from datetime import timedelta

import pytest

from courses.accounts.membership import MembershipPeriod
from courses.catalogue.models import Misconception, Option
from courses.common.scope import Scope
from courses.reporting.leading_beliefs import Leading, leading_in, leading_of
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.leave_site import leave_site
from courses.usecases.move_staff import move_staff
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


def sit(elm, version, n):
    """Let one more person of North take the quiz; the first three choose to wait."""
    user = make_member(elm.organisation, elm.north, elm.teacher, f"P {n}", email=f"{n}@x.example")
    enrolment = enrol(user, elm.organisation, version)
    finish_lessons(enrolment)
    attempt = open_attempt(enrolment, seed="same")
    answer_all(attempt, "wait" if n < 3 else "tell-lead")
    finish_attempt(attempt=attempt, at=NOON + timedelta(minutes=n))
    return user


@pytest.fixture
def scopes(elm):
    """Return the scopes of the whole of Elm Park, of North and of South."""
    sites = (frozenset([site.pk]) for site in (elm.north, elm.south))
    parts = (Scope(elm.organisation.pk, TODAY, site_ids=ids) for ids in sites)
    return (Scope(elm.organisation.pk, TODAY, whole=True), *parts)


def test_the_answers_of_whole_tens_of_people_in_the_scope_make_one_stand_out(
    elm, small_course, belief, scopes, django_assert_num_queries
):
    courses = [small_course.course_id]
    whole, _north, south = scopes
    for n in range(11):
        if n == 9:
            assert leading_in(whole, courses=courses) == []
        sit(elm, small_course, n)

    # The eleventh moves nothing: of the latest ten alone only two chose it, too few to be told.
    with django_assert_num_queries(1):
        assert leading_in(whole, courses=courses) == [WAITING]
    assert leading_in(south, courses=courses) == []
    assert leading_in(whole, courses=[]) == []
    assert leading_in(Scope(elm.organisation.pk, TODAY), courses=courses) == []


@pytest.mark.parametrize("changed", ["moved", "left"])
def test_whoever_moves_away_or_leaves_counts_on(elm, small_course, belief, scopes, changed):
    courses = [small_course.course_id]
    people = [sit(elm, small_course, n) for n in range(10)]
    before = [leading_in(one, courses=courses) for one in scopes]
    period = MembershipPeriod.objects.get(membership__user=people[0])

    if changed == "moved":
        move_staff(
            period=period,
            role=elm.teacher,
            site=elm.south,
            team=None,
            from_day=period.valid_from,
            at=NOON + timedelta(hours=1),
        )
    else:
        leave_site(
            membership=period.membership,
            last_day=TODAY - timedelta(days=1),
            at=NOON + timedelta(hours=1),
            actor_id=None,
        )

    assert before == [[WAITING], [WAITING], []]
    assert [leading_in(one, courses=courses) for one in scopes] == before


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
