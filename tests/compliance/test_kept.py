"""Kept standings: relied on while rules stand and few have changed, else everybody is asked."""

from datetime import timedelta

import pytest

from courses.common.history import revise
from courses.compliance import kept as module
from courses.compliance.kept import kept_on
from courses.compliance.kept_tables import StandingMark
from courses.compliance.services import lock_mark
from courses.usecases.refresh_standings import refresh_standings
from tests.people import NOON, TODAY

HOUR = timedelta(hours=1)


def kept(elm):
    return kept_on(elm.organisation.pk, on=TODAY)


def move(elm, *users, at):
    for user in users:
        period = elm.membership(user).periods.get(superseded_at__isnull=True)
        revise(period, at=at, actor_id=None, valid_until=TODAY)


def test_before_the_first_time_nothing_is_kept(elm, rule):
    assert kept(elm) is None

    lock_mark(elm.organisation)
    assert kept(elm) is None


def test_without_any_rule_nothing_is_kept_of_anybody(elm):
    refresh_standings(organisation=elm.organisation, at=NOON + HOUR)

    assert list(kept(elm).rows()) == []


@pytest.mark.parametrize("people", [1, 3])
def test_it_takes_one_query_to_see_what_is_good(elm, rule, people, django_assert_num_queries):
    refresh_standings(organisation=elm.organisation, at=NOON + HOUR)
    everybody = {row.membership_id for row in kept(elm).rows()}
    users = [elm.amira, elm.noor, elm.lewis][:people]
    move(elm, *users, at=NOON + HOUR)

    with django_assert_num_queries(1):
        found = kept(elm)

    assert found.changed == {elm.membership(user).pk: user.pk for user in users}
    assert {row.membership_id for row in found.rows()} == everybody - set(found.changed)
    assert [one.pk for one in found.changed_members()] == sorted(found.changed)


def test_where_a_rule_has_changed_nothing_is_relied_on_until_the_next_time(elm, rule):
    refresh_standings(organisation=elm.organisation, at=NOON + HOUR)
    revise(rule, at=NOON + HOUR, actor_id=None, due_days=3)
    assert kept(elm) is None

    refresh_standings(organisation=elm.organisation, at=NOON + HOUR)
    assert kept(elm).changed == {}


def test_where_many_have_changed_everybody_is_asked(elm, rule, monkeypatch):
    refresh_standings(organisation=elm.organisation, at=NOON + HOUR)
    monkeypatch.setattr(module, "MOST_CHANGED", 2)
    move(elm, elm.amira, elm.noor, at=NOON + HOUR)
    assert len(kept(elm).changed) == 2

    move(elm, elm.lewis, at=NOON + HOUR)
    assert kept(elm) is None
    assert StandingMark.objects.count() == 1
