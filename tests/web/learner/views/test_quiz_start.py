"""Beginning the quiz: what it asks, on how many pages, and where one goes on."""

import re
from uuid import uuid4

import pytest

from courses.accounts.models import Preference
from courses.assessment.models import Attempt
from courses.catalogue.models import Assessment, Section
from tests.memory import forget
from tests.small_course import answer_all
from tests.web.reading import errors_of, heading_of, text_of, ticked


@pytest.fixture
def quiz(ready):
    """Return the address of Amira's quiz, lessons finished."""
    return f"/learn/{ready.registration}/quiz/"


def questions(attempt):
    """Return the identifiers of the questions in their order."""
    return list(attempt.responses.order_by("position").values_list("item__identifier", flat=True))


def test_the_start_says_what_is_asked(amira, quiz):
    answer = amira.get(quiz)

    assert heading_of(answer) == "Quiz"
    text = text_of(answer)
    for words in (
        "2 questions.",
        "The standard is at least 1 of 2.",
        "No time limit.",
        "You can try as often as you need, with different questions.",
    ):
        assert words in text
    assert list(Attempt.objects.all()) == []


def test_before_the_lessons_are_finished_it_names_them(amira, enrolment):
    address = f"/learn/{enrolment.registration}/quiz/"

    text = text_of(amira.get(address))
    answer = amira.post(address, {"key": str(uuid4())})

    assert "Still to finish: First lesson Second lesson" in text
    assert (answer.status_code, answer["Location"]) == (303, address)
    assert list(Attempt.objects.all()) == []


def test_starting_leads_to_the_first_question(amira, quiz):
    answer = amira.post(quiz, {"key": str(uuid4())})

    attempt = Attempt.objects.get()
    assert (answer.status_code, answer["Location"]) == (
        303,
        f"{quiz}1/{questions(attempt)[0]}/",
    )
    assert re.fullmatch(r"[0-9a-f]{32}", attempt.seed)


@pytest.mark.parametrize("same_key", [True, False])
def test_a_double_click_is_one_attempt(amira, quiz, same_key):
    key = str(uuid4())
    first = amira.post(quiz, {"key": key})
    second = amira.post(quiz, {"key": key if same_key else str(uuid4())})

    assert first["Location"] == second["Location"]
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize("key", ["", "no-key"])
def test_without_a_key_nothing_starts(amira, quiz, key):
    answer = amira.post(quiz, {"key": key})

    assert (answer.status_code, heading_of(answer)) == (200, "Quiz")
    assert list(Attempt.objects.all()) == []


def test_after_passing_it_is_not_started_again(amira, passed):
    address = f"/learn/{passed.enrolment.registration}/quiz/"

    answer = amira.post(address, {"key": str(uuid4())})

    assert answer["Location"] == address
    assert "You have passed this quiz." in text_of(amira.get(address))
    assert Attempt.objects.count() == 1


def test_when_all_attempts_are_used_it_says_whom_to_ask(amira, failed):
    Assessment.objects.update(attempts_allowed=1)
    forget()
    address = f"/learn/{failed.enrolment.registration}/quiz/"

    answer = amira.post(address, {"key": str(uuid4())})

    assert answer["Location"] == address
    assert "You have used all the attempts your organisation allows." in text_of(amira.get(address))
    assert Attempt.objects.count() == 1


def test_a_version_without_a_quiz_has_no_page_for_it(amira, quiz):
    Assessment.objects.all().delete()

    assert amira.get(quiz).status_code == 404


def test_a_second_attempt_asks_other_questions(amira, failed):
    quiz = f"/learn/{failed.enrolment.registration}/quiz/"

    amira.post(quiz, {"key": str(uuid4())})

    second = Attempt.objects.get(number=2)
    assert set(questions(second)) & set(questions(failed)) == set()
    assert ": not yet" in text_of(amira.get(quiz))


def test_a_start_without_its_key_gets_a_fresh_one(amira, ready):
    answers = [amira.post(f"/learn/{ready.registration}/quiz/", {}) for _ in range(2)]

    first, key = [
        re.search(r'name="key" value="(.*?)"', page.content.decode())[1] for page in answers
    ]
    again = amira.post(f"/learn/{ready.registration}/quiz/", {"key": key})
    assert [errors_of(page) for page in answers] == [[], []]
    assert first != key
    assert again.status_code == 303
    assert str(Attempt.objects.get().start_key) == key


def test_an_open_attempt_is_continued_by_its_button(amira, attempt):
    text = text_of(amira.get(f"/learn/{attempt.enrolment.registration}/quiz/"))

    assert "Continue the quiz" in text
    assert "Start the quiz" not in text


def test_must_pass_questions_are_named_where_there_are_any(amira, elm, ready):
    critical = text_of(amira.get(f"/learn/{ready.registration}/quiz/"))
    Section.objects.update(critical_draw=0)
    forget()
    plain = text_of(amira.get(f"/learn/{ready.registration}/quiz/"))

    assert (
        "1 question must be right, whatever the score: it is about keeping a child safe at once."
        " Ring 999."
    ) in critical
    assert "Pass a worry on." not in critical
    assert "must be right" not in plain


def test_all_on_one_page_leads_there_and_is_remembered(amira, elm, quiz):
    answer = amira.post(quiz, {"key": str(uuid4()), "pages": "all"})
    again = amira.get(quiz)

    assert (answer.status_code, answer["Location"]) == (303, f"{quiz}1/questions/")
    assert Preference.objects.get().user == elm.amira
    assert ticked(again) == ["all"]
    assert amira.post(quiz, {"key": str(uuid4())})["Location"] == f"{quiz}1/questions/"


def test_one_at_a_time_is_the_usual_way_and_writes_no_wish(amira, quiz):
    shown = ticked(amira.get(quiz))

    answer = amira.post(quiz, {"key": str(uuid4()), "pages": "one"})

    assert shown == ["one"]
    first = questions(Attempt.objects.get())[0]
    assert answer["Location"] == f"{quiz}1/{first}/"
    assert list(Preference.objects.all()) == []


def test_one_at_a_time_is_remembered_again_after_all_on_one_page(amira, quiz):
    amira.post(quiz, {"key": str(uuid4()), "pages": "all"})

    answer = amira.post(quiz, {"key": str(uuid4()), "pages": "one"})

    first = questions(Attempt.objects.get())[0]
    assert answer["Location"] == f"{quiz}1/{first}/"
    assert Preference.objects.get().quiz_on_one_page is False


def test_a_way_of_showing_them_that_is_none_starts_nothing(amira, quiz):
    answer = amira.post(quiz, {"key": str(uuid4()), "pages": "some"})

    assert (answer.status_code, heading_of(answer)) == (200, "Quiz")
    assert list(Attempt.objects.all()) == []


def test_with_every_question_answered_one_goes_on_at_all_answers(amira, attempt):
    answer_all(attempt)
    page = f"/learn/{attempt.enrolment.registration}/quiz/"

    answer = amira.post(page, {"key": str(uuid4())})

    assert answer["Location"] == f"{page}1/answers/"


def test_the_key_of_an_attempt_that_was_handed_in_leads_to_its_result(amira, failed):
    page = f"/learn/{failed.enrolment.registration}/quiz/"

    answer = amira.post(page, {"key": str(failed.start_key)})

    assert answer["Location"] == f"{page}1/result/"
