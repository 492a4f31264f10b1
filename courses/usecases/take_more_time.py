"""Lengthen one's own attempt at a quiz with a time limit, keeping what is answered."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from courses.assessment import services as assessment
from courses.assessment.models import Attempt, Response
from courses.assessment.timing import is_over


@transaction.atomic
def take_more_time(
    *, attempt: Attempt, seen: int, given: Mapping[Response, dict[str, object]], at: datetime
) -> bool:
    """Save the answers ``given`` and lengthen ``attempt``, which was lengthened ``seen`` times.

    Return whether it was lengthened: a second press, or one too many, changes nothing about it.

    :raises AttemptFinished: when the attempt was handed in, or its time is over.
    """
    attempt = assessment.lock(attempt=attempt)
    if attempt.handed_in_at is not None or is_over(attempt.ends_at, at):
        raise assessment.AttemptFinished
    if given:
        assessment.answer_items(given=given, at=at)
    return assessment.take_more_time(attempt=attempt, seen=seen, at=at)
