"""Give people whom a lead has chosen a later due day for a course."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from courses.accounts.access import is_for_another
from courses.accounts.membership import Membership
from courses.compliance.allowances import Extended, latest_due
from courses.compliance.excusing import cancel_many
from courses.compliance.extending import extend_many
from courses.compliance.extensions import Extension
from courses.compliance.queries import facts_of, rules_of
from courses.compliance.rehearsing import rehearse_allowing
from courses.compliance.revising import Outcome
from courses.compliance.status import Finding, History, State, status_on
from courses.compliance.urgency import most_urgent
from courses.reporting.bulk import Doing, Sorted

NOT_ASKED, HELD, EXCUSED = "not-asked", "holds-it", "excused"
DUE_LATER, TOO_FAR, PASSED, OWN = "due-later", "too-far", "day-passed", "own-record"
TO_DO = (State.OVERDUE, State.DUE_SOON, State.DUE)
LEFT = {State.NOT_REQUIRED: NOT_ASKED, State.EXEMPT: EXCUSED}


@dataclass
class Extending:
    """Giving the chosen people until ``due_on`` to complete ``course``, for ``reason``."""

    doing: Doing
    put_back: dict[int, list[UUID]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read what was asked, and look up the rules about the course."""
        details = self.doing.asked.details
        self.course_id: int = details["course"]
        self.reason: str = details["reason"]
        self.due_on = date.fromisoformat(details["due_on"])
        here = self.doing.organisation.pk
        self.rules = [one for one in rules_of([here])[here] if one.course_id == self.course_id]

    def sort(self, members: Sequence[Membership]) -> Sorted:
        """Return who is given more time, and who is not and why; four queries at most.

        Two more where the lead is among them: another one decides about that, if there is one.
        """
        found = Sorted()
        facts = facts_of(members, rules=self.rules)
        for member in members:
            asked = [(rule.identifier, facts.history(member, rule)) for rule in self.rules]
            findings = [(rule, one, status_on(one, self.doing.on)) for rule, one in asked]
            if why := self.why_not(findings):
                found.leave(member, why)
            elif is_for_another(member, actor_id=self.doing.actor_id, on=self.doing.on):
                found.leave(member, OWN)
            else:
                self.put_back[member.pk] = [rule for rule, _one, _was in self.earlier(findings)]
                found.done.append(member)
        return found

    def earlier(
        self, findings: Sequence[tuple[UUID, History, Finding]]
    ) -> list[tuple[UUID, History, Finding]]:
        """Return those that are to do, and due before the day asked for."""
        return [
            one
            for one in findings
            if one[2].state in TO_DO and one[2].until is not None and one[2].until < self.due_on
        ]

    def why_not(self, findings: Sequence[tuple[UUID, History, Finding]]) -> str:
        """Return why somebody is left out; nothing where they are given more time."""
        state = most_urgent(one[2] for one in findings).state
        if state not in TO_DO:
            return LEFT.get(state, HELD)
        if self.due_on < self.doing.on:
            return PASSED
        earlier = self.earlier(findings)
        if not earlier:
            return DUE_LATER
        return TOO_FAR if any(self.is_too_far(one) for _rule, one, _was in earlier) else ""

    def is_too_far(self, history: History) -> bool:
        """Test whether the day asked for lies more than twelve weeks from where it may begin."""
        on = self.doing.on
        without = status_on(replace(history, extensions=()), on)
        due = without.until or on
        rule = history.revision_on(on)
        given = history.given(on, rule) if rule else ()
        return self.due_on > latest_due(due, given, today=on)

    def rehearse(self, members: Sequence[Membership]) -> Outcome:
        """Return who of ``members``, sorted before, would stand otherwise with more time."""
        given = Extended(self.doing.on, None, self.due_on)
        return rehearse_allowing(
            members,
            rules=self.rules,
            on=self.doing.on,
            allowed=lambda member, rule, one: (
                replace(one, extensions=(*one.extensions, given))
                if rule.identifier in self.put_back[member.pk]
                else one
            ),
        )

    def write(self, members: Sequence[Membership]) -> tuple[list[int], list[int]]:
        """Give ``members`` until the day; return nothing ended, and what was made."""
        return [], extend_many(
            {member.pk: self.put_back[member.pk] for member in members},
            organisation_id=self.doing.organisation.pk,
            due_on=self.due_on,
            reason=self.reason,
            valid_from=self.doing.on,
            at=self.doing.at,
            actor_id=self.doing.actor_id,
        )


def take_back(
    members: set[int], made: Sequence[int], ended: Sequence[int], *, at: datetime, actor_id: int
) -> set[int]:
    """Take these later due days of ``members`` back, and return whose were: of others, nothing."""
    del ended, actor_id  # giving more time ends nothing, and nothing new is recorded
    return cancel_many(Extension, made, members, at=at)
