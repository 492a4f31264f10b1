"""Removing the files of outside training after their period."""

from dataclasses import replace
from datetime import timedelta

import pytest

from courses.accounts.retention import USUAL
from courses.audit.services import UnknownVerb
from courses.common.dates import add_months, local_date
from courses.common.vocabulary import VERBS
from courses.compliance.services import set_requirement
from courses.learning.brought import BroughtRecord, decide
from courses.learning.evidence import kept
from courses.usecases.change_retention import change_retention
from courses.usecases.expire_evidence import expire, expire_evidence
from courses.usecases.foresee_removal import foresee_removal
from tests.people import NOON, STARTED, TODAY
from tests.tables import everything, verbs_about
from tests.usecases.bringing import SMALL_PDF, brought_of


@pytest.fixture
def records(elm, harbour, small_course, settings, tmp_path):
    """Return one that waits, one declined, one accepted, each with a file."""
    settings.DATA_DIR = tmp_path
    member, course = elm.membership(elm.amira), small_course.course
    days = [TODAY - timedelta(days=number) for number in range(3)]
    waits, declined, accepted = (
        brought_of(member, course, completed_on=day, file=SMALL_PDF) for day in days
    )
    by = {"at": NOON, "actor_id": elm.lewis.pk}
    decide(brought=declined, accepted=False, reason="Too long ago", **by)
    decide(brought=accepted, accepted=True, **by)
    return waits, declined, accepted


def left(records):
    """Return which of the records still have their file."""
    rows = [BroughtRecord.objects.get(pk=one.pk) for one in records]
    assert [one.file_sha256 for one in rows] == [SMALL_PDF.sha256] * 3
    files = [kept(one.file) is not None for one in records]
    assert [one.file is not None for one in rows] == files
    return files


def after(months, days=0):
    """Return the moment of the tests so many months and days later."""
    return NOON + (add_months(local_date(NOON), months) - local_date(NOON)) + timedelta(days=days)


def test_what_was_declined_goes_after_a_year_and_what_was_accepted_after_six(records):
    assert expire_evidence(at=after(12, days=-1)) == 0
    assert left(records) == [True, True, True]
    assert expire_evidence(at=after(12)) == 1
    assert left(records) == [True, False, True]
    assert expire_evidence(at=after(72)) == 1
    assert left(records) == [True, False, False]
    assert verbs_about(records[1]) == ["offered-record", "removed-evidence"]


@pytest.mark.parametrize(("months", "least"), [(60, 60), (None, 72)], ids=["60", "for-ever"])
def test_under_a_rule_made_later_it_stays_as_long_as_the_training_may_count(
    elm, small_course, records, months, least
):
    change_retention(
        organisation=elm.organisation,
        periods=replace(USUAL, accepted_months=36),
        usual=USUAL,
        at=NOON,
        actor_id=elm.ash.pk,
    )
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=months,
        at=NOON,
    )

    def foreseen(at):
        return foresee_removal(at=at, attendance_months=24)["evidence"]

    assert expire_evidence(at=after(12)) == 1
    assert foreseen(after(least, days=-1)) == expire_evidence(at=after(least, days=-1)) == 0
    assert left(records) == [True, False, True]
    assert foreseen(after(least)) == expire_evidence(at=after(least)) == 1


def test_a_second_time_nothing_is_written(records):
    expire_evidence(at=after(72))
    before = everything()

    assert expire_evidence(at=after(72)) == 0
    assert not expire(records[1], at=after(72))
    assert everything() == before


def test_without_its_audit_event_the_file_stays(records, monkeypatch):
    monkeypatch.delitem(VERBS, "removed-evidence")

    with pytest.raises(UnknownVerb):
        expire_evidence(at=after(12))

    assert left(records) == [True, True, True]
