from datetime import date

import pytest
from django.apps import apps

from courses.catalogue import saving
from courses.catalogue.models import Course, CourseVersion
from courses.catalogue.services import save_draft
from courses.packages.opening import opened
from tests.packages.build import folder

pytestmark = pytest.mark.django_db


def test_clearing_leaves_the_version_alone(tmp_path):
    draft = opened(folder(tmp_path), today=date(2026, 11, 21)).draft
    version = save_draft(draft=draft)

    saving.clear(version)

    left = {
        model.__name__: model._default_manager.count()
        for model in apps.get_app_config("courses").get_models(include_auto_created=True)
        if model.__module__.startswith("courses.catalogue")
    }
    assert {name for name, count in left.items() if count} == {"Course", "CourseVersion"}


def test_clearing_one_version_leaves_another(tmp_path):
    first = opened(folder(tmp_path), today=date(2026, 11, 21)).draft
    other = opened(
        folder(tmp_path, course=("version: 1.0.0", "version: 2.0.0")), today=date(2026, 11, 21)
    ).draft
    kept, cleared = save_draft(draft=first), save_draft(draft=other)

    saving.clear(cleared)

    assert (kept.lessons.count(), kept.items.count(), kept.facts.count()) == (1, 2, 1)


def test_the_number_is_kept_as_three_integers(tmp_path):
    draft = opened(
        folder(tmp_path, course=("version: 1.0.0", "version: 1.20.3")), today=date(2026, 11, 21)
    ).draft
    version = CourseVersion(course=Course(slug="small"))

    saving.fill(version, draft, content_hash="x")

    assert (version.version, version.major, version.minor, version.patch) == ("1.20.3", 1, 20, 3)
