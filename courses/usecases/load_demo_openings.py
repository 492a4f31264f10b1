"""Open a course of the demonstration on a day to come, and give it to some beforehand."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation
from courses.catalogue.models import Course
from courses.common.dates import local_date
from courses.learning.models import Enrolment
from courses.usecases.enrol_staff import enrol_staff
from courses.usecases.set_course_opening import set_course_opening


def open_later(
    organisation: Organisation,
    rows: list[Mapping[str, Any]],
    *,
    courses: Mapping[str, Course],
    members: Mapping[str, Membership],
    at: datetime,
) -> None:
    """Set the opening day of every row, counted from today; ``given``: who has it already."""
    for row in rows:
        course = courses[row["course"]]
        set_course_opening(
            organisation=organisation,
            course=course,
            opens_on=local_date(at) + timedelta(days=row["opens_days"]),
            at=at,
            actor_id=members[row["by"]].user_id,
        )
        for number in row["given"]:
            enrol_staff(
                learner=members[number].user,
                organisation=organisation,
                course=course,
                reason=Enrolment.Reason.REQUIRED,
                at=at,
                actor_id=members[row["by"]].user_id,
            )
