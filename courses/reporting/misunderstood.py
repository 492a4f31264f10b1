"""Questions about a course: who holds it, and what its people get wrong first time.

Always of a whole scope or a fixed breakdown of it, never under free filters, and nothing of fewer
than ten people. Each person counts once, by their first attempt, and only whole tens of people do,
in the order in which they handed in: nobody's answer can be told by looking twice. Everybody counts
where they worked then, so that no move and no last day entered changes a figure. Those of a place
are taken from those who count in the whole organisation, and those of a group from those of the
place, so that two figures differ by ten people or more, or by none.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime

from courses.assessment.queries import FirstAnswer, first_answers, questions_of
from courses.catalogue.models import Item, Option
from courses.common.scope import Scope
from courses.reporting.answer_times import median_seconds, times_of
from courses.reporting.figures import Answered, Share
from courses.reporting.item_figures import (
    Discrimination,
    discrimination_of,
    groups_apart,
    unpicked_of,
    whole_tens,
)
from courses.reporting.whereabouts import Stay, learners_in, stays_of

GROUPS = ("site", "team", "role")  # the only breakdowns there are
Places = Mapping[str, Mapping[int, set[str]]]  # by breakdown, where each learner works
NOWHERE: Places = {}
BY_OPTION = frozenset({Item.Kind.CHOICE, Item.Kind.MULTIPLE})


@dataclass(frozen=True, slots=True)
class Question:
    """One question with how first attempts went, and the wrong option most people chose.

    ``chosen``: how often each option was chosen, by identifier. ``unpicked``: wrong options that
    hardly anybody chose. ``seconds``: how long half of the people took at most.
    ``groups``: how many were right, by the name of the group; ``misled``: how many chose ``wrong``.
    """

    item: Item
    answered: Answered
    wrong: Option | None
    chosen: Mapping[str, int] = field(default_factory=dict)
    seconds: int | None = None
    discrimination: Discrimination | None = None
    unpicked: tuple[Option, ...] = ()
    groups: Mapping[str, Share] = field(default_factory=dict)
    misled: Mapping[str, Share] = field(default_factory=dict)

    @property
    def unpicked_names(self) -> list[str]:
        """Return the identifiers of the options that hardly anybody chose."""
        return [option.identifier for option in self.unpicked]


def questions_in(scope: Scope, *, version_id: int, by: str = "") -> list[Question]:
    """Return the questions with figures enough to show, the most missed first; four queries.

    ``by``: one of ``GROUPS``, to break each figure down. One more query for that, or for a part of
    the organisation.
    """
    if scope.is_empty:
        return []
    answers = first_answers(organisation_id=scope.organisation_id, version_id=version_id)
    stays: Mapping[int, Sequence[Stay]] = {}
    if by in GROUPS or not scope.whole:
        stays = stays_of(moments_of(answers), organisation_id=scope.organisation_id)
    places = places_of(stays) if by in GROUPS else NOWHERE
    mine = None if scope.whole else learners_in(scope, stays)
    everybody = by_item(answers)
    shown = []
    for question in questions_of(version_id):
        counted = counted_of(everybody.get(question.pk, []), mine)
        if counted:
            shown.append(figures_of(question, counted, by, places))
    return sorted(shown, key=lambda q: (q.answered.right / q.answered.people, q.item.identifier))


def moments_of(answers: Sequence[FirstAnswer]) -> dict[int, datetime]:
    """Return when each learner handed in the attempt that counts, by learner."""
    return {one.learner_id: one.handed_in_at for one in reversed(answers)}


@dataclass(frozen=True, slots=True)
class Sat:
    """One person's first answer to one question: right, what was chosen, and the rest score.

    ``seconds``: how long it took, where that can be told.
    """

    learner_id: int
    right: bool
    chosen: tuple[str, ...]
    rest: float
    seconds: float | None = None


def counted_of(everybody: Sequence[Sat], mine: Set[int] | None) -> Sequence[Sat]:
    """Return whose answers count: the earliest whole tens, and of them those of ``mine`` again.

    ``everybody``: all who answered in the organisation, the first handed in first; ``mine``: the
    learners of a part of it, None for all of it.
    """
    counted = everybody[: whole_tens(len(everybody))]
    if mine is None:
        return counted
    part = [one for one in counted if one.learner_id in mine]
    return part[: whole_tens(len(part))]


def by_item(answers: Sequence[FirstAnswer]) -> dict[int, list[Sat]]:
    """Return the answers by question, the first handed in first, each person once."""
    attempts: dict[int, list[FirstAnswer]] = defaultdict(list)
    first: dict[int, int] = {}
    for one in answers:
        if first.setdefault(one.learner_id, one.attempt_id) == one.attempt_id:
            attempts[one.attempt_id].append(one)
    found: dict[int, list[Sat]] = defaultdict(list)
    for sitting in attempts.values():
        total = sum(one.credit for one in sitting)
        others = max(len(sitting) - 1, 1)
        times = times_of(sitting[0].started_at, [(one.item_id, one.saved_at) for one in sitting])
        for one in sitting:
            rest = (total - one.credit) / others
            found[one.item_id].append(
                Sat(
                    one.learner_id,
                    one.is_right,
                    listed(one.chosen),
                    float(rest),
                    times.get(one.item_id),
                )
            )
    return found


def listed(chosen: Mapping[str, object]) -> tuple[str, ...]:
    """Return the options that were chosen; none of an order stored oddly, or of pairs."""
    names = chosen.get("chosen")
    return tuple(name for name in names if isinstance(name, str)) if isinstance(names, list) else ()


def figures_of(
    item: Item,
    counted: Sequence[Sat],
    by: str = "",
    places: Places = NOWHERE,
) -> Question:
    """Return the figures of one question from the answers that count, broken down ``by`` places."""
    answered, chosen = answered_by(item, counted)
    options = {option.identifier: option for option in item.options.all()}
    wrong = [name for name, option in options.items() if not option.correct]
    people = len(counted)
    misled = answered.most_chosen_wrong
    groups = groups_in([one.learner_id for one in counted], places).get(by, {})
    unpicked = unpicked_of(wrong, chosen, people=people) if item.kind == Item.Kind.CHOICE else []
    return Question(
        item,
        answered,
        options.get(answered.most_chosen_wrong),
        chosen,
        median_seconds([one.seconds for one in counted if one.seconds is not None]),
        discrimination_of([(one.right, one.rest) for one in counted]),
        tuple(options[name] for name in unpicked),
        shares_of(groups, {one.learner_id for one in counted if one.right}),
        shares_of(groups, {one.learner_id for one in counted if misled in one.chosen})
        if misled
        else {},
    )


def answered_by(item: Item, answers: Sequence[Sat]) -> tuple[Answered, Counter[str]]:
    """Return how one question went, and how often each of its options was chosen."""
    correct = {option.identifier for option in item.options.all() if option.correct}
    chosen: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for one in answers if item.kind in BY_OPTION else ():
        chosen.update(one.chosen)
        if not one.right:
            wrong.update(name for name in one.chosen if name not in correct)
    return Answered(len(answers), sum(one.right for one in answers), wrong), chosen


def places_of(stays: Mapping[int, Sequence[Stay]]) -> Places:
    """Return the names of where each learner worked, by breakdown and learner."""
    found: dict[str, dict[int, set[str]]] = {by: defaultdict(set) for by in GROUPS}
    for learner, places in stays.items():
        for by in GROUPS:
            found[by][learner].update(name for one in places if (name := getattr(one, by)))
    return found


def groups_in(learners: Sequence[int], places: Places) -> dict[str, dict[str, frozenset[int]]]:
    """Return who counts in each group of each breakdown.

    ``learners``: those who count together, the first handed in first. Somebody of two groups counts
    in neither: else they could be told where the two overlap.
    """
    found: dict[str, dict[str, list[int]]] = {}
    for by, names in places.items():
        found[by] = defaultdict(list)
        for learner in learners:
            if len(mine := names.get(learner, set())) == 1:
                found[by][min(mine)].append(learner)
    return groups_apart(found)


def shares_of(groups: Mapping[str, frozenset[int]], those: Set[int]) -> dict[str, Share]:
    """Return how many of each group are among ``those``, by its name, the lowest share first."""
    shares = {name: Share(len(ids & those), len(ids)) for name, ids in groups.items()}
    return dict(sorted(shares.items(), key=lambda one: (one[1].part / one[1].whole, one[0])))
