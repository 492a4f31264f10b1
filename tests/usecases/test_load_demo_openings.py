"""What the demonstration opens on a day to come."""

from datetime import timedelta

from courses.audit.models import AuditEvent
from courses.learning.models import CourseOpening, Enrolment
from courses.usecases.load_demo_openings import open_later
from tests.people import NOON, TODAY


def test_a_course_opens_in_three_weeks_and_some_have_it_already(harbour, small_course):
    rows = [{"course": "small-course", "opens_days": 21, "by": "H002", "given": ["H001"]}]
    members = {
        "H001": harbour.membership(harbour.callum),
        "H002": harbour.membership(harbour.beth),
    }

    open_later(
        harbour.organisation,
        rows,
        courses={"small-course": small_course.course},
        members=members,
        at=NOON,
    )

    opening = CourseOpening.objects.get()
    assert (opening.organisation, opening.course) == (harbour.organisation, small_course.course)
    assert opening.opens_on == TODAY + timedelta(days=21)
    assert [one.learner for one in Enrolment.objects.all()] == [harbour.callum]
    events = AuditEvent.objects.order_by("pk").values_list("verb", "actor_id")
    assert list(events) == [("set-opening", harbour.beth.pk), ("enrolled", harbour.beth.pk)]
