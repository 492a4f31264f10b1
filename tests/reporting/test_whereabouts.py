"""Where people worked when they took a quiz."""

from datetime import timedelta

import pytest

from courses.accounts.membership import MembershipPeriod
from courses.common.scope import Scope
from courses.reporting.whereabouts import Stay, learners_in, stays_of
from tests.people import NOON, STARTED, TODAY

DAY = timedelta(days=1)


@pytest.fixture
def amira(elm, harbour):
    """Return the period of Amira's, recorded a day before noon."""
    periods = MembershipPeriod.objects.filter(membership__user=elm.amira)
    periods.update(recorded_at=NOON - DAY)
    return periods


def stays(elm, at=NOON):
    return stays_of({elm.amira.pk: at}, organisation_id=elm.organisation.pk)


def test_place_and_job_of_the_moment_are_found_by_learner(elm, amira, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = stays(elm)

    stay = Stay(elm.north.pk, None, "North", None, elm.teacher.name)
    assert found == {elm.amira.pk: [stay]}


@pytest.mark.parametrize(
    "changes",
    [
        {"superseded_at": NOON - DAY / 2},
        {"valid_from": TODAY + DAY},
        {"valid_until": TODAY - DAY},
    ],
    ids=["known no more", "not begun", "over"],
)
def test_what_did_not_hold_then_is_no_stay(elm, amira, changes):
    amira.update(**changes)

    assert stays(elm) == {}


def test_where_nothing_was_known_yet_what_was_recorded_first_stands(elm, amira):
    (period,) = amira
    amira.update(recorded_at=NOON + DAY, superseded_at=NOON + 2 * DAY)
    period.pk, period.site, period.recorded_at = None, elm.south, NOON + 2 * DAY
    period.save()

    assert [one.site for one in stays(elm)[elm.amira.pk]] == ["North"]


def test_what_was_superseded_since_and_ends_that_day_still_held(elm, amira):
    amira.update(superseded_at=NOON + DAY, valid_from=STARTED, valid_until=TODAY)

    assert list(stays(elm)) == [elm.amira.pk]


def test_a_scope_opens_its_sites_and_teams(elm):
    places = {
        1: [Stay(elm.north.pk, None, "North", None, "Teacher")],
        2: [Stay(elm.south.pk, 7, "South", "Infants", "Teacher")],
    }
    here = elm.organisation.pk

    assert learners_in(Scope(here, TODAY, site_ids=frozenset({elm.north.pk})), places) == {1}
    assert learners_in(Scope(here, TODAY, team_ids=frozenset({7})), places) == {2}
    assert learners_in(Scope(here, TODAY), places) == set()
