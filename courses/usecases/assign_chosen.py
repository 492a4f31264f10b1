"""Give a course to people whom a lead has chosen, to be completed by a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from courses.accounts.membership import Membership
from courses.audit.services import record
from courses.common.dates import add_months
from courses.compliance import services as compliance
from courses.compliance.assigning import assign_many, rule_for_chosen
from courses.compliance.assignments import Assignment
from courses.compliance.audience import CHOSEN, Assigned
from courses.compliance.excusing import cancel_many
from courses.compliance.facts import completions_by_learner
from courses.compliance.models import Requirement
from courses.compliance.queries import Rule, facts_of, rules_of
from courses.compliance.reading import revision_of
from courses.compliance.rehearsing import rehearse_allowing
from courses.compliance.revising import Outcome
from courses.compliance.status import History, State, status_on
from courses.compliance.urgency import most_urgent
from courses.learning.openings import opening_of
from courses.reporting.bulk import Doing, Sorted
from courses.usecases.enrol_chosen import CLOSED, EXCUSED, HELD, Enrolling

DAY = timedelta(days=1)
DUE_SOONER, OPENS_LATER, PASSED = "due-sooner", "opens-later", "day-passed"
TO_DO = (State.OVERDUE, State.DUE_SOON, State.DUE)


@dataclass
class Assigning:
    """Giving the chosen people ``course``, to be completed by ``due_on``."""

    doing: Doing

    def __post_init__(self) -> None:
        """Read what was asked, and look up the course and the rules about it."""
        self.giving = Enrolling(self.doing)
        self.course, self.version = self.giving.course, self.giving.version
        self.due_on = date.fromisoformat(self.doing.asked.details["due_on"])
        here = self.doing.organisation.pk
        self.opens_on = opening_of(organisation_id=here, course_id=self.course.pk)
        self.rules = [
            one for one in rules_of([here]).get(here, []) if one.course_id == self.course.pk
        ]

    def counts_from(self, members: Sequence[Membership]) -> dict[int, date]:
        """Return by membership the first day that counts, of those for whom not every day does.

        That is the first whose certificate would still hold today, but comes after what somebody
        has completed already: as they are given it all the same, that is not enough. One query.
        """
        months = self.version.certificate_months if self.version else None
        first = add_months(self.doing.on, -months) if months else None
        done = completions_by_learner(members, course_ids={self.course.pk})
        found = {}
        for one in members:
            mine = done.get((one.user_id, one.organisation_id, self.course.pk), ())
            days = [row.completed_on + DAY for row in mine if row.completed_on <= self.doing.on]
            if known := [*days, *([first] if first else [])]:
                found[one.pk] = max(known)
        return found

    def sort(self, members: Sequence[Membership]) -> Sorted:
        """Return who is given the course by the day, and who is not and why."""
        found = Sorted()
        held, excused = self.giving.standing_among(members)
        facts = facts_of(members, rules=self.rules)
        for member in members:
            finding = most_urgent(
                status_on(facts.history(member, rule), self.doing.on) for rule in self.rules
            )
            is_sooner = finding.until is not None and finding.until <= self.due_on
            if why := self.why_not():
                found.leave(member, why)
            elif member.pk in held:
                found.leave(member, HELD)
            elif member.pk in excused:
                found.leave(member, EXCUSED)
            elif finding.state in TO_DO and is_sooner:
                found.leave(member, DUE_SOONER)
            else:
                found.done.append(member)
        return found

    def why_not(self) -> str:
        """Return why nobody can be given it; nothing where they can."""
        if self.version is None:
            return CLOSED
        if self.due_on < self.doing.on:
            return PASSED
        return OPENS_LATER if self.opens_on and self.opens_on > self.due_on else ""

    def rehearse(self, members: Sequence[Membership]) -> Outcome:
        """Return who of ``members`` would stand otherwise, were they given it."""
        rules = list(self.rules)
        there = self.rule()
        chosen = there.rule if there else uuid4()
        if there is None:
            here, drawn = self.doing.organisation.pk, revision_of(self.drawn())
            rules.append(Rule(chosen, self.course.pk, (drawn,), here, slug="", title=""))
        counts_from = self.counts_from(members)

        def allowed(member: Membership, rule: Rule, one: History) -> History:
            if rule.identifier != chosen:
                return one
            given = Assigned(self.doing.on, None, self.due_on, counts_from.get(member.pk))
            return replace(one, assigned=(*one.assigned, given))

        return rehearse_allowing(members, rules=rules, on=self.doing.on, allowed=allowed)

    def rule(self) -> Requirement | None:
        """Return the rule about the course for chosen people, where there is one."""
        return rule_for_chosen(organisation_id=self.doing.organisation.pk, course_id=self.course.pk)

    def drawn(self) -> Requirement:
        """Return that rule as it would be made."""
        return Requirement(
            organisation=self.doing.organisation,
            course=self.course,
            audience=CHOSEN,
            effective_from=self.doing.on,
            due_on=self.doing.on,
        )

    def write(self, members: Sequence[Membership]) -> tuple[list[int], list[int]]:
        """Give ``members`` the course by the day; return nothing ended, and what was made.

        The first time for a course, the rule for chosen people is made too.
        """
        doing = self.doing
        rule = self.rule() or self.made()
        return [], assign_many(
            members,
            rule=rule.rule,
            due_on=self.due_on,
            counts_from=self.counts_from(members),
            valid_from=doing.on,
            at=doing.at,
            actor_id=doing.actor_id,
        )

    def made(self) -> Requirement:
        """Make the rule about the course for chosen people."""
        doing = self.doing
        rule = compliance.set_requirement(
            organisation=doing.organisation,
            course=self.course,
            audience=CHOSEN,
            effective_from=doing.on,
            due_on=doing.on,
            at=doing.at,
            actor_id=doing.actor_id,
        )
        record(
            verb="set-requirement",
            about=rule,
            organisation_id=doing.organisation.pk,
            actor_id=doing.actor_id,
            at=doing.at,
            details={"course": self.course.pk},
        )
        return rule


def take_back(
    members: set[int], made: Sequence[int], ended: Sequence[int], *, at: datetime, actor_id: int
) -> set[int]:
    """Take what ``members`` were given back, and return whose was: of others, nothing."""
    del ended, actor_id  # giving a course ends nothing, and nothing new is recorded
    return cancel_many(Assignment, made, members, at=at)
