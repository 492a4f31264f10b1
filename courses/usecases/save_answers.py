"""Save what was answered on the page that shows all questions of a quiz."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from courses.assessment import services as assessment
from courses.assessment.models import Attempt, Response


@transaction.atomic
def save_answers(
    *, attempt: Attempt, given: Mapping[Response, dict[str, object]], at: datetime
) -> None:
    """Save every answer of ``given``, or none; without any, no row is asked for.

    The attempt is held first, as handing in does, so that the two never wait for each other.

    :raises AttemptFinished: when the attempt was handed in.
    """
    if not given:
        return
    if assessment.lock(attempt=attempt).handed_in_at is not None:
        raise assessment.AttemptFinished
    assessment.answer_items(given=given, at=at)
