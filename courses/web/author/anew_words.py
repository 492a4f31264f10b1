"""What asking for a version anew, or no more, would do: in words, before it is done."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.compliance.rehearsing import Asking, Stopping, TooMany, Turning
from courses.compliance.status import State
from courses.web.presenters import MOST_NAMED, change_rows, day_in_words

DAY = timedelta(days=1)


def anewed(found: Asking, *, names: bool) -> Mapping[str, Any]:
    """Return what the page that confirms it shows of whose status changes; by name, if ``names``.

    ``people`` change and ``same`` do not; ``left_out``: how many are not named for their number.
    Where there are ``too_many`` to look at each, only what is known without that is said.
    """
    if found.too_many:
        return {"too_many": True, "lines": [*beyond(found.too_many), kept_words()]}
    return {**turned(found.turns, names=names), "same": found.same, "lines": lines_of(found)}


def turned(turns: Sequence[Turning], *, names: bool) -> dict[str, Any]:
    """Return how many people change, and by name, if ``names``, as many as a page shows."""
    named = turns if names else ()
    rows = [
        {**row, "on": day_in_words(one.on), "late": late_words(one)}
        for row, one in zip(change_rows(named), named, strict=False)
    ]
    return {"people": len(turns), "rows": rows, "left_out": max(0, len(named) - MOST_NAMED)}


def stopped(found: Stopping, *, names: bool) -> Mapping[str, Any]:
    """Return what the page shows of what is asked for anew no more; no lines where nothing is."""
    ended = _("Version %(version)s is asked for anew by %(day)s. Nobody is asked for it any more.")
    told = [
        ended % {"version": ".".join(map(str, one.version)), "day": day_in_words(one.due_on)}
        for one in found.ended
    ]
    people = len(found.turns)
    late = sum(one.before.state is State.OVERDUE for one in found.turns)
    counts = {
        ngettext(
            "%d person has another status then.", "%d people have another status then.", people
        ): people,
        ngettext("%d of them is overdue today.", "%d of them are overdue today.", late): late,
    }
    told += [words % number for words, number in counts.items() if number]
    told += beyond(found.too_many) if found.too_many else []
    again = [_("If it is given to learners again later, it is not asked for by itself.")]
    return {**turned(found.turns, names=names), "lines": [*told, *again] if found.ended else []}


def late_words(one: Turning) -> str:
    """Return from when somebody would be overdue, where that is not at once; else nothing."""
    if one.late_on is None or one.late_on == one.on:
        return ""
    return _("Overdue from %s") % day_in_words(one.late_on)


def lines_of(found: Asking) -> list[str]:
    """Return how many have to do what by when, a sentence each, but of those who are none."""
    by, after = found.asked.due_on, found.asked.due_on + DAY
    late = [one.late_on for one in found.turns if one.late_on]
    asked, renewing = found.to_complete, found.renewing
    at_once = late.count(after)
    later = len(late) - at_once
    lines = {
        ngettext(
            "From today %(people)d person has to complete it anew, and stays in date until"
            " %(day)s at most.",
            "From today %(people)d people have to complete it anew, and stay in date until"
            " %(day)s at most.",
            asked,
        ): (asked, by),
        ngettext(
            "%(people)d of them has to renew it by then in any case: their status stays as it is.",
            "%(people)d of them have to renew it by then in any case: their status stays as it is.",
            renewing,
        ): (renewing, by),
        ngettext(
            "%(people)d person becomes overdue on %(day)s, if nobody completes it by then.",
            "%(people)d people become overdue on %(day)s, if nobody completes it by then.",
            at_once,
        ): (at_once, after),
        ngettext(
            "%(people)d person becomes overdue on a later day: exempt until then, given more time,"
            " or starting later.",
            "%(people)d people become overdue on a later day: exempt until then, given more time,"
            " or starting later.",
            later,
        ): (later, after),
    }
    told = [
        words % {"people": people, "day": day_in_words(day)}
        for words, (people, day) in lines.items()
        if people
    ]
    nobody = [] if asked else [_("Nobody who is in date today has to complete it anew.")]
    return [*nobody, *told, kept_words()]


def beyond(found: TooMany) -> list[str]:
    """Return that it is not worked out for so many, why, and what is known, a sentence each."""
    why = _(
        "%(people)s people would have to be looked at, under each rule about this course. That is"
        " done for at most %(most)s people."
    )
    completed = ngettext(
        "%s of them has completed this course, in whichever version.",
        "%s of them have completed this course, in whichever version.",
        found.completed,
    )
    return [
        _("Whose status would change is not worked out for so many people at once."),
        why % {"people": f"{found.people:,}", "most": f"{found.most:,}"},
        completed % f"{found.completed:,}",
        _("Afterwards the list of people for this course shows how each of them stands."),
    ]


def kept_words() -> str:
    """Return what stays as it is in any case."""
    return _("Completions, certificates and the status of earlier days stay as they are.")
