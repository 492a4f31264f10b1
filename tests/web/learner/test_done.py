"""What is completed, with its day and its certificate."""

from courses.certification.models import Certificate
from courses.certification.queries import Held, held_by
from courses.learning.models import Completion
from courses.learning.services import record_outside
from courses.usecases.revoke_certificate import revoke_certificate
from courses.web.learner.done import done_rows
from courses.web.learner.todo import entries_of
from tests.people import NOON, TODAY
from tests.refreshing import met


def shown(learner):
    rows = done_rows(entries_of(learner=learner, on=TODAY), learner=learner, on=TODAY)
    return [(row.title, row.completed, row.certificate_url) for row in rows]


def test_nothing_is_asked_where_nothing_is_done(elm, harbour, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert done_rows([], learner=elm.amira, on=TODAY) == []


def test_a_completed_course_has_its_day_and_its_certificate(elm, harbour, small_course):
    met(elm.amira, elm.organisation, small_course)
    number = Certificate.objects.get().number

    assert shown(elm.amira) == [
        ("A small course", "10 February 2026", f"/learn/certificates/{number}.html")
    ]


def test_a_withdrawn_certificate_is_not_offered(elm, harbour, small_course):
    met(elm.amira, elm.organisation, small_course)
    certificate = Certificate.objects.get()
    revoke_certificate(certificate=certificate, reason="Wrong name", actor_id=elm.lewis.pk, at=NOON)

    assert shown(elm.amira) == [("A small course", "10 February 2026", "")]


def test_the_latest_of_each_course_counts_and_nobody_elses(elm, harbour, small_course):
    met(elm.amira, elm.organisation, small_course)
    met(elm.noor, elm.organisation, small_course)
    outside = record_outside(
        learner_id=elm.amira.pk, organisation_id=elm.organisation.pk, course=small_course.course,
        completed_on=TODAY, minutes=1, evidence="Seen", at=NOON, actor_id=None,
    )  # fmt: skip

    key = (elm.organisation.pk, small_course.course_id)
    assert held_by(elm.amira) == {key: Held(TODAY)}
    Completion.objects.filter(pk=outside.pk).delete()
    assert held_by(elm.amira)[key].number == Certificate.objects.get(learner=elm.amira).number
