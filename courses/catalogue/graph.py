"""Pure rules of branching stories: every path ends, tells somebody, and misses no moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of a story as the graph sees it; ``telling``: the ways on that pass it on."""

    ending: bool
    leads_to: tuple[str, ...] = ()
    telling: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a story; ``moment`` is empty where the start itself is wrong."""

    moment: str
    message: str


def faults(start: str, moments: Mapping[str, Moment]) -> list[Fault]:
    """Return everything wrong with a story; empty where all is well."""
    if start not in moments:
        return [Fault("", f"The story starts at {start}, which is not one of its nodes")]
    dangling = [
        Fault(name, f"A choice leads to {there}, which is not one of the nodes")
        for name, moment in moments.items()
        for there in moment.leads_to
        if there not in moments
    ]
    return dangling + dead_ends(moments) + stranded(start, moments)


def dead_ends(moments: Mapping[str, Moment]) -> list[Fault]:
    """Return the moments whose choices do not fit whether the story ends there."""
    found = []
    for name, moment in moments.items():
        if moment.ending and moment.leads_to:
            found.append(Fault(name, "The node is an ending, so it can have no choices"))
        if not moment.ending and not moment.leads_to:
            found.append(Fault(name, "The node has no choices and is not marked ending: true"))
    return found


def stranded(start: str, moments: Mapping[str, Moment]) -> list[Fault]:
    """Return the moments nobody can reach, and those from which no ending can be reached."""
    reached = spread([start], {name: moment.leads_to for name, moment in moments.items()})
    back: dict[str, list[str]] = {name: [] for name in moments}
    for name, moment in moments.items():
        for there in moment.leads_to:
            back.setdefault(there, []).append(name)
    finishing = spread((name for name, moment in moments.items() if moment.ending), back)
    found = []
    for name, moment in moments.items():
        if name not in reached:
            found.append(Fault(name, "No path from the start reaches this node"))
        elif name not in finishing and moment.leads_to:
            found.append(Fault(name, "No path from this node reaches an ending"))
    return found


def spread(first: Iterable[str], onward: Mapping[str, Iterable[str]]) -> set[str]:
    """Return every name that can be reached from ``first`` along ``onward``, ``first`` included."""
    reached: set[str] = set()
    waiting = list(first)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(onward.get(name, ()))
    return reached


def untold(start: str, moments: Mapping[str, Moment]) -> list[Fault]:
    """Return the endings that a path reaches on which the worry is never passed on.

    ``moments`` have no faults, and each says of every way on whether it tells.
    """
    silent = {
        name: [
            there for there, tells in zip(moment.leads_to, moment.telling, strict=True) if not tells
        ]
        for name, moment in moments.items()
    }
    reached = spread([start], silent)
    return [
        Fault(name, "A path reaches this ending on which nobody is told; mark a choice tells: true")
        for name, moment in moments.items()
        if moment.ending and name in reached
    ]
