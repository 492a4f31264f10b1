"""The pre-test: offered, taken lesson by lesson, left and resumed, done."""

import re

import pytest

from courses.learning.models import CheckAnswer, LessonProgress
from courses.usecases.finish_attempt import finish_attempt
from tests.people import NOON
from tests.pretesting import FIRST_RIGHT, FIRST_WRONG, SECOND_RIGHT, make_pretest_course
from tests.small_course import answer_all, chosen, enrol, finish_lessons, open_attempt
from tests.tables import everything, verbs_about
from tests.web.learner.views.test_overview import start_button
from tests.web.reading import errors_of, heading_of, tasks_of, text_of, title_of


@pytest.fixture
def enrolment(elm, harbour):
    """Return Amira's enrolment in a course with a pre-test, nothing done yet."""
    return enrol(elm.amira, elm.organisation, make_pretest_course())


@pytest.fixture
def course(enrolment):
    """Return the address of Amira's course."""
    return f"/learn/{enrolment.registration}/"


def rows():
    """Return every row of every table but those of sign-ins."""
    return {table: kept for table, kept in everything().items() if table != "sessions.Session"}


def test_it_is_offered_first_with_what_it_asks_and_saves(amira, course):
    assert start_button(amira.get(course)) == (f"{course}pretest/", "Start")

    answer = amira.get(f"{course}pretest/")

    assert heading_of(answer) == "Show what you already know"
    assert title_of(answer) == "Show what you already know – Elm Park"
    text = text_of(answer)
    assert "4 short questions, if you like. This may save you up to 13 minutes of reading." in text
    assert "Nobody else sees your answers." in text
    assert f'href="{course}lessons/first/">Skip this and read every lesson' in (
        answer.content.decode()
    )
    assert tasks_of(answer) == [
        (f"{course}pretest/first/", "First lesson", "2 questions", "Not answered"),
        (f"{course}pretest/second/", "Second lesson", "2 questions", "Not answered"),
    ]


def test_a_page_asks_the_checks_of_one_lesson_without_its_text(amira, course):
    answer = amira.get(f"{course}pretest/first/")

    assert (heading_of(answer), title_of(answer)) == (
        "First lesson",
        "What you already know: First lesson – Elm Park",
    )
    text = text_of(answer)
    assert "What you already know: 1 of 2" in text
    assert "Question 1 of 2 What do you do first (check-one)?" in text
    assert "Question 2 of 2 What do you do first (check-again)?" in text
    assert text.count("I am not sure") == 2
    assert "Small signs count." not in text
    assert "checked" not in answer.content.decode()
    assert (
        f'href="{course}pretest/second/">Skip: I will read this lesson' in answer.content.decode()
    )


def test_looking_keeps_nothing(amira, course):
    before = rows()

    for page in ("", "first/", "second/"):
        assert amira.get(f"{course}pretest/{page}").status_code == 200

    assert rows() == before


def test_a_lesson_answered_right_is_known_and_the_next_is_asked(amira, enrolment, course):
    answer = amira.post(f"{course}pretest/first/", FIRST_RIGHT)

    assert (answer.status_code, answer["Location"]) == (303, f"{course}pretest/second/")
    assert "You knew “First lesson”: 6 minutes less to read." in text_of(
        amira.get(answer["Location"])
    )
    assert verbs_about(enrolment) == ["completed-lesson"]


def test_a_lesson_not_known_stays_on_the_list_and_explains(amira, enrolment, course):
    answer = amira.post(f"{course}pretest/first/", FIRST_WRONG, follow=True)

    assert "Answers saved. “First lesson” stays on your list and explains each answer." in (
        text_of(answer)
    )
    assert list(LessonProgress.objects.all()) == []
    lesson = text_of(amira.get(f"{course}lessons/first/"))
    assert "You answered the questions of this lesson beforehand." in lesson
    assert "Not quite Wait for proof. Not quite. Do not wait." in lesson
    amira.post(f"{course}lessons/first/finish/")
    assert verbs_about(enrolment) == ["completed-lesson"]


def test_left_half_way_it_goes_on_where_it_was(amira, course):
    amira.post(f"{course}pretest/first/", FIRST_RIGHT)

    overview = amira.get(course)
    assert start_button(overview) == (f"{course}pretest/", "Continue")
    text = text_of(overview)
    assert "You have shown what you know: 6 minutes less to read. Optional: show what" in text
    assert "About 11 minutes of lessons left." in text
    assert "First lesson 6 minutes You knew this What changed this year" in text
    half_way = amira.get(f"{course}pretest/")
    assert tasks_of(half_way) == [
        (f"{course}lessons/first/", "First lesson", "6 minutes", "You knew this"),
        (f"{course}pretest/second/", "Second lesson", "2 questions", "Not answered"),
    ]
    assert ("Continue" in text_of(half_way), "up to 7 minutes of reading" in text_of(half_way)) == (
        True,
        True,
    )
    home = amira.get("/learn/").content.decode()
    assert "Continue: what you already know" in home
    assert f'href="{course}pretest/"' in home


def test_everything_known_leaves_what_must_be_read(amira, enrolment, course):
    amira.post(f"{course}pretest/first/", FIRST_RIGHT)
    answer = amira.post(f"{course}pretest/second/", SECOND_RIGHT, follow=True)

    assert heading_of(answer) == "What you already knew"
    assert "Every one of these lessons is completed. Start reading" in text_of(answer)
    assert f'href="{course}lessons/news/"' in answer.content.decode()
    text = text_of(amira.get(course))
    assert "About 4 minutes of lessons left." in text
    assert "13 minutes less to read. See what you were asked, lesson by lesson" in text
    assert "Quiz Opens when you have finished 1 more lesson Cannot start yet" in text
    amira.post(f"{course}lessons/news/finish/")
    assert "Go to the quiz" in text_of(amira.get(f"{course}pretest/"))


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (FIRST_RIGHT, "What you already knew 6 minutes less to read. What is left explains"),
        (FIRST_WRONG, "Your answers are saved Thank you. These lessons stay on your list. Each"),
    ],
)
def test_at_the_end_it_says_what_is_left(amira, course, first, words):
    amira.post(f"{course}pretest/first/", first)
    wrong = {**SECOND_RIGHT, "second-check-answer": "not-sure"}

    answer = amira.post(f"{course}pretest/second/", wrong, follow=True)

    assert words in text_of(answer)
    assert tasks_of(answer)[1] == (
        f"{course}lessons/second/",
        "Second lesson",
        "7 minutes",
        "To read",
    )
    assert "Good to ask. Here is the answer" in text_of(amira.get(f"{course}lessons/second/"))


def test_a_lesson_known_may_still_be_read(amira, course):
    amira.post(f"{course}pretest/first/", FIRST_RIGHT)

    text = text_of(amira.get(f"{course}lessons/first/"))

    assert "You knew this: you answered its questions right beforehand." in text
    assert "Small signs count." in text
    assert "You knew this. Next: What changed this year" in text
    assert "First lesson you knew this What changed this year" in text


def test_the_quiz_is_open_to_nobody_by_the_pre_test_alone(amira, course):
    amira.post(f"{course}pretest/first/", FIRST_RIGHT)
    amira.post(f"{course}pretest/second/", SECOND_RIGHT)

    answer = amira.get(f"{course}quiz/")

    assert "What changed this year" in text_of(answer)
    assert 'type="submit" class="govuk-button" name' not in answer.content.decode()


# Skipped


def test_who_begins_to_read_goes_on_reading_and_may_still_take_it(amira, course):
    amira.post(f"{course}lessons/news/place/", {"block": "changes"})

    answer = amira.get(course)

    assert start_button(answer) == (f"{course}lessons/news/#changes", "Continue")
    assert "Optional: show what you already know" in text_of(answer)


def test_a_lesson_skipped_is_asked_later(amira, course):
    amira.post(f"{course}pretest/second/", SECOND_RIGHT)

    assert tasks_of(amira.get(f"{course}pretest/"))[0][0] == f"{course}pretest/first/"


def test_a_lesson_read_is_asked_no_more(amira, course):
    amira.post(f"{course}lessons/first/checks/first-check/", {"first-check-answer": "wait"})

    assert amira.get(f"{course}pretest/first/")["Location"] == f"{course}pretest/"
    amira.post(f"{course}pretest/first/", FIRST_RIGHT)
    assert [row.first_chosen for row in CheckAnswer.objects.all()] == [chosen("wait")]


# Refused


def test_an_answer_left_out_is_said_and_nothing_is_kept(amira, course):
    before = rows()

    answer = amira.post(f"{course}pretest/first/", {"first-check-answer": "wait"})

    assert title_of(answer) == "Error: What you already know: First lesson – Elm Park"
    assert errors_of(answer) == [("#id_first-again-answer_0", "Question 2: Select an answer")]
    assert 'id="id_first-again-answer_0"' in answer.content.decode()
    assert re.findall(r'value="(\S*)"[^>]* checked', answer.content.decode()) == ["wait"]
    assert rows() == before


def test_an_answer_that_is_not_offered_is_refused(amira, course):
    before = rows()

    answer = amira.post(f"{course}pretest/first/", FIRST_RIGHT | {"first-check-answer": "x\0"})

    assert [link for link, _words in errors_of(answer)] == ["#id_first-check-answer_0"]
    assert rows() == before


def test_twice_is_once(amira, course):
    for _time in range(2):
        answer = amira.post(f"{course}pretest/first/", FIRST_WRONG)
        assert (answer.status_code, answer["Location"]) == (303, f"{course}pretest/second/")
    before = rows()

    amira.post(f"{course}pretest/first/", FIRST_RIGHT)

    assert rows() == before


def test_only_lessons_of_the_pre_test_are_asked(amira, course):
    for page in ("pretest/news/", "pretest/gone/"):
        assert amira.get(f"{course}{page}").status_code == 404
        assert amira.post(f"{course}{page}", FIRST_RIGHT).status_code == 404


def test_a_course_without_a_pre_test_has_none(amira, elm, small_course):
    other = f"/learn/{enrol(elm.amira, elm.organisation, small_course).registration}/"

    assert amira.get(f"{other}pretest/").status_code == 404
    assert amira.get(f"{other}pretest/first/").status_code == 404
    assert start_button(amira.get(other)) == (f"{other}lessons/first/", "Start")
    assert "already know" not in text_of(amira.get(other))


def test_a_colleagues_pre_test_is_missing(sign_in, elm, course):
    lewis = sign_in(elm.lewis)

    assert lewis.get(f"{course}pretest/").status_code == 404
    assert lewis.post(f"{course}pretest/first/", FIRST_RIGHT).status_code == 404
    assert list(CheckAnswer.objects.all()) == []


def test_a_completed_course_offers_no_more(amira, enrolment, course):
    finish_lessons(enrolment)
    attempt = open_attempt(enrolment)
    answer_all(attempt)
    finish_attempt(attempt=attempt, at=NOON)

    assert [task[3] for task in tasks_of(amira.get(f"{course}pretest/"))] == ["Completed"] * 2
    assert "already know" not in text_of(amira.get(course))


# What it asks


@pytest.mark.parametrize("lessons", [1, 3])
def test_the_pages_ask_no_more_with_more_lessons(amira, elm, lessons, django_assert_num_queries):
    version = make_pretest_course()
    here = f"/learn/{enrol(elm.amira, elm.organisation, version).registration}/pretest/"
    version.lessons.exclude(identifier="first").update(pretest=lessons == 3)
    for page in ("", "first/"):
        amira.get(f"{here}{page}")

    with django_assert_num_queries(5):
        amira.get(here)
    with django_assert_num_queries(6):
        amira.get(f"{here}first/")
    with django_assert_num_queries(20):
        amira.post(f"{here}first/", FIRST_RIGHT)
