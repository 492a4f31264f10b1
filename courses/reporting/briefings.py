"""Questions behind the team talks: which wrong beliefs a course answers, and how often they show.

Figures come from ``misunderstood`` alone: of a whole scope, and nothing of fewer than ten people.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from courses.assessment.queries import answers_on
from courses.catalogue.models import Item, Misconception, Option
from courses.common.dates import local_date
from courses.common.scope import Scope
from courses.reporting.figures import SMALLEST_GROUP, Share
from courses.reporting.item_figures import whole_tens
from courses.reporting.misunderstood import Question, listed, questions_in
from courses.reporting.pooled import tenths


@dataclass(frozen=True, slots=True)
class Belief:
    """One wrong belief.

    ``share`` chose it in a first attempt as the commonest wrong answer to some question, the one
    where it was most; None where nobody did or too few answered. ``groups``: the same in tenths of
    how many people, by the name of the group, the most first.
    """

    misconception: Misconception
    share: Share | None = None
    groups: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A question to talk through: what is asked, what is right, and the wrong answer at issue."""

    item: Item
    right: tuple[Option, ...]
    wrong: Option


def beliefs_in(scope: Scope, *, version_id: int, by: str = "") -> list[Belief]:
    """Return the beliefs that ``version_id`` answers, those chosen most first; five queries.

    ``by``: "site", "team" or "role", to break each figure down; one more query.
    """
    shown: dict[int, Question] = {}
    for question in questions_in(scope, version_id=version_id, by=by):
        if question.wrong is not None and question.wrong.misconception_id is not None:
            belief = question.wrong.misconception_id
            if belief not in shown or portion(question) > portion(shown[belief]):
                shown[belief] = question
    found = Misconception.objects.filter(version=version_id).order_by("title")
    beliefs = [belief_of(one, shown.get(one.pk)) for one in found]
    return sorted(beliefs, key=lambda one: -one.share.part / one.share.whole if one.share else 0)


def belief_of(misconception: Misconception, question: Question | None) -> Belief:
    """Return a belief with the figures of the question that shows it most, if one does."""
    if question is None:
        return Belief(misconception)
    groups = [
        (name, tenths(one.part, one.whole), one.whole) for name, one in question.misled.items()
    ]
    ordered = sorted(groups, key=lambda one: (-one[1], one[0]))
    return Belief(misconception, misled_by(question), tuple(ordered))


def misled_by(question: Question) -> Share:
    """Return how many of those who answered chose the wrong option that most people chose."""
    chose = question.answered.wrong[question.answered.most_chosen_wrong]
    return Share(chose, question.answered.people)


def portion(question: Question) -> float:
    """Return the same as a fraction."""
    share = misled_by(question)
    return share.part / share.whole


@dataclass(frozen=True, slots=True)
class Effect:
    """How many chose a wrong belief in first attempts before the first talk on it, and after.

    Of the whole organisation, in whole tens of people. It is no proof that the talk was the cause:
    other people answered.
    """

    before: Share
    after: Share


def effect_of(organisation_id: int, belief: Misconception, *, talked_on: date) -> Effect | None:
    """Return what first attempts showed before and after ``talked_on``; two queries.

    None where fewer than ten people answered on either side: then neither side is shown, so that
    the smaller cannot be told from the sum. Whoever answered on the day of the talk counts before.
    """
    wrong = options_showing(belief)
    first: dict[int, int] = {}
    people: dict[int, tuple[date, bool]] = {}
    for learner, attempt, at, item, chosen in answers_on(
        organisation_id=organisation_id, items=sorted(wrong)
    ):
        if first.setdefault(learner, attempt) == attempt:
            day, shown = people.get(learner, (local_date(at), False))
            people[learner] = day, shown or shows(chosen, wrong[item])
    answers = list(people.values())
    before = [held for day, held in answers if day <= talked_on]
    after = [held for day, held in answers if day > talked_on]
    if min(len(before), len(after)) < SMALLEST_GROUP:
        return None
    return Effect(in_tens(before), in_tens(after))


def shows(chosen: Mapping[str, object], wrong: Set[str]) -> bool:
    """Test whether one of the options ``wrong`` was chosen."""
    return not wrong.isdisjoint(listed(chosen))


def in_tens(answers: Sequence[bool]) -> Share:
    """Return how many of the earliest whole tens of ``answers`` are true."""
    counted = answers[: whole_tens(len(answers))]
    return Share(sum(counted), len(counted))


def options_showing(belief: Misconception) -> dict[int, set[str]]:
    """Return the options that show ``belief``, by question; one query."""
    found: dict[int, set[str]] = {}
    rows = Option.objects.filter(misconception=belief, item__in_quiz=True)
    for item, option in rows.values_list("item", "identifier"):
        found.setdefault(item, set()).add(option)
    return found


def belief_at(*, version_id: int, identifier: str) -> Misconception | None:
    """Return one belief of a version, or None; one query."""
    return Misconception.objects.filter(version=version_id, identifier=identifier).first()


def cases_of(misconception: Misconception) -> list[Case]:
    """Return the questions with a wrong answer that shows ``misconception``, by name; two queries.

    One right answer of several, so that the team can weigh it.
    """
    items = Item.objects.filter(options__misconception=misconception, kind=Item.Kind.CHOICE)
    cases = []
    for item in items.distinct().prefetch_related("options").order_by("identifier"):
        options = list(item.options.all())
        wrong = next(one for one in options if one.misconception_id == misconception.pk)
        cases.append(Case(item, tuple(one for one in options if one.correct), wrong))
    return cases
