"""Give everybody the courses that the rules name for them."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_tasks import task

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation
from courses.catalogue.models import Course
from courses.common.dates import local_date
from courses.compliance.kept import is_kept
from courses.compliance.queries import standings_of
from courses.compliance.status import Finding, State
from courses.learning.models import Completion, Enrolment
from courses.usecases.enrol_staff import NothingPublished, enrol_staff
from courses.usecases.refresh_standings import refresh_standings

TO_DO = {State.DUE, State.DUE_SOON, State.OVERDUE}


def apply_requirements(*, organisation: Organisation, at: datetime) -> int:
    """Enrol whoever must still take a course and has not begun it.

    Return how many enrolments were opened.

    Each person is a transaction of its own, so a broken-off run goes on where it stopped and a
    second run opens nothing.
    """
    today = local_date(at)
    people = (
        Membership.objects.filter(organisation=organisation)
        .on(today)
        .select_related("user", "organisation")
    )
    memberships = list(people.order_by("pk"))
    standings = standings_of(memberships, on=today)
    courses = Course.objects.in_bulk(
        {one for (_, course), finding in standings.items() for one in ways(course, finding)}
    )
    met = Completion.objects.current().filter(enrolment=OuterRef("pk"))
    begun = set(
        Enrolment.objects.open()
        .filter(~Exists(met), organisation=organisation)
        .values_list("learner", "course")
    )
    opened = 0
    for membership in memberships:
        for course_id in sorted({course for _, course in standings}):
            finding = standings.get((membership.pk, course_id))
            if finding is None or finding.state not in TO_DO:
                continue
            to_take = ways(course_id, finding)
            if any((membership.user_id, course) in begun for course in to_take):
                continue
            opened += give(membership, [courses[course] for course in to_take], at=at)
    return opened


def ways(course_id: int, finding: Finding) -> list[int]:
    """Return the courses that would meet a rule about ``course_id``, the shorter one first."""
    shorter = [] if finding.refresher_id is None else [finding.refresher_id]
    return [*shorter, course_id]


def give(membership: Membership, courses: Sequence[Course], *, at: datetime) -> bool:
    """Enrol somebody in the first of ``courses`` that is published; return whether one is."""
    for course in courses:
        try:
            enrol_staff(
                learner=membership.user,
                organisation=membership.organisation,
                course=course,
                reason=Enrolment.Reason.REQUIRED,
                at=at,
            )
        except NothingPublished:
            continue
        return True
    return False


@task()
def apply_rules(organisation_id: int) -> int:
    """Apply the rules of one organisation in the background; return how many enrolments opened.

    Where its standings are kept, they are worked out under the new rules.
    """
    organisation = Organisation.objects.get(pk=organisation_id)
    if is_kept(organisation_id):
        refresh_standings(organisation=organisation, at=timezone.now())
    return apply_requirements(organisation=organisation, at=timezone.now())
