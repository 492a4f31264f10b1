"""Supervision as dated rows: what holds, what ends, and nothing overwritten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from courses.compliance.models import Supervision
from courses.compliance.supervising import (
    end_supervision,
    ending_between,
    open_supervision,
    supervise,
    supervisions_by_membership,
    supervisions_of,
)
from tests.people import NOON, TODAY

DAY = timedelta(days=1)


@pytest.fixture
def watch(elm):
    """Return how to put Amira under Noor's supervision, changed as told."""

    def call(**changes):
        fields = {
            "membership": elm.membership(elm.amira),
            "supervisor": elm.membership(elm.noor),
            "reason": "Started at short notice",
            "valid_from": TODAY,
            "valid_until": TODAY + 9 * DAY,
            "at": NOON,
            "actor_id": elm.lewis.pk,
        }
        return supervise(**(fields | changes))

    return call


def test_the_newest_stands_first_and_the_one_that_holds_or_ends_last_decides(watch, elm):
    first = watch(valid_from=TODAY - 9 * DAY, valid_until=TODAY - DAY)
    second = watch()
    amira = elm.membership(elm.amira)

    assert supervisions_of(amira) == [second, first]
    assert supervisions_by_membership([amira.pk], on=TODAY) == {amira.pk: second}
    assert supervisions_by_membership([amira.pk], on=TODAY - DAY) == {amira.pk: first}
    assert supervisions_by_membership([amira.pk], on=TODAY + 10 * DAY) == {amira.pk: second}
    assert open_supervision(amira, on=TODAY) == second
    assert open_supervision(amira, on=TODAY + 10 * DAY) is None


def test_what_ends_in_some_days_is_found_and_what_has_not_begun_is_not(watch):
    one = watch()
    watch(valid_from=TODAY + DAY, valid_until=TODAY + 5 * DAY)

    assert ending_between(TODAY, TODAY + 9 * DAY) == [one]
    assert ending_between(TODAY, TODAY + 8 * DAY) == []


def test_ending_it_keeps_the_days_before(watch, elm):
    one = watch(valid_from=TODAY - 3 * DAY)

    end_supervision(supervision=one, on=TODAY, at=NOON, actor_id=None)

    (left,) = supervisions_of(elm.membership(elm.amira))
    assert (left.valid_from, left.valid_until) == (TODAY - 3 * DAY, TODAY - DAY)
    assert Supervision.objects.count() == 2


def test_one_that_began_on_the_day_is_taken_back(watch, elm):
    one = watch()

    end_supervision(supervision=one, on=TODAY, at=NOON, actor_id=None)

    assert supervisions_of(elm.membership(elm.amira)) == []


def test_the_database_refuses_what_makes_no_sense(watch, elm):
    wrong = (
        {"reason": ""},
        {"valid_until": TODAY - DAY},
        {"supervisor": elm.membership(elm.amira)},
    )
    for changes in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            watch(**changes)

    assert list(Supervision.objects.all()) == []
