"""Put a tag on people whom a lead has chosen, or take it off, from today on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from courses.accounts import tagging
from courses.accounts.membership import Membership, Tagging
from courses.accounts.place_rows import tags_of
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
