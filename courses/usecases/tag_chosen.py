"""Put a tag on people whom a lead has chosen, or take it off, from today on."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from courses.accounts import tagging
from courses.accounts.membership import Membership, Tagging
from courses.accounts.place_rows import tags_of
from courses.compliance.moving import (
    CourseRules,
    most_people,
    rehearse_moving,
    rules_following,
    tagged_as,
)
from courses.compliance.queries import Facts, rules_of
from courses.compliance.revising import Outcome
from courses.reporting.bulk import Doing, Sorted

HAS_IT, LACKS_IT, GONE = "has-tag", "lacks-tag", "tag-gone"


@dataclass
class TaggingChosen:
    """Putting one tag on the chosen people, or taking it off where ``takes_off``."""

    doing: Doing
    carried: dict[int, list[Tagging]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look up the tag."""
        details = self.doing.asked.details
        here = {tag.pk: tag for tag in tags_of(self.doing.organisation)}
        self.tag = here.get(details["tag"])
        self.takes_off = bool(details["takes_off"])

    def sort(self, members: Sequence[Membership]) -> Sorted:
        """Return whose tag is changed, and whose is not and why."""
        self.carried = {}
        ids = [member.pk for member in members]
        for one in tagging.taggings_of(ids, on=self.doing.on, held=self.doing.writes):
            if self.tag is not None and one.tag_id == self.tag.pk:
                self.carried.setdefault(one.membership_id, []).append(one)
        found = Sorted()
        for member in members:
            if self.tag is None:
                found.leave(member, GONE)
            elif (member.pk in self.carried) is self.takes_off:
                found.done.append(member)
            else:
                found.leave(member, LACKS_IT if self.takes_off else HAS_IT)
        return found

    @cached_property
    def rules(self) -> list[CourseRules]:
        """Return the rules that may follow the tag; one query."""
        here, tag = self.doing.organisation.pk, self.doing.asked.details["tag"]
        return rules_following(rules_of([here]).get(here, []), lambda one: tag in one.tags)

    @property
    def most(self) -> int:
        """Return for how many people at most it can be said whose status changes."""
        return most_people(self.rules)

    def rehearse(self, members: Sequence[Membership]) -> Outcome:
        """Return who of ``members`` would stand otherwise, were their tag changed."""
        tag, on = self.doing.asked.details["tag"], self.doing.on
        wanted = set() if self.takes_off else {tag}

        def moved(facts: Facts) -> Facts:
            tagged = {}
            for member in members:
                mine = facts.tagged.get(member.pk, ())
                others = (one for one in mine if one.tag_id != tag)
                changed = tagged_as(wanted, (one for one in mine if one.tag_id == tag), on)
                tagged[member.pk] = (*others, *changed)
            return replace(facts, tagged=tagged)

        return rehearse_moving(members, rules=self.rules, on=on, moved=moved)

    def write(self, members: Sequence[Membership]) -> tuple[list[int], list[int]]:
        """Change the tag of ``members``; return the rows ended and those made."""
        doing = self.doing
        on, at, by = doing.on, doing.at, doing.actor_id
        if self.takes_off:
            ended = [one for member in members for one in self.carried[member.pk]]
            made = tagging.take_off(ended, on=on, at=at, actor_id=by)
            return [one.pk for one in ended], [one.pk for one in made]
        tag = doing.asked.details["tag"]
        pairs = [(member.pk, tag) for member in members]
        here = doing.organisation.pk
        fresh = tagging.put_on(pairs, organisation_id=here, on=on, at=at, actor_id=by)
        return [], [one.pk for one in fresh]


def take_back(
    members: set[int], made: Sequence[int], ended: Sequence[int], *, at: datetime, actor_id: int
) -> set[int]:
    """Put the tags of ``members`` back, and return whose: not those changed since."""
    return tagging.put_back(members, made=made, ended=ended, at=at, actor_id=actor_id)
