"""Working out kept standings again: of whoever has changed, and of everybody where rules have."""

from datetime import timedelta

import pytest

from courses.common.history import revise
from courses.compliance.kept import kept_on
from courses.compliance.kept_tables import KeptPerson, StandingMark
from courses.compliance.models import KeptStanding
from courses.compliance.people_kept import people_to_keep
from courses.usecases import refresh_standings as module
from courses.usecases.refresh_standings import refresh_standings
from tests.people import NOON, TODAY

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class CutOff(Exception):
    """The process was killed."""


def cut_off(**_given):
    raise CutOff


def kept():
    rows = KeptStanding.objects.order_by("membership", "first_day")
    return list(rows.values("membership", "course", "first_day", "last_day", "late_from"))


def moved(elm, user, at):
    period = elm.membership(user).periods.get(superseded_at__isnull=True)
    revise(period, at=at, actor_id=None, valid_until=TODAY)


def test_everybody_is_worked_out_once_and_then_whoever_has_changed(elm, harbour, rule):
    assert refresh_standings(organisation=elm.organisation, at=NOON + HOUR) == 6
    first = kept()
    assert len(first) == 6
    assert refresh_standings(organisation=elm.organisation, at=NOON + HOUR) == 0

    moved(elm, elm.amira, at=NOON + HOUR)
    assert refresh_standings(organisation=elm.organisation, at=NOON + 2 * HOUR) == 1
    changed = [old for old, new in zip(first, kept(), strict=True) if old != new]
    assert [one["membership"] for one in changed] == [elm.membership(elm.amira).pk]
    assert refresh_standings(organisation=elm.organisation, at=NOON + 2 * HOUR) == 0
    assert list(StandingMark.objects.values_list("organisation", flat=True)) == [
        elm.organisation.pk
    ]


def test_where_a_rule_has_changed_or_by_wish_everybody_is_worked_out(elm, rule):
    refresh_standings(organisation=elm.organisation, at=NOON + HOUR)
    first = kept()
    assert refresh_standings(organisation=elm.organisation, at=NOON + HOUR, anew=True) == 6
    assert kept() == first

    revise(rule, at=NOON + HOUR, actor_id=None, due_days=3)
    assert refresh_standings(organisation=elm.organisation, at=NOON + HOUR) == 6
    assert all(old["late_from"] > new["late_from"] for old, new in zip(first, kept(), strict=True))


@pytest.mark.parametrize("batch", [1, 4, 6])
def test_in_batches_nobody_is_left_out(elm, rule, monkeypatch, batch):
    refresh_standings(organisation=elm.organisation, at=NOON + HOUR)
    whole = kept()
    KeptStanding.objects.all().delete()
    monkeypatch.setattr(module, "BATCH", batch)

    assert refresh_standings(organisation=elm.organisation, at=NOON + HOUR, anew=True) == 6
    assert kept() == whole

    moved(elm, elm.amira, at=NOON + HOUR)
    moved(elm, elm.noor, at=NOON + HOUR)
    assert refresh_standings(organisation=elm.organisation, at=NOON + HOUR) == 2


@pytest.mark.parametrize("batch", [1, 6])
def test_on_a_day_that_the_numbers_do_not_cover_they_are_counted_again(
    elm, rule, monkeypatch, batch
):
    revise(rule, at=NOON, actor_id=None, effective_from=TODAY)  # due in 28 days
    refresh_standings(organisation=elm.organisation, at=NOON + HOUR)
    last = min(KeptPerson.objects.values_list("last_day", flat=True))
    later = timedelta(days=last + 1 - TODAY.toordinal())
    monkeypatch.setattr(module, "BATCH", batch)

    assert refresh_standings(organisation=elm.organisation, at=NOON + HOUR + later) == 0

    assert timedelta(0) < later <= timedelta(days=29)
    counted = KeptPerson.objects.filter(first_day__lte=last + 1, last_day__gt=last)
    assert counted.count() == 6


def test_a_run_that_began_before_midnight_keeps_no_numbers_of_the_day_before(elm, rule):
    morning = NOON + timedelta(days=1)
    refresh_standings(organisation=elm.organisation, at=morning)
    moved(elm, elm.amira, at=morning)

    assert refresh_standings(organisation=elm.organisation, at=NOON) >= 1

    day = TODAY + timedelta(days=1)
    assert StandingMark.objects.get().counted_on == day
    assert people_to_keep(elm.organisation.pk, on=day) == []
    assert kept_on(elm.organisation.pk, on=day).has_numbers
    assert not kept_on(elm.organisation.pk, on=TODAY).has_numbers


def test_of_a_run_for_a_later_day_that_is_cut_off_no_numbers_are_relied_on(elm, rule, monkeypatch):
    revise(rule, at=NOON, actor_id=None, effective_from=TODAY)  # due in 28 days
    refresh_standings(organisation=elm.organisation, at=NOON + HOUR)
    last = min(KeptPerson.objects.values_list("last_day", flat=True))
    later = timedelta(days=last - TODAY.toordinal())
    refresh_standings(organisation=elm.organisation, at=NOON + HOUR + later)
    before = kept_on(elm.organisation.pk, on=TODAY + later)
    assert (before.has_numbers, before.people().count()) == (True, 6)
    monkeypatch.setattr(module.compliance, "move_mark", cut_off)

    with pytest.raises(CutOff):
        refresh_standings(organisation=elm.organisation, at=NOON + HOUR + later + DAY)

    assert not kept_on(elm.organisation.pk, on=TODAY + later).has_numbers
    assert not kept_on(elm.organisation.pk, on=TODAY + later + DAY).has_numbers
    monkeypatch.undo()
    refresh_standings(organisation=elm.organisation, at=NOON + HOUR + later + DAY)
    assert kept_on(elm.organisation.pk, on=TODAY + later + DAY).has_numbers


def test_what_a_long_transaction_brings_late_is_still_noticed(elm, rule):
    refresh_standings(organisation=elm.organisation, at=NOON + HOUR)
    moved(elm, elm.amira, at=NOON + HOUR - timedelta(minutes=9))

    assert refresh_standings(organisation=elm.organisation, at=NOON + HOUR) == 1
