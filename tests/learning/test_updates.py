"""The tables of other learning: what the database itself refuses."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from courses.learning.update_services import log
from courses.learning.updates import Presence, TeamUpdate
from tests.people import NOON
from tests.updating import held, update_of


def test_a_person_was_there_once(elm):
    update = update_of(elm.amira, elm.organisation, "north")

    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.create(
            update=update,
            membership=elm.membership(elm.amira),
            added_at=NOON,
            added_by_id=elm.lewis.pk,
        )


def test_taking_back_has_a_time_and_somebody_and_a_belief_is_of_a_course(elm):
    update = update_of(elm.amira, elm.organisation, "north")

    with pytest.raises(IntegrityError), transaction.atomic():
        TeamUpdate.objects.filter(pk=update.pk).update(withdrawn_at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        log(
            organisation=elm.organisation,
            held=held(belief="proof"),
            reference=uuid4(),
            at=NOON,
            actor_id=elm.lewis.pk,
        )
