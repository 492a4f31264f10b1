"""How a person wishes to take a quiz."""

import pytest

from courses.accounts.models import Preference
from courses.accounts.wishes import QuizWishes, quiz_wishes_of, wish_for_quiz


def test_whoever_never_said_gets_one_question_a_page_and_no_extra_time(elm):
    assert quiz_wishes_of(elm.amira.pk) == QuizWishes(on_one_page=False, extra_time_percent=0)


def test_what_was_wished_is_kept_and_said_anew(elm, django_assert_num_queries):
    wish_for_quiz(user_id=elm.amira.pk, wishes=QuizWishes(on_one_page=True, extra_time_percent=25))
    with django_assert_num_queries(1):
        wish_for_quiz(user_id=elm.amira.pk, wishes=QuizWishes(extra_time_percent=50))

    with django_assert_num_queries(1):
        assert quiz_wishes_of(elm.amira.pk) == QuizWishes(extra_time_percent=50)
    assert quiz_wishes_of(elm.lewis.pk) == QuizWishes()


@pytest.mark.parametrize("optional", [True, False])
def test_a_wish_about_mail_stays(elm, optional):
    Preference.objects.create(user=elm.amira, optional_mail=optional)

    wish_for_quiz(user_id=elm.amira.pk, wishes=QuizWishes(on_one_page=True))

    kept = Preference.objects.get()
    assert (kept.optional_mail, kept.quiz_on_one_page) == (optional, True)
