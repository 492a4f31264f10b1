"""One question of an attempt, and what stands beside it."""

import pytest

from courses.assessment.editions import pool_of
from courses.assessment.models import Response
from courses.assessment.questions import question_at
from tests.small_course import enrol, finish_lessons, open_attempt


@pytest.mark.parametrize("rows", [1, 2])
def test_a_question_takes_one_query_with_its_options_and_neighbours(
    attempt, rows, django_assert_num_queries
):
    Response.objects.filter(position__gt=rows).delete()
    stored = list(attempt.responses.order_by("position"))
    names = [one.item.identifier for one in stored]

    pool_of(attempt.enrolment.version)
    with django_assert_num_queries(rows):
        found = [question_at(attempt=attempt, item=name) for name in names]
        options = {option.identifier for option in found[0].response.item.options.all()}
        assert found[0].response.attempt is attempt

    assert [one.response for one in found] == stored
    assert options == {"ask", "tell-lead", "wait"}
    assert [(one.before, one.after, one.total) for one in found] == [
        (before, after, rows)
        for before, after in zip([None, *names][:rows], [*names, None][1:], strict=True)
    ]


def test_a_question_that_was_not_drawn_is_none_also_where_another_attempt_has_it(
    elm, attempt, small_course
):
    other = enrol(elm.noor, elm.organisation, small_course)
    finish_lessons(other)
    asked = open_attempt(other).responses.order_by("position").first().item.identifier
    attempt.responses.filter(item__identifier=asked).delete()

    assert question_at(attempt=attempt, item="not-drawn") is None
    assert question_at(attempt=attempt, item=asked) is None
