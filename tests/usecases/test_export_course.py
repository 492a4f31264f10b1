"""A version goes out as a package, and that it was taken is in the trail."""

import pytest

from courses.audit.models import AuditEvent
from courses.catalogue.models import CourseVersion
from courses.usecases.export_course import export_course
from courses.usecases.import_package import import_package
from tests.packages.build import folder
from tests.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(tmp_path):
    return import_package(path=folder(tmp_path / "small"), at=NOON).version


def test_the_package_imports_back_to_the_same_text(version, elm, tmp_path):
    file = tmp_path / "out.zip"
    exported = export_course(version=version, at=NOON, actor_id=elm.grace.pk)
    file.write_bytes(exported.content)

    again = import_package(path=file, at=NOON)
    own = import_package(path=file, at=NOON, owner_id=elm.organisation.pk)

    assert exported.name == "small-course-1.0.0.zip"
    assert (again.version, again.is_new) == (version, False)
    assert own.version != version
    assert own.version.content_hash == version.content_hash
    assert CourseVersion.objects.count() == 2


def test_the_trail_of_the_organisation_says_who_took_which_text(version, elm):
    exported = export_course(
        version=version, at=NOON, actor_id=elm.grace.pk, organisation_id=elm.organisation.pk
    )

    event = AuditEvent.objects.get(chain=elm.organisation.pk)
    assert (event.verb, event.actor_id, event.about_kind, event.about_id) == (
        "exported-course",
        elm.grace.pk,
        "courseversion",
        version.pk,
    )
    assert event.details == {
        "v": 1,
        "content_hash": version.content_hash,
        "bytes": len(exported.content),
    }


def test_the_same_version_is_the_same_bytes(version):
    first = export_course(version=version, at=NOON)

    assert export_course(version=version, at=NOON) == first
