"""The figures of one course: who holds it, and what ten people or more get wrong."""

import pytest

from courses.accounts.membership import Membership
from courses.assessment.models import Response
from courses.catalogue.models import Misconception, Option
from courses.usecases.finish_attempt import finish_attempt
from tests.documents import make_document
from tests.people import NOON, make_member
from tests.small_course import answer_all, enrol, finish_lessons, make_rule, open_attempt
from tests.web.reading import heading_of, text_of

PAGE = "/lead/elm-park/courses/small-course/"


@pytest.fixture
def answered(elm, small_course):
    """Return how to let people of a site take the quiz once, the first two right."""

    def take(number, site, right=2):
        for n in range(number):
            user = make_member(
                elm.organisation, site, elm.teacher, f"Teacher {n}", email=f"{n}{site}@x.example"
            )
            attempt = enrol(user, elm.organisation, small_course)
            finish_lessons(attempt)
            sitting = open_attempt(attempt, seed="same")
            answer_all(sitting, "tell-lead" if n < right else "wait")
            finish_attempt(attempt=sitting, at=NOON)

    return take


def test_it_says_who_holds_it_by_site(elm, lewis, trained):
    trained(elm.amira, 10)

    answer = lewis.get(PAGE)

    assert heading_of(answer) == "A small course"
    assert "1 of 5 (20%) of those it is asked of hold it today. 4 people have it to do" in (
        text_of(answer)
    )
    assert [(line.name, line.share.part, line.share.whole) for line in answer.context["lines"]] == [
        ("South", 0, 2),
        ("North", 1, 3),
    ]


def test_nine_people_are_too_few_and_ten_are_enough(elm, lewis, answered):
    answered(9, elm.north)
    few = lewis.get(PAGE)
    make = Membership.objects.count()
    answered(1, elm.south)
    enough = lewis.get(PAGE)

    assert Membership.objects.count() == make + 1
    assert few.context["questions"] == []
    assert "No question has been answered by 10 people yet." in text_of(few)
    shown = enough.context["questions"]
    assert [(q.question.answered.right, q.question.answered.people) for q in shown] == [(3, 10)] * 2
    assert "30% right first time (3 of 10 people). Many get this wrong" in text_of(enough)


def test_the_wrong_answer_and_its_belief_are_said_in_words(elm, lewis, answered, small_course):
    wait = Option.objects.filter(item__version=small_course, identifier="wait")
    belief = Misconception.objects.create(
        version=small_course,
        identifier="proof",
        title="I need proof first",
        briefing_source="x",
        briefing_html="x",
    )
    wait.update(misconception=belief)
    answered(10, elm.north)

    text = text_of(lewis.get(PAGE))

    assert "The wrong answer most people chose: Wait for proof." in text
    assert "The belief behind it: I need proof first" in text
    assert "Teacher 3" not in text


def test_the_lead_of_one_site_reads_the_figures_of_that_site(elm, lewis, noor, answered):
    answered(9, elm.north)
    answered(1, elm.south)

    assert len(lewis.get(PAGE).context["questions"]) == 2
    assert noor.get(PAGE).context["questions"] == []


@pytest.mark.parametrize("slug", ["no-such-course", "quay-course"])
def test_a_course_that_no_rule_names_is_not_there(elm, lewis, slug):
    assert lewis.get(f"/lead/elm-park/courses/{slug}/").status_code == 404


def test_what_nearly_everybody_knows_is_said(elm, lewis, answered, small_course):

    answered(10, elm.north)
    Response.objects.update(credit_numerator=1, credit_denominator=1)

    assert "Very easy: fine for what everybody must know." in text_of(lewis.get(PAGE))


def test_what_most_people_know_is_folded_away(elm, lewis, answered):
    answered(10, elm.north, right=8)

    answer = lewis.get(PAGE)

    assert [one.is_known for one in answer.context["questions"]] == [True, True]
    assert "2 questions that most people get right" in text_of(answer)
    assert answer.content.decode().count("80%") == 2


def test_a_document_has_no_quiz_to_speak_of(elm, lewis):
    make_rule(elm.organisation, make_document())

    page = lewis.get("/lead/elm-park/courses/our-policy/")

    assert "It has no quiz, so there are no figures of questions." in text_of(page)
    assert "Opening day" in text_of(page)
    assert "Time limit and tries of its quiz" not in text_of(page)
    assert "/quiz/" not in page.content.decode()
    assert "/quiz/" in lewis.get(PAGE).content.decode()
