"""Give a course to people whom a lead has chosen; who has it or holds it keeps that."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from courses.accounts.membership import Membership
from courses.catalogue.models import Course
from courses.catalogue.queries import courses_by_id, newest_published
from courses.common.dates import add_months
from courses.compliance.facts import completions_by_learner
from courses.compliance.queries import facts_of, rules_of
from courses.compliance.status import State, status_on
from courses.compliance.urgency import most_urgent
from courses.learning.many import close_many, enrol_many, open_among
from courses.reporting.bulk import Doing, Sorted

BEGUN, HELD, EXCUSED, CLOSED = "has-it", "holds-it", "excused", "not-published"


@dataclass
class Enrolling:
    """Giving the chosen people the newest version of ``course``."""

    doing: Doing
    finished: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look up the course and the version that new learners get."""
        wanted: int = self.doing.asked.details["course"]
        self.course: Course = courses_by_id({wanted})[wanted]
        self.version = newest_published(self.course)

    def sort(self, members: Sequence[Membership]) -> Sorted:
        """Return who is given the course, and who is not and why."""
        found = Sorted()
        begun, self.finished = open_among(
            [member.user_id for member in members],
            organisation_id=self.doing.organisation.pk,
            course_id=self.course.pk,
        )
        held, excused = self.standing_among(members)
        for member in members:
            if self.version is None:
                found.leave(member, CLOSED)
            elif member.user_id in begun:
                found.leave(member, BEGUN)
            elif member.pk in held:
                found.leave(member, HELD)
            elif member.pk in excused:
                found.leave(member, EXCUSED)
            else:
                found.done.append(member)
        return found

    def standing_among(self, members: Sequence[Membership]) -> tuple[set[int], set[int]]:
        """Return the memberships that hold the course today, and those excused from it.

        Where no rule asks for it, a completion counts for as long as its certificate; what was
        given by a day, and is met, asks for nothing any more.
        """
        on, here = self.doing.on, self.doing.organisation.pk
        rules = [one for one in rules_of([here]).get(here, []) if one.course_id == self.course.pk]
        facts = facts_of(members, rules=rules)
        months = self.version.certificate_months if self.version else None
        done = completions_by_learner(members, course_ids={self.course.pk})
        held, excused = set(), set()
        for member in members:
            findings = [
                status_on(facts.history(member, one), on) for one in rules if not one.is_for_chosen
            ]
            state = most_urgent(findings).state
            mine = done.get((member.user_id, member.organisation_id, self.course.pk), ())
            days = [one.completed_on for one in mine if one.completed_on <= on]
            counts = days and (not months or add_months(max(days), months) >= on)
            if state is State.IN_DATE or (state is State.NOT_REQUIRED and counts):
                held.add(member.pk)
            elif state is State.EXEMPT:
                excused.add(member.pk)
        return held, excused

    def write(self, members: Sequence[Membership]) -> tuple[list[int], list[int]]:
        """Open an enrolment for each of ``members``; one whose course was met is closed first."""
        assert self.version is not None, "nobody is given a course that is not published"  # noqa: S101 - sort left everybody out
        over = [self.finished[one.user_id] for one in members if one.user_id in self.finished]
        close_many(over, at=self.doing.at)
        enrol_many(
            [member.user_id for member in members],
            organisation=self.doing.organisation,
            version=self.version,
            at=self.doing.at,
        )
        return [], []
