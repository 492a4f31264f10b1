"""Note that somebody was asked in passing, and count the outcome without them."""

from datetime import datetime

from django.db import transaction

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.audit.services import record
from courses.common.dates import local_date
from courses.learning import corridor_services as corridor


@transaction.atomic
def note_corridor_check(
    *,
    membership: Membership,
    site_id: int,
    topic: str,
    was_confident: bool,
    at: datetime,
    actor_id: int,
) -> bool:
    """Note the check of ``membership`` and count its outcome; False where it is noted today.

    The person's record and the trail hold the day alone. The outcome goes to the site, the topic
    and the week. Nothing changes who is due a course.
    """
    on = local_date(at)
    # The person's row is the lock: two first checks at once have no other row in common.
    User.objects.select_for_update(no_key=True).get(pk=membership.user_id)
    if not corridor.note_asked(membership=membership, on=on, at=at, actor_id=actor_id):
        return False
    corridor.count_outcome(site_id=site_id, topic=topic, on=on, was_confident=was_confident)
    record(
        verb="corridor-check",
        about=membership,
        organisation_id=membership.organisation_id,
        actor_id=actor_id,
        at=at,
    )
    return True
