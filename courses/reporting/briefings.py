"""Questions behind the team talks: which wrong beliefs a course answers, and how often they show.

Figures come from ``misunderstood`` alone: of a whole scope, and nothing of fewer than ten people.
"""

from dataclasses import dataclass

from courses.catalogue.models import Item, Misconception, Option
from courses.common.scope import Scope
from courses.reporting.misunderstood import questions_in


@dataclass(frozen=True, slots=True)
class Belief:
    """One wrong belief.

    ``people`` chose it in a first attempt as the commonest wrong answer to some question; 0 where
    nobody did or too few answered.
    """

    misconception: Misconception
    people: int


@dataclass(frozen=True, slots=True)
class Case:
    """A question to talk through: what is asked, what is right, and the wrong answer at issue."""

    item: Item
    right: tuple[Option, ...]
    wrong: Option


def beliefs_in(scope: Scope, *, version_id: int) -> list[Belief]:
    """Return the beliefs that ``version_id`` answers, those chosen most first; five queries."""
    people: dict[int, int] = {}
    for question in questions_in(scope, version_id=version_id):
        if question.wrong is not None and question.wrong.misconception_id is not None:
            chose = question.answered.wrong[question.wrong.identifier]
            belief = question.wrong.misconception_id
            people[belief] = max(people.get(belief, 0), chose)
    found = Misconception.objects.filter(version=version_id).order_by("title")
    beliefs = [Belief(one, people.get(one.pk, 0)) for one in found]
    return sorted(beliefs, key=lambda belief: -belief.people)


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
