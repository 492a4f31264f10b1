"""The whole course on one page."""

import re

from tests.small_course import finish_lessons
from tests.web.reading import heading_of, text_of


def address(enrolment):
    return f"/learn/{enrolment.registration}/whole/"


def test_every_lesson_stands_in_order_with_a_contents_list(amira, enrolment):
    answer = amira.get(address(enrolment))

    assert heading_of(answer) == "A small course"
    page = answer.content.decode()
    assert re.findall(r'<h2 class="govuk-heading-xl" id="(.*?)">(.*?)</h2>', page) == [
        ("lesson-1", "First lesson"),
        ("lesson-2", "Second lesson"),
    ]
    assert re.findall(r'href="#(lesson-\d)"', page) == ["lesson-1", "lesson-2"]


def test_a_check_is_a_question_to_think_about_without_its_answer(amira, enrolment):
    answer = amira.get(address(enrolment))

    page = answer.content.decode()
    assert "Tell the lead today." in text_of(answer)
    assert "Not quite. Do not wait." not in page
    assert f'href="/learn/{enrolment.registration}/lessons/first/#first-check"' in page
    assert 'type="radio"' not in page


def test_the_overview_leads_to_it(amira, enrolment):
    overview = amira.get(f"/learn/{enrolment.registration}/")

    assert f'href="{address(enrolment)}"' in overview.content.decode()


def test_reading_it_finishes_nothing(amira, enrolment):
    amira.get(address(enrolment))

    assert list(enrolment.progress.all()) == []


def test_somebody_elses_course_is_not_found(enrolment, sign_in, elm):
    assert sign_in(elm.lewis).get(address(enrolment)).status_code == 404


def test_it_costs_the_same_with_everything_read_and_nothing(
    amira, enrolment, django_assert_num_queries
):
    amira.get(address(enrolment))
    # session, person, enrolment, places, grants, contacts, newest version that lists contacts,
    # sources, words, lessons, blocks, options, facts
    with django_assert_num_queries(12):
        amira.get(address(enrolment))
    finish_lessons(enrolment)

    with django_assert_num_queries(12):
        amira.get(address(enrolment))
