import pytest
from django.db import DatabaseError, connection

from courses.catalogue.queries import newest_published
from courses.catalogue.services import publish, save_draft
from courses.learning.queries import Taken, taken
from courses.usecases.withdraw_version import NotPublished, withdraw_version
from tests.people import NOON
from tests.small_course import enrol, small_draft
from tests.tables import everything, trail

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(elm):
    """Return the published version of Elm Park's own course."""
    version = save_draft(draft=small_draft(), owner_id=elm.organisation.pk)
    publish(version=version, at=NOON, actor_id=None)
    return version


def withdraw(version):
    return withdraw_version(version=version, at=NOON, actor_id=7)


def test_nobody_begins_it_any_more_and_who_began_stays(elm, version):
    enrol(elm.amira, elm.organisation, version)

    withdraw(version)

    assert (version.state, newest_published(version.course)) == ("withdrawn", None)
    assert taken(organisation=elm.organisation, versions=[version]) == {version.pk: Taken(1, 0)}
    assert trail(elm.organisation.pk) == [("withdrawn", "courseversion", version.pk, 7)]


def test_a_repeat_writes_nothing(version):
    withdraw(version)
    before = everything()

    withdraw(version)

    assert everything() == before


def test_a_draft_is_not_open_and_so_not_withdrawn(elm):
    draft = save_draft(draft=small_draft(), owner_id=elm.organisation.pk)

    with pytest.raises(NotPublished, match=r"^A small course 1\.0\.0 is a draft$"):
        withdraw(draft)


def test_nothing_is_kept_where_the_trail_cannot_be_written(version):
    before = everything()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE courses_auditevent RENAME TO elsewhere")

    with pytest.raises(DatabaseError):
        withdraw(version)

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE elsewhere RENAME TO courses_auditevent")
    assert everything() == before
