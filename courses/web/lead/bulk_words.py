"""What is done for many people, in words: the question, what it comes to, and who is left out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.accounts.membership import Membership
from courses.reporting.bulk import BulkAction, Sorted

SHOWN = 100  # names of one group on a page
Kind = BulkAction.Kind


@dataclass(frozen=True, slots=True)
class Group:
    """People of whom one thing is said; ``more`` of them are not named here."""

    words: str
    number: int
    people: list[tuple[str, str]]
    more: int = 0


def will(kind: str, number: int) -> str:
    """Return what would come to pass for so many people."""
    words = {
        Kind.REMIND: ngettext("%d will be reminded", "%d will be reminded", number),
        Kind.ENROL: ngettext("%d will be given the course", "%d will be given the course", number),
        Kind.ASSIGN: ngettext(
            "%d will be given it by the day", "%d will be given it by the day", number
        ),
        Kind.EXEMPT: ngettext("%d will be excused", "%d will be excused", number),
        Kind.EXTEND: ngettext("%d will have more time", "%d will have more time", number),
        Kind.MOVE: ngettext("%d will change team", "%d will change team", number),
        Kind.TAG: ngettext("the tag of %d will change", "the tags of %d will change", number),
    }
    return words[Kind(kind)] % number


def was(kind: str, number: int) -> str:
    """Return what came to pass for so many people."""
    words = {
        Kind.REMIND: ngettext("%d is sent a reminder", "%d are sent a reminder", number),
        Kind.ENROL: ngettext("%d was given the course", "%d were given the course", number),
        Kind.ASSIGN: ngettext("%d was given it by the day", "%d were given it by the day", number),
        Kind.EXEMPT: ngettext("%d is excused", "%d are excused", number),
        Kind.EXTEND: ngettext("%d has more time", "%d have more time", number),
        Kind.MOVE: ngettext("%d changed team", "%d changed team", number),
        Kind.TAG: ngettext("the tag of %d changed", "the tags of %d changed", number),
        Kind.MERGE: ngettext(
            "%d second record came over and left", "%d second records came over and left", number
        ),
    }
    return words[Kind(kind)] % number


def button(kind: str, number: int) -> str:
    """Return what the button says that does it for so many people; nothing for nobody."""
    words = {
        Kind.REMIND: ngettext("Remind %d person", "Remind %d people", number),
        Kind.ENROL: ngettext("Give it to %d person", "Give it to %d people", number),
        Kind.ASSIGN: ngettext("Give it to %d person", "Give it to %d people", number),
        Kind.EXEMPT: ngettext("Excuse %d person", "Excuse %d people", number),
        Kind.EXTEND: ngettext("Give %d person more time", "Give %d people more time", number),
        Kind.MOVE: ngettext("Move %d person", "Move %d people", number),
        Kind.TAG: ngettext("Change it for %d person", "Change it for %d people", number),
    }
    return words[Kind(kind)] % number if number else ""


# Why somebody is left out, each said of a number of people.
LEFT: Final[dict[str, Callable[[int], str]]] = {
    "nothing-to-do": lambda n: ngettext("%d has nothing to do", "%d have nothing to do", n),
    "no-address": lambda n: ngettext("%d has no email address", "%d have no email address", n),
    "told-today": lambda n: ngettext(
        "%d has had today's reminder already", "%d have had today's reminder already", n
    ),
    "has-it": lambda n: ngettext(
        "%d has the course open and keeps it", "%d have the course open and keep it", n
    ),
    "holds-it": lambda n: ngettext(
        "%d is in date and keeps that", "%d are in date and keep that", n
    ),
    "excused": lambda n: ngettext("%d is excused from it", "%d are excused from it", n),
    "not-published": lambda n: ngettext(
        "%d cannot begin: the course is withdrawn", "%d cannot begin: the course is withdrawn", n
    ),
    "not-asked": lambda n: ngettext(
        "%d is not asked for the course", "%d are not asked for the course", n
    ),
    "excused-already": lambda n: ngettext(
        "%d is excused like that already", "%d are excused like that already", n
    ),
    "due-later": lambda n: ngettext(
        "%d is due on that day or later already", "%d are due on that day or later already", n
    ),
    "due-sooner": lambda n: ngettext(
        "%d is to complete it by that day or sooner already",
        "%d are to complete it by that day or sooner already",
        n,
    ),
    "opens-later": lambda n: ngettext(
        "%d could not begin by then: the course opens on a later day",
        "%d could not begin by then: the course opens on a later day",
        n,
    ),
    "too-far": lambda n: ngettext(
        "%d would have more than 12 weeks: choose an earlier day",
        "%d would have more than 12 weeks: choose an earlier day",
        n,
    ),
    "day-passed": lambda n: ngettext(
        "%d stays as before: the day has passed", "%d stay as before: the day has passed", n
    ),
    "own-record": lambda n: ngettext(
        "%d is yourself: another training lead decides about that",
        "%d are yourself: another training lead decides about that",
        n,
    ),
    "in-the-team": lambda n: ngettext("%d is in the team already", "%d are in the team already", n),
    "other-site": lambda n: ngettext(
        "%d works at another site than the team's",
        "%d work at another site than the team's",
        n,
    ),
    "has-access": lambda n: ngettext(
        "%d leads, writes or administers: an administrator moves them",
        "%d lead, write or administer: an administrator moves them",
        n,
    ),
    "no-job-here": lambda n: ngettext(
        "%d has no job that you may change", "%d have no job that you may change", n
    ),
    "has-tag": lambda n: ngettext("%d carries the tag already", "%d carry the tag already", n),
    "lacks-tag": lambda n: ngettext("%d does not carry the tag", "%d do not carry the tag", n),
    "tag-gone": lambda n: ngettext(
        "%d stays as before: the tag is gone", "%d stay as before: the tag is gone", n
    ),
    "team-gone": lambda n: ngettext(
        "%d cannot move: the team is gone", "%d cannot move: the team is gone", n
    ),
    "not-here": lambda n: ngettext(
        "%d does not work at a place of yours any more",
        "%d do not work at a place of yours any more",
        n,
    ),
}


def left_out(why: str, number: int) -> str:
    """Return why so many people are left out."""
    return LEFT[why](number) % number


def groups_of(found: Sorted, *, kind: str, slug: str) -> list[Group]:
    """Return what an action would come to: the people done, then those left out by reason."""
    done = [group(will(kind, len(found.done)), found.done, len(found.done), slug)]
    left = [
        group(left_out(why, len(people)), people, len(people), slug)
        for why, people in sorted(found.left.items())
    ]
    return [*done, *left]


def group(words: str, people: Sequence[Membership], number: int, slug: str) -> Group:
    """Return one group, its first people by name, each with the address of the own page."""
    shown = sorted(people, key=lambda one: (one.user.folded_name, one.pk))[:SHOWN]
    named = [(one.user.name, reverse("lead:person", args=[slug, one.pk])) for one in shown]
    return Group(words, number, named, number - len(named))


def outcome_of(
    action: BulkAction,
    *,
    slug: str,
    named: Callable[[Sequence[int]], list[Membership]],
    waits: bool = False,
) -> list[Group]:
    """Return what came of ``action``; ``named`` finds the first people of some ids.

    ``waits``: its reminders have not left yet.
    """
    result = action.result
    words = will if waits else was
    done = group(words(action.kind, len(result.done)), named(result.done), len(result.done), slug)
    left: Mapping[str, Sequence[int]] = result.left
    return [
        done,
        *(
            group(left_out(why, len(ids)), named(ids), len(ids), slug)
            for why, ids in sorted(left.items())
        ),
    ]


def summary_of(groups: Sequence[Group]) -> str:
    """Return "136 people: 130 people will be reminded, 6 have no email address."."""
    number = sum(one.number for one in groups)
    people = ngettext("%d person", "%d people", number) % number
    words = ", ".join(one.words for one in groups if one.number)
    return _("%(people)s: %(words)s.") % {"people": people, "words": words}


def said_of(action: BulkAction) -> str:
    """Return one action in a line: what was done for how many, under way or taken back."""
    if action.state == BulkAction.State.WAITING:
        words = _("%(kind)s: under way for %(number)d")
        return words % {"kind": action.get_kind_display(), "number": len(action.question.ids)}
    done = was(action.kind, len(action.result.done))
    return _("%s (undone)") % done if action.state == BulkAction.State.UNDONE else done
