"""Note that a practice referral was done."""

from datetime import datetime

from django.db import transaction

from courses.catalogue.models import Block
from courses.common.dates import local_date
from courses.learning import services as learning
from courses.learning.models import Enrolment
from courses.learning.practice import with_done


@transaction.atomic
def finish_practice(*, enrolment: Enrolment, practice: Block, at: datetime) -> None:
    """Keep that ``practice`` was done, and on which day; a repeat changes nothing.

    What was written is no argument here: it ends with the request that showed it back.
    """
    now = learning.lock(enrolment=enrolment)
    practised = with_done(now.practised, practice.identifier, local_date(at))
    if practised != now.practised:
        learning.keep_practised(enrolment=enrolment, practised=practised)
