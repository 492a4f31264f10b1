"""What an organisation's people still know after some weeks, by outcome, never who.

Always of the whole organisation, whoever looks, and in whole groups of ten people in the order in
which they first answered: a figure changes only when ten more have answered, so that nobody's
answer can be told by looking twice, at two places, or before and after.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from courses.assessment.recall import recalled
from courses.catalogue.models import LearningOutcome
from courses.reporting.figures import Share
from courses.reporting.item_figures import whole_tens


@dataclass(frozen=True, slots=True)
class Retained:
    """How many of those asked still knew one outcome."""

    outcome: str
    share: Share


def shares_in_tens(answers: Iterable[tuple[str, int, bool]]) -> dict[str, Share]:
    """Return by outcome how many were right, each person counted once by their first answer.

    ``answers``: (outcome, person, right), the earliest first. Outcomes of fewer than ten people
    are left out, and of more only whole tens count.
    """
    first: dict[str, dict[int, bool]] = {}
    for outcome, person, right in answers:
        first.setdefault(outcome, {}).setdefault(person, right)
    shares = {}
    for outcome, people in first.items():
        counted = list(people.values())[: whole_tens(len(people))]
        if counted:
            shares[outcome] = Share(sum(counted), len(counted))
    return shares


def retained_in(*, organisation_id: int, course_id: int, version_id: int) -> list[Retained]:
    """Return what the organisation's people still know of a course, the least known first.

    Two queries. Outcomes that the version no longer has are left out.
    """
    shares = shares_in_tens(recalled(organisation_id=organisation_id, course_id=course_id))
    outcomes = LearningOutcome.objects.filter(version=version_id)
    words = dict(outcomes.values_list("identifier", "text"))
    known = [Retained(words[key], share) for key, share in shares.items() if key in words]
    return sorted(known, key=lambda one: (one.share.part / one.share.whole, one.outcome))
