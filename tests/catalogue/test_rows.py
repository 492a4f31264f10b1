from datetime import date

import pytest

from courses.catalogue.drafts import SourceDraft
from courses.catalogue.models import Course, CourseVersion, Source
from courses.catalogue.rows import bulk, link, save_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    """An empty draft."""
    return CourseVersion.objects.create(
        course=Course.objects.create(slug="small"),
        version="1.0.0",
        major=1,
        minor=0,
        patch=0,
        nation="E",
        review_by=date(2027, 9, 1),
    )


def test_nothing_to_write_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        save_all([])
        link("editions", [])


@pytest.mark.parametrize("number", [1, 3])
def test_rows_of_one_table_are_written_at_once(version, django_assert_num_queries, number):
    parts = [SourceDraft(f"s{n}", "Title", "gov.uk") for n in range(number)]

    with django_assert_num_queries(2):
        rows = bulk(
            parts,
            lambda part: Source(version=version, identifier=part.identifier, title=part.title),
        )
        link("editions", [(version, row) for row in rows.values()])

    assert list(version.editions.order_by("pk")) == list(rows.values())
    assert list(rows) == [part.identifier for part in parts]
