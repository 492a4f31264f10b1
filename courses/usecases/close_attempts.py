"""Hand in the attempts at a quiz whose time is over and whose learner has not come back."""

from datetime import datetime

from courses.assessment.queries import attempts_over
from courses.assessment.services import AnswersMissing
from courses.usecases.finish_attempt import finish_attempt


def close_attempts(*, at: datetime) -> int:
    """Hand in each attempt whose time is over as it stood then, each in a transaction.

    Return how many: not those that somebody handed in, or was given more time for, meanwhile.
    """
    closed = 0
    for attempt in attempts_over(at=at):
        try:
            closed += finish_attempt(attempt=attempt, at=at).ran_out
        except AnswersMissing:
            continue
    return closed
