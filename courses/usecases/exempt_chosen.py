"""Excuse people whom a lead has chosen from a course for a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from courses.accounts.access import is_for_another
from courses.accounts.membership import Membership
from courses.compliance.allowances import Excused
from courses.compliance.excusing import cancel_many, excused_alike, exempt_many, rules_asking
from courses.compliance.models import Exemption
from courses.compliance.queries import rules_of, standings_of
from courses.compliance.rehearsing import rehearse_allowing
from courses.compliance.revising import Outcome
from courses.compliance.status import State
from courses.reporting.bulk import Doing, Sorted

NOT_ASKED, ALIKE = "not-asked", "excused-already"
PASSED, OWN = "day-passed", "own-record"


@dataclass
class Exempting:
    """Excusing the chosen people from ``course`` until ``last_day``, for ``reason``."""

    doing: Doing

    def __post_init__(self) -> None:
        """Read what was asked, and look up the rules about the course."""
        details = self.doing.asked.details
        self.course_id: int = details["course"]
        self.reason: str = details["reason"]
        self.last_day = date.fromisoformat(details["last_day"])
        here = self.doing.organisation.pk
        self.rules = rules_asking(course_id=self.course_id, organisation_id=here, on=self.doing.on)
        every = rules_of([here]).get(here, [])
        self.about = [one for one in every if one.course_id == self.course_id]

    def sort(self, members: Sequence[Membership]) -> Sorted:
        """Return who is excused, and who is not and why.

        A lead is not excused by themselves where another one could. Carried out late, the last day
        may have passed.
        """
        standings = standings_of(members, on=self.doing.on)
        alike = excused_alike(members, self.rules, reason=self.reason, last_day=self.last_day)
        found = Sorted()
        for member in members:
            finding = standings.get((member.pk, self.course_id))
            if finding is None or finding.state is State.NOT_REQUIRED:
                found.leave(member, NOT_ASKED)
            elif member.pk in alike:
                found.leave(member, ALIKE)
            elif self.last_day < self.doing.on:
                found.leave(member, PASSED)
            elif is_for_another(member, actor_id=self.doing.actor_id, on=self.doing.on):
                found.leave(member, OWN)
            else:
                found.done.append(member)
        return found

    def rehearse(self, members: Sequence[Membership]) -> Outcome:
        """Return who of ``members`` would stand otherwise, were they excused."""
        excused = Excused(self.doing.on, self.last_day)
        return rehearse_allowing(
            members,
            rules=self.about,
            on=self.doing.on,
            allowed=lambda _member, rule, one: (
                replace(one, exemptions=(*one.exemptions, excused))
                if rule.identifier in self.rules
                else one
            ),
        )

    def write(self, members: Sequence[Membership]) -> tuple[list[int], list[int]]:
        """Excuse ``members`` from every rule about the course; return nothing ended, and made."""
        return [], exempt_many(
            members,
            self.rules,
            reason=self.reason,
            valid_from=self.doing.on,
            valid_until=self.last_day,
            at=self.doing.at,
            actor_id=self.doing.actor_id,
        )


def take_back(
    members: set[int], made: Sequence[int], ended: Sequence[int], *, at: datetime, actor_id: int
) -> set[int]:
    """Take these exemptions of ``members`` back, and return whose were: of others, nothing."""
    del ended, actor_id  # excusing ends nothing, and nothing new is recorded
    return cancel_many(Exemption, made, members, at=at)
