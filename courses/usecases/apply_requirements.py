"""Give everybody the courses that the rules name for them."""

from collections.abc import Collection, Sequence
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
BATCH = 1_000  # people whose standings are in memory at a time


def apply_requirements(*, organisation: Organisation, at: datetime) -> int:
    """Enrol whoever must still take a course and has not begun it.

    Return how many enrolments were opened.

    Each person is a transaction of its own, so a broken-off run goes on where it stopped and a
    second run opens nothing.
    """
    people = Membership.objects.filter(organisation=organisation).on(local_date(at))
    people = people.select_related("user", "organisation").order_by("pk")
    met = Completion.objects.current().filter(enrolment=OuterRef("pk"))
    begun = set(
        Enrolment.objects.open()
        .filter(~Exists(met), organisation=organisation)
        .values_list("learner", "course")
    )
    opened = last = 0
    while members := list(people.filter(pk__gt=last)[:BATCH]):
        opened += apply_to(members, begun, at=at)
        last = members[-1].pk
    return opened


def apply_to(
    members: Sequence[Membership], begun: Collection[tuple[int, int]], *, at: datetime
) -> int:
    """Enrol those of ``members`` who must; return how many enrolments were opened.

    ``begun``: (learner, course) of what is under way.
    """
    standings = standings_of(members, on=local_date(at))
    to_take = {
        key: ways(key[1], finding) for key, finding in standings.items() if finding.state in TO_DO
    }
    courses = Course.objects.in_bulk({one for found in to_take.values() for one in found})
    by_id = {member.pk: member for member in members}
    opened = 0
    for (membership, _course), found in sorted(to_take.items()):
        member = by_id[membership]
        if not any((member.user_id, one) in begun for one in found):
            opened += give(member, [courses[one] for one in found], at=at)
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
