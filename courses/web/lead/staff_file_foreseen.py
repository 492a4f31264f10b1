"""What a staff file would make of people's standings, as its preview shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.catalogue.queries import courses_by_id, titles_of
from courses.compliance.revising import Group
from courses.packages.staff_files import StaffFile, StaffFileRow
from courses.packages.staff_foreseen import CourseTurns, Foreseen, foreseen_of, marks_of, turns_of
from courses.usecases.rehearse_mails import Mails
from courses.web.lead.rule_words import grouped, mails_by_day
from courses.web.presenters import Status, day_in_words, lead_status

EVERYBODY, LATE = "everybody", Group.OVERDUE.value


@dataclass(frozen=True, slots=True)
class Line:
    """One group of people; ``url`` lists them, ``more`` says by when they have it to do."""

    words: str
    url: str
    is_current: bool
    more: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One person's standing in one course, before the file and after it."""

    title: str
    day: str
    before: Status
    after: Status


def titles_in(foreseen: Foreseen) -> dict[int, str]:
    """Return the title of each course in which somebody changes; two queries."""
    courses = courses_by_id(set(foreseen.courses))
    titles = titles_of(list(courses.values()))
    return {pk: titles.get(pk, one.slug) for pk, one in courses.items()}


def asked_for(foreseen: Foreseen | None, asked: str) -> str:
    """Return whom of those who change to list, or nothing where nobody is that."""
    if foreseen is None or not foreseen.people:
        return ""
    there = {EVERYBODY, *marks_of(foreseen), *([LATE] if foreseen.late else [])}
    return asked if asked in there else ""


def mark_sought(asked: str) -> str:
    """Return what the rows of those to list hold; nothing where all of a kind are listed."""
    return {"": "", EVERYBODY: "|", LATE: f"|{LATE}:"}.get(asked, f"|{asked}|")


def foreseen_shown(file: StaffFile, asked: str, *, today: date) -> dict[str, Any]:
    """Return what the preview shows of what ``file`` would make of people; two queries.

    ``asked``: whom of them the page lists. Nothing where the file does not wait.
    """
    foreseen = foreseen_of(file)
    if file.state != StaffFile.State.WAITING or foreseen is None:
        return {}
    titles = titles_in(foreseen)
    courses = sorted(foreseen.courses.items(), key=lambda one: titles[one[0]])
    shown = {
        "on": foreseen.on,
        "is_old": foreseen.on != today,
        "people": foreseen.people,
        "late": foreseen.late,
        "courses": [(titles[pk], lines_of(pk, one, asked)) for pk, one in courses],
        "mails": mails_told(foreseen),
        "caption": caption_of(foreseen, asked, titles),
    }
    return {"foreseen": shown, "titles": titles}


def lines_of(course_id: int, turns: CourseTurns, asked: str) -> list[Line]:
    """Return what becomes of people in one course, a line a group that is not empty."""
    number = {Group(name): count for name, count in turns.people.items()}
    return [
        Line(
            words,
            f"?becomes={group}:{course_id}#rows",
            asked == f"{group}:{course_id}",
            due_words(turns) if group is Group.TO_DO else "",
        )
        for group, words in worded(number).items()
    ]


def worded(number: Mapping[Group, int]) -> dict[Group, str]:
    """Return the words of each group, of those with another day too."""
    words = grouped(number)
    if days := number.get(Group.DAY):
        words[Group.DAY] = (
            ngettext(
                "%d person keeps the status, with another day.",
                "%d people keep the status, with another day.",
                days,
            )
            % days
        )
    return words


def due_words(turns: CourseTurns) -> str:
    """Return by when those who get a course have it to do."""
    first, last = turns.first_due, turns.last_due
    if first is None or last is None or first == last:
        return _("By %s.") % day_in_words(last) if last else ""
    days = {"first": day_in_words(first), "last": day_in_words(last)}
    return _("By a day between %(first)s and %(last)s.") % days


def mails_told(foreseen: Foreseen) -> list[str]:
    """Return which reminders the file would bring or take away, a line each."""
    if foreseen.mails is None or foreseen.until is None:
        return [_("How many emails would go out is not worked out for more than 1,000 people.")]
    return mails_by_day(Mails(foreseen.until, foreseen.mails))


def caption_of(foreseen: Foreseen, asked: str, titles: Mapping[int, str]) -> str:
    """Return what the list of those ``asked`` for is called."""
    if asked in {"", EVERYBODY, LATE}:
        called = {EVERYBODY: _("Everybody whose status changes"), LATE: _("Overdue at once")}
        return called.get(asked, "")
    group, course_id = marks_of(foreseen)[asked]
    words = worded({group: foreseen.courses[course_id].people[group]})[group]
    return f"{titles[course_id]}: {words}"


def changes_of(row: StaffFileRow, titles: Mapping[int, str]) -> list[Change]:
    """Return what becomes of the person of ``row`` in each course."""
    return [
        Change(
            titles.get(one.course_id, ""),
            day_in_words(one.on),
            lead_status(one.before),
            lead_status(one.after),
        )
        for one in turns_of(row)
    ]
