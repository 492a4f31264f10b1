"""Questions about a course: who holds it, and what its people get wrong first time.

Always of a whole scope, never under free filters, and nothing of fewer than ten people.
"""

from collections import Counter
from dataclasses import dataclass

from courses.accounts.queries import people_in
from courses.assessment.queries import first_answers, questions_of
from courses.catalogue.models import Item, Option
from courses.common.scope import Scope
from courses.reporting.figures import Answered


@dataclass(frozen=True, slots=True)
class Question:
    """One question with how first attempts went, and the wrong option most people chose."""

    item: Item
    answered: Answered
    wrong: Option | None


def questions_in(scope: Scope, *, version_id: int) -> list[Question]:
    """Return the questions with figures enough to show, the most missed first; four queries."""
    answers: dict[int, list[tuple[bool, dict[str, object]]]] = {}
    learners = people_in(scope).order_by().values("user")
    for item, right, chosen in first_answers(
        organisation_id=scope.organisation_id, version_id=version_id, learner_ids=learners
    ):
        answers.setdefault(item, []).append((right, chosen))
    shown = []
    for question in questions_of(version_id):
        answered = answered_by(question, answers.get(question.pk, []))
        if answered.share is not None:
            option = answered.most_chosen_wrong
            wrong = next((o for o in question.options.all() if o.identifier == option), None)
            shown.append(Question(question, answered, wrong))
    return sorted(shown, key=lambda q: (q.answered.right / q.answered.people, q.item.identifier))


def answered_by(item: Item, answers: list[tuple[bool, dict[str, object]]]) -> Answered:
    """Return the figures of one question."""
    wrong: Counter[str] = Counter()
    correct = {option.identifier for option in item.options.all() if option.correct}
    for right, chosen in answers:
        listed = chosen.get("chosen")
        if not right and item.kind in {Item.Kind.CHOICE, Item.Kind.MULTIPLE}:
            names = listed if isinstance(listed, list) else []
            wrong.update(name for name in names if isinstance(name, str) and name not in correct)
    return Answered(len(answers), sum(right for right, _ in answers), wrong)
