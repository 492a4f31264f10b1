"""What applying a staff file would make of people: the one reader and writer of where it is kept.

In each row, what becomes of one person; in the file, how many people that is, course by course.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from courses.compliance.revising import Group, group_of
from courses.compliance.status import Finding, State
from courses.packages.staff_files import StaffFile, StaffFileRow

VERSION: Final = 1
MailDay = tuple[date, int, int]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one row makes of one person's standing in one course, from the day ``on`` on."""

    course_id: int
    on: date
    before: Finding
    after: Finding

    @property
    def group(self) -> Group:
        """Return what it comes to."""
        return group_of(self.before, self.after)


@dataclass(slots=True)
class CourseTurns:
    """How many people are of which group in one course, and by when those have it to do."""

    people: Counter[str] = field(default_factory=Counter)
    first_due: date | None = None
    last_due: date | None = None

    def add(self, turn: Turn) -> None:
        """Count one more."""
        self.people[turn.group] += 1
        due = turn.after.until
        if turn.group is Group.TO_DO and due is not None:
            self.first_due = min(due, self.first_due or due)
            self.last_due = max(due, self.last_due or due)


@dataclass(slots=True)
class Foreseen:
    """What a file that is applied on the day ``on`` makes of people's standings.

    ``people``: who changes in any course; ``late`` those of them who are overdue at once. ``mails``
    are (day, emails with it, emails as things are), None where that is not worked out; ``until`` is
    the last day looked at. ``rules`` tell the rules it was worked out by from any others.
    """

    on: date
    people: int = 0
    late: int = 0
    courses: dict[int, CourseTurns] = field(default_factory=dict)
    mails: tuple[MailDay, ...] | None = None
    until: date | None = None
    rules: tuple[int, int] | None = None

    def add(self, turns: Sequence[Turn]) -> None:
        """Count one more person, who changes in at least one course."""
        self.people += 1
        self.late += any(turn.group is Group.OVERDUE for turn in turns)
        for turn in turns:
            self.courses.setdefault(turn.course_id, CourseTurns()).add(turn)

    def written(self) -> dict[str, Any]:
        """Return it as the file keeps it."""
        return {
            "v": VERSION,
            "on": self.on.isoformat(),
            "people": self.people,
            "late": self.late,
            "courses": [
                [pk, dict(one.people), text_of(one.first_due), text_of(one.last_due)]
                for pk, one in self.courses.items()
            ],
            "mails": None
            if self.mails is None
            else [[day.isoformat(), after, before] for day, after, before in self.mails],
            "until": text_of(self.until),
            "rules": self.rules,
        }


def foreseen_of(file: StaffFile) -> Foreseen | None:
    """Return what is foreseen of ``file``; None where nobody has looked."""
    kept = file.foreseen
    if not kept:
        return None
    mails = kept["mails"]
    return Foreseen(
        on=date.fromisoformat(kept["on"]),
        people=kept["people"],
        late=kept["late"],
        courses={
            pk: CourseTurns(Counter(people), day_of(first), day_of(last))
            for pk, people, first, last in kept["courses"]
        },
        mails=None
        if mails is None
        else tuple((date.fromisoformat(day), after, before) for day, after, before in mails),
        until=day_of(kept["until"]),
        rules=tuple(kept["rules"]) if kept.get("rules") else None,
    )


def rehearsed_by(file: StaffFile) -> str:
    """Return what tells the day and the rules that ``file`` was rehearsed by; nothing without."""
    foreseen = foreseen_of(file)
    if foreseen is None or not foreseen.rules:
        return ""
    return "-".join(map(str, (foreseen.on.toordinal(), *foreseen.rules)))


def keep_turns(row: StaffFileRow, turns: Sequence[Turn]) -> None:
    """Write ``turns`` into ``row``, which is not saved here."""
    row.content = {
        **row.content,
        "turns": [
            [
                one.course_id,
                one.on.isoformat(),
                *(one.before.state, text_of(one.before.until)),
                *(one.after.state, text_of(one.after.until)),
            ]
            for one in turns
        ],
    }
    marks = [mark_of(one.group, one.course_id) for one in turns]
    row.becomes = f"|{'|'.join(marks)}|" if marks else ""


def turns_of(row: StaffFileRow) -> list[Turn]:
    """Return what ``row`` makes of the person's standings."""
    return [
        Turn(
            pk,
            date.fromisoformat(on),
            Finding(State(was), day_of(was_until), ()),
            Finding(State(will), day_of(will_until), ()),
        )
        for pk, on, was, was_until, will, will_until in row.content.get("turns", ())
    ]


def mark_of(group: str, course_id: int) -> str:
    """Return how a row says that somebody is of ``group`` in a course."""
    return f"{group}:{course_id}"


def marks_of(foreseen: Foreseen) -> Mapping[str, tuple[Group, int]]:
    """Return every mark that some row bears, with what it says."""
    return {
        mark_of(group, pk): (Group(group), pk)
        for pk, one in foreseen.courses.items()
        for group in one.people
    }


def text_of(day: date | None) -> str:
    """Return a day as it is kept, empty for none."""
    return day.isoformat() if day else ""


def day_of(text: str) -> date | None:
    """Return what ``text_of`` made."""
    return date.fromisoformat(text) if text else None
