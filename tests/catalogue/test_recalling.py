from dataclasses import replace

import pytest

from courses.catalogue.models import CourseVersion
from courses.catalogue.recalling import recalled
from courses.catalogue.services import save_draft
from courses.catalogue.versions import content_hash
from courses.packages.opening import opened
from tests.bundled import bundled_course
from tests.packages.build import folder
from tests.people import TODAY
from tests.small_course import small_draft

pytestmark = pytest.mark.django_db


def test_a_stored_version_is_the_draft_it_was_written_from(tmp_path):
    draft = opened(folder(tmp_path), today=TODAY).draft

    assert recalled(save_draft(draft=draft)) == draft


def test_a_version_without_a_quiz_is_recalled_without_one():
    draft = small_draft(assessment=None)

    assert recalled(save_draft(draft=draft)) == draft


def test_the_bundled_course_keeps_its_hash():
    version = save_draft(draft=bundled_course().draft)

    assert content_hash(recalled(version)) == version.content_hash


def test_queries_do_not_grow_with_the_version(django_assert_num_queries):
    one = save_draft(draft=small_draft(lessons=small_draft().lessons))
    more = tuple(replace(one, identifier=f"{one.identifier}-again") for one in small_draft().items)
    two = save_draft(draft=small_draft(version="2.0.0", items=(*small_draft().items, *more)))

    for version in (one, two):
        stored = CourseVersion.objects.select_related("course").get(pk=version.pk)
        with django_assert_num_queries(25):
            recalled(stored)
