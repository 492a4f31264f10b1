"""Writing rules."""

import pytest

from courses.compliance.audience import Audience
from courses.compliance.models import Requirement
from courses.compliance.services import set_requirement
from tests.people import NOON, STARTED


@pytest.fixture
def fields(elm, small_course):
    return {
        "organisation": elm.organisation,
        "course": small_course.course,
        "effective_from": STARTED,
        "due_days": 28,
        "valid_months": 12,
        "at": NOON,
    }


def test_a_rule_is_one_row_in_one_statement(fields, elm, django_assert_num_queries):
    with django_assert_num_queries(1):
        requirement = set_requirement(
            **fields, audience=Audience(roles=(elm.teacher.pk,)), actor_id=elm.lewis.pk
        )

    kept = Requirement.objects.get()
    assert (kept, kept.audience) == (requirement, Audience(roles=(elm.teacher.pk,)))
    assert (kept.renew_window_days, kept.renewal, kept.minimum_version) == (60, "completion", "")
    assert (kept.recorded_at, kept.recorded_by_id, kept.superseded_at) == (NOON, elm.lewis.pk, None)


def test_each_rule_has_an_identifier_and_a_thread_of_its_own(fields):
    one, two = set_requirement(**fields), set_requirement(**fields)

    assert len({one.rule, two.rule, one.thread, two.thread}) == 4
