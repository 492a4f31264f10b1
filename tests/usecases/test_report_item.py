import pytest
from django.db import DatabaseError, connection

from courses.reporting.item_reports import ItemReport, number_open, open_of, open_reports
from courses.usecases.report_item import report_item, settle_item
from tests.people import NOON
from tests.tables import everything, verbs_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(small_course):
    """Return a question of the small course's quiz."""
    return small_course.items.get(identifier="plain-a")


def report(elm, item, *, why="key"):
    return report_item(item=item, organisation=elm.organisation, why=why, by=elm.lewis, at=NOON)


def settle(elm, item):
    return settle_item(item=item, organisation=elm.organisation, actor_id=elm.ash.pk, at=NOON)


def test_a_question_waits_once_until_it_is_looked_at(elm, harbour, item):
    assert report(elm, item) is True
    (waiting,) = open_reports(elm.organisation)
    assert (waiting.item, waiting.why, waiting.reported_by) == (item, "key", elm.lewis)
    assert open_of(organisation=elm.organisation, items=[item.pk]) == {item.pk: waiting}
    assert number_open(harbour.organisation) == 0
    before = everything()
    assert report(elm, item, why="words") is False
    assert everything() == before

    assert settle(elm, item) is True

    settled = ItemReport.objects.get()
    assert (settled.settled_at, settled.settled_by_id) == (NOON, elm.ash.pk)
    assert verbs_about(item) == ["reported-question", "settled-question"]
    assert settle(elm, item) is False
    assert report(elm, item) is True
    assert number_open(elm.organisation) == 1


@pytest.mark.parametrize("act", [report, settle])
def test_nothing_is_kept_where_the_trail_cannot_be_written(elm, item, act):
    if act is settle:
        report(elm, item)
    before = everything()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE courses_auditevent RENAME TO elsewhere")

    with pytest.raises(DatabaseError):
        act(elm, item)

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE elsewhere RENAME TO courses_auditevent")
    assert everything() == before
