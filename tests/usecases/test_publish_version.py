from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection

from courses.audit.models import AuditEvent
from courses.catalogue.models import CourseVersion
from courses.catalogue.review import Reviewed
from courses.catalogue.services import VersionWithdrawn
from courses.usecases.import_package import import_package
from courses.usecases.publish_version import ReasonNeeded, publish_version
from tests.packages.build import folder
from tests.tables import everything

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LATE = datetime(2027, 10, 1, 12, 0, tzinfo=UTC)


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
    assert opened.expired_facts_reason == ""
    assert verbs() == ["imported", "published"]


def test_what_is_past_review_needs_a_reason(version):
    before = everything()

    with pytest.raises(ReasonNeeded) as refusal:
        publish_version(version=version, at=LATE)

    assert refusal.value.overdue == (
        Reviewed("contact", "con-999", date(2026, 12, 21)),
        Reviewed("fact", "same-day", date(2027, 9, 1)),
        Reviewed("offence", "an-offence", date(2027, 9, 1)),
    )
    assert str(refusal.value) == (
        "Past its review date: contact con-999 (2026-12-21); fact same-day (2027-09-01);"
        " offence an-offence (2027-09-01)"
    )
    assert everything() == before


def test_with_a_reason_it_goes_out_and_the_reason_is_kept(version):
    opened = publish_version(version=version, at=LATE, reason="Read again, not yet changed")

    assert (opened.state, opened.expired_facts_reason) == (
        "published",
        "Read again, not yet changed",
    )


def test_a_reason_that_nothing_needs_is_not_kept(version):
    assert publish_version(version=version, at=NOON, reason="Why?").expired_facts_reason == ""


@pytest.mark.parametrize(
    ("minute", "is_past"),
    [
        (datetime(2027, 9, 1, 22, 59, tzinfo=UTC), False),
        (datetime(2027, 9, 1, 23, 0, tzinfo=UTC), True),
    ],
)
def test_the_day_of_publishing_is_that_of_london(version, minute, is_past):
    version.contacts.update(review_by=date(2027, 9, 1))

    try:
        publish_version(version=version, at=minute)
    except ReasonNeeded:
        refused = True
    else:
        refused = False

    assert refused is is_past


def test_a_version_that_is_out_needs_no_reason_afterwards(version):
    stale = CourseVersion.objects.get()
    publish_version(version=version, at=NOON)

    again = publish_version(version=stale, at=LATE)

    assert (again.published_at, again.expired_facts_reason) == (NOON, "")
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
