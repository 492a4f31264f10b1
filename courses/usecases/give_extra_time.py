"""Give a person extra time at quizzes that have a time limit: as a lead, or as oneself."""

from datetime import datetime

from django.db import transaction

from courses.accounts import wishes as accounts
from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.accounts.wishes import QuizWishes
from courses.assessment import services as assessment
from courses.audit.services import record


@transaction.atomic
def give_extra_time(
    *, membership: Membership, percent: int, reason: str, at: datetime, actor_id: int | None
) -> bool:
    """Give a member ``percent`` more time at quizzes, and return whether that changed anything.

    ``reason`` is one of a short list, never health or personal history. An attempt under way is
    lengthened where it has less, and never shortened. A repeat writes nothing.
    """
    attempts = assessment.hold_timed(
        learner_id=membership.user_id, organisation_id=membership.organisation_id
    )
    if not accounts.give_extra_time(membership=membership, percent=percent, reason=reason):
        return False
    assessment.lengthen(attempts=attempts, percent=percent)
    record(
        verb="gave-extra-time",
        about=membership,
        organisation_id=membership.organisation_id,
        actor_id=actor_id,
        at=at,
        details={"percent": percent},
    )
    return True


@transaction.atomic
def wish_for_quiz(*, user: User, wishes: QuizWishes) -> None:
    """Keep how a person wishes to take quizzes; their attempts under way get the extra time too.

    It is their own: no reason is asked and no trail is kept, in any organisation.
    """
    attempts = assessment.hold_timed(learner_id=user.pk)
    accounts.wish_for_quiz(user_id=user.pk, wishes=wishes)
    assessment.lengthen(attempts=attempts, percent=wishes.extra_time_percent)
