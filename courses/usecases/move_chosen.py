"""Let people whom a lead has chosen work in another team from today on."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from courses.accounts import staff_bulk
from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.places import lies_within, places_in
from courses.accounts.staff_bulk import Writing
from courses.accounts.staff_columns import JOB, SITE, TEAM
from courses.accounts.staff_many import access_among, first_periods, revert
from courses.compliance.facts import period_of
from courses.compliance.moving import (
    CourseRules,
    elsewhere,
    most_people,
    rehearse_moving,
    rules_following,
)
from courses.compliance.queries import Facts, rules_of
from courses.compliance.revising import Outcome
from courses.reporting.bulk import Doing, Sorted

THERE, ELSEWHERE, HAS_ACCESS, NO_JOB, GONE = (
    "in-the-team",
    "other-site",
    "has-access",
    "no-job-here",
    "team-gone",
)


@dataclass
class Moving:
    """Moving the chosen people to ``team``, or to none; job and site stay."""

    doing: Doing
    periods: dict[int, MembershipPeriod] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look up the team."""
        wanted = self.doing.asked.details["team"]
        self.team = places_in(self.doing.scope).team(wanted) if wanted else None
        self.is_gone = bool(wanted) and self.team is None

    def sort(self, members: Sequence[Membership]) -> Sorted:
        """Return who is moved, and who is not and why."""
        on = self.doing.on
        self.periods = {
            one.membership_id: one
            for one in reversed(first_periods(members, on=on, held=self.doing.writes))
            if lies_within(self.doing.scope, site_id=one.site_id, team_id=one.team_id)
        }
        leading = set() if self.doing.may_administer else access_among(members, on=on)
        found = Sorted()
        for member in members:
            if why := self.why_not(member, leading):
                found.leave(member, why)
            else:
                found.done.append(member)
        return found

    def why_not(self, member: Membership, leading: set[int]) -> str:
        """Return why ``member`` is left out, or empty text."""
        period = self.periods.get(member.pk)
        if self.is_gone:
            return GONE
        if period is None:
            return NO_JOB
        if member.pk in leading:
            return HAS_ACCESS
        if period.team_id == (self.team.pk if self.team else None):
            return THERE
        if self.team and self.team.site_id and self.team.site_id != period.site_id:
            return ELSEWHERE
        return ""

    @cached_property
    def rules(self) -> list[CourseRules]:
        """Return the rules that may follow a team; one query."""
        here = self.doing.organisation.pk
        return rules_following(rules_of([here]).get(here, []), lambda one: one.teams)

    @property
    def most(self) -> int:
        """Return for how many people at most it can be said whose status changes."""
        return most_people(self.rules)

    def rehearse(self, members: Sequence[Membership]) -> Outcome:
        """Return who of ``members`` would stand otherwise, were they moved."""

        def moved(facts: Facts) -> Facts:
            writing = self.written(members)
            periods = {
                member.pk: elsewhere(
                    facts.periods[member.pk],
                    ended=map(period_of, writing.ended[position]),
                    made=map(period_of, writing.made[position]),
                )
                for position, member in enumerate(members)
            }
            return replace(facts, periods=periods)

        return rehearse_moving(members, rules=self.rules, on=self.doing.on, moved=moved)

    def written(self, members: Sequence[Membership]) -> Writing:
        """Return what moving ``members`` writes, by their position; it is not saved."""
        writing = Writing(self.doing.at, self.doing.actor_id)
        team = self.team.pk if self.team else None
        for position, member in enumerate(members):
            old = self.periods[member.pk]
            place = {JOB: old.role_id, SITE: old.site_id, TEAM: team}
            staff_bulk.move(position, old, place, self.doing.on, writing)
        return writing

    def write(self, members: Sequence[Membership]) -> tuple[list[int], list[int]]:
        """Move ``members``; return the periods ended and those made."""
        writing = self.written(members)
        writing.save()
        undo = [writing.undo_of(position) for position in range(len(members))]
        return (
            [pk for one in undo for pk in one["ended"]],
            [pk for one in undo for pk in one["made"]],
        )


def take_back(
    members: set[int], made: Sequence[int], ended: Sequence[int], *, at: datetime, actor_id: int
) -> set[int]:
    """Put the days at work of ``members`` back, and return whose: not those changed since."""
    return revert(members, made=made, ended=ended, at=at, actor_id=actor_id)
