"""That a practice referral was done is kept once, on the enrolment alone."""

from datetime import timedelta

import pytest

from courses.catalogue.queries import practice_at
from courses.usecases.finish_practice import finish_practice
from tests.people import NOON, TODAY
from tests.practising import make_practice_course
from tests.small_course import enrol
from tests.tables import everything


@pytest.fixture
def enrolment(elm):
    return enrol(elm.amira, elm.organisation, make_practice_course())


@pytest.fixture
def practice(enrolment):
    return practice_at(version_id=enrolment.version_id, identifier="write-it")


def test_only_that_it_was_done_is_kept_with_its_day(enrolment, practice):
    before = everything()

    finish_practice(enrolment=enrolment, practice=practice, at=NOON)

    enrolment.refresh_from_db()
    assert enrolment.practised == {"v": 1, "done": {"write-it": TODAY.isoformat()}}
    enrolment.practised = {}
    enrolment.save()
    assert everything() == before


def test_a_repeat_changes_nothing(enrolment, practice, django_assert_num_queries):
    finish_practice(enrolment=enrolment, practice=practice, at=NOON)
    before = everything()

    with django_assert_num_queries(3):
        finish_practice(enrolment=enrolment, practice=practice, at=NOON + timedelta(days=9))

    assert everything() == before
