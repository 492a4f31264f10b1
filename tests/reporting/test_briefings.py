"""The beliefs that team talks answer: the commonest first, and nothing of fewer than ten people."""

from collections import Counter
from datetime import timedelta

import pytest

from courses.catalogue.models import Misconception, Option
from courses.common.scope import Scope
from courses.reporting.briefings import (
    belief_at,
    belief_of,
    beliefs_in,
    cases_of,
    effect_of,
    portion,
    shows,
)
from courses.reporting.figures import Answered, Share
from courses.reporting.misunderstood import Question
from courses.usecases.finish_attempt import finish_attempt
from tests.people import NOON, TODAY, make_member
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt


@pytest.fixture
def beliefs(small_course):
    """Return three beliefs: two that options show, and one that none does."""
    made = {
        name: Misconception.objects.create(
            version=small_course, identifier=name, title=f"Title {n}", briefing_html="<p>Why</p>"
        )
        for n, name in enumerate(("unseen", "ask-first", "wait-first"))
    }
    options = Option.objects.filter(item__version=small_course)
    options.filter(identifier="wait").update(misconception=made["wait-first"])
    options.filter(identifier="ask").update(misconception=made["ask-first"])
    return made


@pytest.fixture
def wrong(elm, small_course):
    """Return how to let so many people take the quiz, all with the same wrong answer."""

    def take(number):
        for n in range(number):
            user = make_member(
                elm.organisation, elm.north, elm.teacher, f"T {n}", email=f"t{n}@x.example"
            )
            finish_lessons(enrol(user, elm.organisation, small_course))
            sitting = open_attempt(user.enrolments.get(), seed="same")
            answer_all(sitting, "wait")
            finish_attempt(attempt=sitting, at=NOON)

    return take


def names(found):
    return [(one.misconception.identifier, one.share and one.share.part) for one in found]


def test_what_most_people_chose_stands_first_and_the_rest_by_title(
    elm, beliefs, wrong, small_course, django_assert_num_queries
):
    scope = Scope(elm.organisation.pk, TODAY, whole=True)
    wrong(9)
    few = names(beliefs_in(scope, version_id=small_course.pk))
    make_ten = make_member(elm.organisation, elm.north, elm.teacher, "Ten", email="ten@x.example")
    finish_lessons(enrol(make_ten, elm.organisation, small_course))
    sitting = open_attempt(make_ten.enrolments.get(), seed="same")
    answer_all(sitting, "wait")
    finish_attempt(attempt=sitting, at=NOON)

    with django_assert_num_queries(5):
        enough = names(beliefs_in(scope, version_id=small_course.pk))

    with django_assert_num_queries(6):
        first, *_rest = beliefs_in(scope, version_id=small_course.pk, by="site")

    assert (first.share, first.groups) == (Share(10, 10), (("North", 9, 10),))
    assert few == [("unseen", None), ("ask-first", None), ("wait-first", None)]
    assert enough == [("wait-first", 10), ("unseen", None), ("ask-first", None)]


def test_a_case_has_what_is_right_and_the_wrong_answer_at_issue(
    beliefs, small_course, django_assert_num_queries
):
    with django_assert_num_queries(2):
        cases = cases_of(beliefs["wait-first"])

    assert [case.item.identifier for case in cases] == sorted(
        small_course.items.filter(options__identifier="wait").values_list("identifier", flat=True)
    )
    assert {case.wrong.identifier for case in cases} == {"wait"}
    assert {tuple(o.identifier for o in case.right) for case in cases} == {("tell-lead",)}
    assert cases_of(beliefs["unseen"]) == []


def test_a_belief_is_found_in_its_own_version_alone(beliefs, small_course):
    assert belief_at(version_id=small_course.pk, identifier="unseen") == beliefs["unseen"]
    assert belief_at(version_id=small_course.pk + 1, identifier="unseen") is None


def sat(elm, course, number, option, at):
    """Let a new person hand in a first quiz, every answer ``option``."""
    user = make_member(
        elm.organisation, elm.north, elm.teacher, f"Q {number}", email=f"q{number}@x.example"
    )
    enrolment = enrol(user, elm.organisation, course)
    finish_lessons(enrolment)
    attempt = open_attempt(enrolment)
    answer_all(attempt, option)
    finish_attempt(attempt=attempt, at=at)


def test_before_and_after_a_talk_are_shown_in_tens_or_not_at_all(elm, harbour, small_course):
    belief = Misconception.objects.create(
        version=small_course, identifier="proof-again", title="I need proof"
    )
    Option.objects.filter(item__version=small_course, identifier="wait").update(
        misconception=belief
    )
    here = elm.organisation.pk
    for number in range(11):
        sat(elm, small_course, number, "wait", NOON)
    for number in range(11, 20):
        sat(elm, small_course, number, "tell-lead", NOON + timedelta(days=1))

    assert effect_of(here, belief, talked_on=TODAY) is None
    sat(elm, small_course, 20, "wait", NOON + timedelta(days=2))
    effect = effect_of(here, belief, talked_on=TODAY)
    assert (effect.before, effect.after) == (Share(10, 10), Share(1, 10))
    assert effect_of(harbour.organisation.pk, belief, talked_on=TODAY) is None


def test_what_was_chosen_oddly_shows_nothing():
    assert shows({"chosen": "wait"}, {"wait"}) is False
    assert shows({}, {"wait"}) is False
    assert shows({"chosen": ["wait"]}, {"wait"}) is True


def test_the_question_that_shows_a_belief_most_speaks_for_it_and_groups_in_tenths(beliefs):
    def question(part, groups=()):
        answered = Answered(20, 20 - part, Counter(wait=part))
        shares = {name: Share(*share) for name, share in groups}
        return Question(None, answered, None, misled=shares)

    asked = question(5, [("South", (3, 10)), ("North", (8, 10)), ("East", (3, 10))])
    belief = belief_of(beliefs["unseen"], asked)

    assert belief.share == Share(5, 20)
    assert belief.groups == (("North", 8, 10), ("East", 3, 10), ("South", 3, 10))
    assert portion(question(10)) > portion(asked)
