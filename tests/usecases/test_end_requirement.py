"""Ending a rule."""

from datetime import timedelta

import pytest

from courses.audit.services import UnknownVerb
from courses.common.history import Superseded
from courses.common.vocabulary import VERBS
from courses.compliance.models import Requirement
from courses.compliance.queries import rules_of
from courses.compliance.services import revise_rule
from courses.usecases.end_requirement import DayHasPassed, end_requirement
from tests.people import NOON, TODAY
from tests.tables import everything, trail

DAY = timedelta(days=1)


def end(rule, last_day=TODAY, **more):
    end_requirement(requirement=rule, last_day=last_day, at=NOON + DAY / 24, **more)


def test_the_rule_holds_to_the_end_of_its_last_day_and_earlier_days_stay(rule, elm):
    end(rule, actor_id=elm.lewis.pk)

    (current,) = Requirement.objects.current()
    (revision,) = rules_of([elm.organisation.pk])[elm.organisation.pk][0].revisions
    assert (current.rule, current.thread, current.effective_until) == (
        rule.rule,
        rule.thread,
        TODAY,
    )
    assert (revision.in_force(TODAY), revision.in_force(TODAY + DAY)) == (True, False)
    assert Requirement.objects.as_known_at(NOON).get().effective_until is None
    assert trail(elm.organisation.pk) == [
        ("ended-requirement", "requirement", rule.pk, elm.lewis.pk)
    ]


def test_a_rule_that_has_not_begun_is_taken_back(rule):
    Requirement.objects.update(effective_from=TODAY + 9 * DAY)
    rule.refresh_from_db()

    end(rule)

    assert list(Requirement.objects.current()) == []


def test_the_past_keeps_its_status(rule):
    before = everything()

    with pytest.raises(DayHasPassed):
        end(rule, TODAY - DAY)

    assert everything() == before


def test_a_second_time_writes_nothing_and_a_stale_row_is_refused(rule):
    end(rule)
    before = everything()

    end(Requirement.objects.current().get())
    with pytest.raises(Superseded):
        end(rule, TODAY + DAY)

    assert everything() == before


def test_without_its_audit_event_nothing_is_written(rule, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "ended-requirement")

    with pytest.raises(UnknownVerb):
        end(rule)

    assert everything() == before


def test_ending_a_rule_ends_what_holds_now_and_takes_back_the_revision_to_come(rule, elm):
    coming = revise_rule(
        requirement=rule,
        effective_from=TODAY + 90 * DAY,
        changes={"valid_months": 24},
        at=NOON,
        actor_id=None,
    )

    end(coming, last_day=TODAY + 10 * DAY)

    (left,) = Requirement.objects.current()
    assert (left.thread, left.effective_until) == (rule.thread, TODAY + 10 * DAY)


def test_ending_it_within_a_revision_leaves_the_earlier_ones_alone(rule):
    coming = revise_rule(
        requirement=rule,
        effective_from=TODAY + 90 * DAY,
        changes={"valid_months": 24},
        at=NOON,
        actor_id=None,
    )

    end(coming, last_day=TODAY + 100 * DAY)

    days = Requirement.objects.current().order_by("effective_from")
    assert list(days.values_list("effective_until", flat=True)) == [
        TODAY + 89 * DAY,
        TODAY + 100 * DAY,
    ]
