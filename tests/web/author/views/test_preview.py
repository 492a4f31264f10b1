"""A lesson as a learner sees it, with checks that answer and record nothing."""

import pytest

from courses.catalogue.models import CourseVersion, GlossaryTerm, ScenarioNode
from courses.learning.models import CheckAnswer
from tests.tables import everything
from tests.web.reading import heading_of, text_of

LESSON = "/author/elm-park/courses/small-course/1.0.0/lessons/first-steps/"


@pytest.fixture(autouse=True)
def made(draft):
    """Make the draft."""
    return draft()


def test_the_lesson_is_the_learners_own_under_a_banner(grace):
    page = grace.get(LESSON)

    assert heading_of(page) == "First steps"
    assert "Preview: nothing is saved." in text_of(page)
    assert "Tell your safeguarding lead the same day." in text_of(page)
    assert 'method="get" action="#check-worry"' in page.content.decode()


@pytest.mark.parametrize(
    ("answer", "said"), [("tell", "Yes Tell the lead today."), ("wait", "Not quite Wait until")]
)
def test_a_check_answers_and_writes_nothing(grace, answer, said):
    before = everything()

    page = grace.get(LESSON, {"check": "check-worry", "check-worry-answer": answer})

    assert said in text_of(page)
    assert CheckAnswer.objects.count() == 0
    assert everything() == before


def test_a_check_without_an_answer_says_what_to_do(grace):
    page = grace.get(LESSON, {"check": "check-worry"})

    assert "There is a problem Select an answer" in text_of(page)
    assert "<title>Error:" in page.content.decode().replace("\n", "").replace("  ", "")


def test_a_lesson_that_the_version_does_not_have_is_not_there(grace):
    assert grace.get(LESSON.replace("first-steps", "no-such-lesson")).status_code == 404


def test_from_one_lesson_to_the_next_and_to_the_questions(grace, elm):
    from courses.catalogue.services import save_draft
    from tests.small_course import small_draft

    save_draft(draft=small_draft(version="2.0.0"), owner_id=elm.organisation.pk)
    base = "/author/elm-park/courses/small-course/2.0.0/"

    assert f'href="{base}lessons/second/"' in grace.get(f"{base}lessons/first/").content.decode()
    assert f'href="{base}questions/"' in grace.get(f"{base}lessons/second/").content.decode()


SCENARIO = "/author/elm-park/courses/small-course/1.0.0/scenarios/at-the-gate/"


def test_a_story_is_read_whole_with_all_that_is_said_about_each_choice(grace):
    before = everything()

    page = grace.get(SCENARIO)

    words = text_of(page)
    assert heading_of(page) == "At the gate"
    assert "It practises the lesson First steps." in words
    assert "Moment 1: where it begins" in words
    assert "Moment 3: an ending" in words
    assert (
        "Ask her to wait with you. What happens She is safe for now. How an experienced colleague"
        " sees it Telling comes first. Noticed: You told. Rests on:"
    ) in words
    assert "(same-day) The worry is passed on. Leads to moment 3" in words
    assert "Easily missed: Knowing is not safety. Rests on:" in words
    assert "(same-day) Leads to moment 2" in words
    assert everything() == before


def test_a_missing_story_is_not_found(grace):
    assert grace.get(SCENARIO.replace("at-the-gate", "nowhere")).status_code == 404


def test_the_version_lists_its_stories(grace):
    page = grace.get("/author/elm-park/courses/small-course/1.0.0/")

    assert f'<a class="govuk-link" href="{SCENARIO}">At the gate</a>' in page.content.decode()


@pytest.mark.parametrize("more", [0, 2])
def test_a_story_takes_the_same_queries_however_long(grace, made, more, django_assert_num_queries):
    story = made.scenarios.get()
    for number in range(more):
        ScenarioNode.objects.create(
            scenario=story, identifier=f"more-{number}", source="More.", html="<p>More.</p>"
        )

    with django_assert_num_queries(11):
        grace.get(SCENARIO)


def test_the_words_of_the_glossary_are_explained_as_to_a_learner(grace):
    version = CourseVersion.objects.get(version="1.0.0")
    word = {"identifier": "lead", "term": "Safeguarding lead", "html": "<p>Whom you tell.</p>"}
    GlossaryTerm.objects.create(version=version, source="Whom you tell.", **word)

    page = grace.get(LESSON)

    link = '<a class="word" role="doc-glossref" href="#word_lead">safeguarding lead</a>'
    assert page.content.decode().count(link) == 1
    assert "Words used here Safeguarding lead Whom you tell." in text_of(page)


def test_the_author_sees_what_awaits_a_check(grace):
    version = CourseVersion.objects.get()
    block = version.lessons.get(identifier="first-steps").blocks.first()
    fact = version.facts.first()
    before = text_of(grace.get(LESSON))
    version.facts.filter(pk=fact.pk).update(needs_review=True)
    block.facts.add(fact)

    after = text_of(grace.get(LESSON))

    flag = "Awaiting legal or safeguarding check Only leads and authors see this."
    assert (flag in before, flag in after) == (False, True)
