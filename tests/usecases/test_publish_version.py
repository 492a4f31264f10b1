from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection

from courses.audit.models import AuditEvent
from courses.catalogue.models import CourseVersion
from courses.catalogue.services import VersionWithdrawn
from courses.usecases.import_package import import_package
from courses.usecases.publish_version import publish_version
from tests.packages.build import folder

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def version(tmp_path):
    """The draft of the small course."""
    return import_package(path=folder(tmp_path), at=NOON).version


def verbs():
    return list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))


def test_a_draft_is_opened_to_learners(version):
    opened = publish_version(version=version, at=NOON, actor_id=7)

    assert list(CourseVersion.objects.published()) == [opened]
    assert (opened.published_at, opened.published_by_id) == (NOON, 7)
    assert verbs() == ["imported", "published"]


def test_a_repeat_writes_nothing(version):
    publish_version(version=version, at=NOON, actor_id=7)

    again = publish_version(version=version, at=NOON + timedelta(days=1), actor_id=8)

    assert (again.published_at, again.published_by_id) == (NOON, 7)
    assert verbs() == ["imported", "published"]


def test_a_withdrawn_version_stays_withdrawn(version):
    CourseVersion.objects.update(state="withdrawn", published_at=NOON)

    with pytest.raises(VersionWithdrawn):
        publish_version(version=version, at=NOON)

    assert verbs() == ["imported"]


def test_nothing_is_published_where_the_trail_cannot_be_written(version):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE courses_auditevent RENAME TO elsewhere")

    with pytest.raises(DatabaseError):
        publish_version(version=version, at=NOON)

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE elsewhere RENAME TO courses_auditevent")
    assert CourseVersion.objects.get().state == "draft"
