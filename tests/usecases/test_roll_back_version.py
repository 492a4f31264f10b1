from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from courses.catalogue.queries import newest_published
from courses.catalogue.services import publish, save_draft
from courses.learning.models import CheckAnswer, Enrolment
from courses.usecases.enrol_staff import enrol_staff
from courses.usecases.roll_back_version import roll_back_version
from courses.usecases.withdraw_version import NotPublished
from tests.people import NOON
from tests.small_course import enrol, finish_lessons, small_draft
from tests.tables import everything, trail

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


@pytest.fixture
def versions(elm):
    """Return versions 1.0.0 and 1.1.0 of Elm Park's own course, both published."""
    made = []
    for hours, number in enumerate(("1.0.0", "1.1.0")):
        version = save_draft(draft=small_draft(version=number), owner_id=elm.organisation.pk)
        publish(version=version, at=NOON + timedelta(hours=hours), actor_id=None)
        made.append(version)
    return made


def roll_back(version):
    return roll_back_version(version=version, at=LATER, actor_id=7)


def begun(user, elm, course):
    return enrol_staff(
        learner=user,
        organisation=elm.organisation,
        course=course,
        reason=Enrolment.Reason.CHOSEN,
        at=LATER,
    ).version


def test_who_begins_gets_the_earlier_version_and_who_began_stays(elm, versions):
    first, second = versions
    part_way = enrol(elm.amira, elm.organisation, second)
    finish_lessons(part_way)
    answers = list(CheckAnswer.objects.values())

    roll_back(first)

    assert begun(elm.lewis, elm, first.course) == first
    assert begun(elm.amira, elm, first.course) == second
    assert list(CheckAnswer.objects.values()) == answers
    assert trail(elm.organisation.pk)[0] == ("rolled-back", "courseversion", first.pk, 7)


def test_it_can_be_undone_the_same_way(elm, versions):
    first, second = versions
    roll_back(first)

    roll_back_version(version=second, at=LATER + timedelta(hours=1), actor_id=7)

    assert newest_published(first.course) == second


def test_a_version_published_afterwards_is_what_new_learners_get(elm, versions):
    roll_back(versions[0])
    third = save_draft(draft=small_draft(version="1.2.0"), owner_id=elm.organisation.pk)
    publish(version=third, at=LATER + timedelta(hours=1), actor_id=None)

    assert newest_published(third.course) == third


def test_a_repeat_writes_nothing(versions):
    roll_back(versions[0])
    before = everything()

    roll_back(versions[0])

    assert everything() == before


def test_a_draft_is_nothing_to_roll_back_to(elm, versions):
    draft = save_draft(draft=small_draft(version="0.9.0"), owner_id=elm.organisation.pk)

    with pytest.raises(NotPublished, match=r"^A small course 0\.9\.0 is not open to learners$"):
        roll_back(draft)


def test_nothing_is_kept_where_the_trail_cannot_be_written(versions):
    before = everything()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE courses_auditevent RENAME TO elsewhere")

    with pytest.raises(DatabaseError):
        roll_back(versions[0])

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE elsewhere RENAME TO courses_auditevent")
    assert everything() == before
