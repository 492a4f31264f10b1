"""A lesson as a learner sees it, with checks that answer and record nothing."""

import pytest

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
