"""Keep the answer to one check of a lesson, and with it the learner's place."""

from datetime import datetime

from django.db import transaction

from courses.catalogue.models import Block, Lesson
from courses.learning import services as learning
from courses.learning.models import Enrolment


@transaction.atomic
def answer_check(
    *, enrolment: Enrolment, lesson: Lesson, block: Block, chosen: dict[str, object], at: datetime
) -> None:
    """Keep ``chosen`` as the latest answer to a check, and its block as the learner's place.

    The enrolment is held, so that no answer is written behind the back of whoever carries it over
    to a newer version.

    :raises EnrolmentClosed: when that has happened already.
    """
    if block.item is None:
        raise ValueError("Only a check can be answered")
    learning.lock(enrolment=enrolment)
    learning.answer_check(enrolment=enrolment, item=block.item, chosen=chosen, at=at)
    learning.keep_place(enrolment=enrolment, lesson=lesson, block=block.identifier, at=at)
