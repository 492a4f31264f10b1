"""What the demonstration shows of the lists that leads keep."""

from courses.reporting.lists_queries import schedules_of, views_for
from courses.usecases.load_demo_lists import VIEWS, keep_lists
from tests.people import NOON


def test_the_first_lead_has_views_and_a_weekly_list(elm):
    keep_lists(elm.organisation, at=NOON)

    here = {"organisation_id": elm.organisation.pk, "user_id": elm.lewis.pk}
    assert {one.name for one in views_for(**here)} == {name for _page, name, *_ in VIEWS}
    (weekly,) = schedules_of(**here)
    assert (weekly.every, str(weekly.next_on)) == ("week", "2026-03-07")


def test_without_a_lead_nothing_is_kept(harbour):
    harbour.membership(harbour.beth).grants.update(access="author")

    keep_lists(harbour.organisation, at=NOON)

    assert schedules_of(organisation_id=harbour.organisation.pk, user_id=harbour.beth.pk) == []
