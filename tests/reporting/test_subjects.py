"""Whom the rows of the trail are about."""

from courses.accounts.membership import MembershipPeriod
from courses.learning.models import Completion
from courses.reporting.subjects import PATHS, rows_about, users_about
from courses.usecases.record_training import record_training
from tests.people import NOON, TODAY
from tests.small_course import enrol


def test_each_row_has_its_person_one_query_a_kind(
    elm, harbour, small_course, django_assert_num_queries
):
    course = enrol(elm.amira, elm.organisation, small_course)
    period = MembershipPeriod.objects.get(membership__user=elm.noor)
    rows = [("enrolment", course.pk), ("membershipperiod", period.pk), ("organisation", 1)]

    with django_assert_num_queries(2):
        found = users_about([*rows, ("enrolment", 0)])

    assert found == {rows[0]: elm.amira.pk, rows[1]: elm.noor.pk}


def test_the_rows_about_somebody_are_theirs_of_every_kind(elm, harbour, small_course):
    completion, _others = (
        record_training(
            membership=elm.membership(user),
            course=small_course.course,
            completed_on=TODAY,
            minutes=60,
            evidence="Seen",
            at=NOON,
        )
        for user in (elm.amira, elm.noor)
    )

    found = rows_about([elm.amira.pk])

    assert set(found) == set(PATHS)
    assert list(Completion.objects.filter(pk__in=found["completion"])) == [completion]
    periods = MembershipPeriod.objects.filter(pk__in=found["membershipperiod"])
    assert {one.membership.user for one in periods} == {elm.amira}
