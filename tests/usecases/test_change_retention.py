"""Setting for how long an organisation keeps what goes by itself, and the run that goes by it."""

from collections import Counter
from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from courses.accounts.holds import hold_member
from courses.accounts.retention import BOUNDS, USUAL, RetentionPeriods, periods_by_organisation
from courses.audit.models import AuditEvent
from courses.audit.queries import broken_chains
from courses.audit.services import UnknownVerb
from courses.common.dates import add_months, local_date
from courses.common.history import Superseded
from courses.common.vocabulary import VERBS
from courses.compliance.services import set_requirement
from courses.learning.together import Seat
from courses.usecases.change_retention import OutOfBounds, change_retention, lengthened
from courses.usecases.foresee_removal import foresee_removal
from courses.usecases.revise_requirement import revise_requirement
from courses.usecases.run_gathering import close_gathering
from courses.usecases.run_retention import forget_attendance
from tests.people import NOON, STARTED
from tests.rooms import make_room
from tests.tables import everything
from tests.usecases.racing import EIGHT, at_once

DAY = timedelta(days=1)
SHORTER = replace(USUAL, attendance_months=6, request_days=14)


@pytest.fixture
def change(elm, harbour):
    """Set periods for Elm Park."""

    def call(periods=SHORTER, at=NOON, **more):
        return change_retention(
            organisation=elm.organisation,
            periods=periods,
            usual=USUAL,
            at=at,
            actor_id=elm.ash.pk,
            **more,
        )

    return call


def test_it_is_a_dated_row_written_once_and_named_in_the_trail(change, elm, harbour):
    assert [change(), change()] == [True, False]
    assert change(USUAL, at=NOON + DAY) is True

    first, second = RetentionPeriods.objects.order_by("pk")
    assert (first.periods, first.superseded_at) == (SHORTER, NOON + DAY)
    assert (second.periods, second.thread, second.superseded_at) == (USUAL, first.thread, None)
    assert second.recorded_by_id == elm.ash.pk
    told = AuditEvent.objects.filter(verb="changed-retention").order_by("pk").first()
    assert (told.details["was"], told.details["is"]) == (asdict(USUAL), asdict(SHORTER))
    assert periods_by_organisation(USUAL) == {
        elm.organisation.pk: USUAL,
        harbour.organisation.pk: USUAL,
    }


def test_what_was_never_set_is_not_written(change):
    assert change(USUAL) is False
    assert list(RetentionPeriods.objects.all()) == []


@pytest.mark.parametrize("name", BOUNDS)
@pytest.mark.parametrize("step", [-1, 1], ids=["too-short", "too-long"])
def test_beyond_its_bounds_nothing_is_set(change, name, step):
    edge = BOUNDS[name][0 if step < 0 else 1]
    before = everything()

    with pytest.raises(OutOfBounds):
        change(replace(USUAL, **{name: edge + step}))

    assert everything() == before
    assert change(replace(USUAL, **{name: edge})) is (getattr(USUAL, name) != edge)


def test_no_shorter_than_a_rule_lets_accepted_training_count(change, elm, small_course):
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=60,
        at=NOON,
    )

    with pytest.raises(OutOfBounds):
        change(replace(USUAL, accepted_months=59))
    assert change(replace(USUAL, accepted_months=60)) is True


def test_a_rule_that_is_met_for_ever_asks_for_the_longest_there_is(change, elm, small_course):
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        at=NOON,
    )
    longest = BOUNDS["accepted_months"][1]

    with pytest.raises(OutOfBounds):
        change(replace(USUAL, accepted_months=longest - 1))
    assert change(replace(SHORTER, accepted_months=longest)) is True


def test_the_database_keeps_no_period_beyond_its_bounds_either(change):
    change()

    with pytest.raises(IntegrityError), transaction.atomic():
        RetentionPeriods.objects.update(accepted_months=35)


def test_the_run_goes_by_it_and_a_legal_hold_is_stronger(change, elm, harbour, small_course):
    rooms = [
        make_room(organisation, small_course, people, by=lead, at=NOON)
        for organisation, people, lead in (
            (elm.organisation, [elm.amira, elm.noor], elm.lewis),
            (harbour.organisation, [harbour.beth], harbour.callum),
        )
    ]
    for room, lead in zip(rooms, (elm.lewis, harbour.callum), strict=True):
        close_gathering(gathering=room.gathering, at=NOON, by_id=lead.pk)
    later = NOON + (add_months(local_date(NOON), 6) - local_date(NOON)) + DAY
    hold_member(
        membership=elm.membership(elm.noor),
        reason="A claim",
        on=local_date(NOON),
        at=NOON,
        actor_id=elm.ash.pk,
    )
    unchanged = foresee_removal(at=later, attendance_months=24)
    change()

    foreseen = foresee_removal(at=later, attendance_months=24)
    gone = forget_attendance(months=24, at=later)

    assert (unchanged["rooms"], foreseen["rooms"], gone) == (0, 1, 1)
    assert forget_attendance(months=24, at=later) == 0
    left = Seat.objects.values_list("membership__user__name", flat=True)
    assert sorted(left) == ["Beth Lawson", "Noor Siddiqui"]


def test_nothing_is_kept_where_the_trail_cannot_be_written(change, monkeypatch):
    monkeypatch.delitem(VERBS, "changed-retention")
    before = everything()

    with pytest.raises(UnknownVerb):
        change()

    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_set_the_same_once(change):
    assert sorted(at_once([change] * EIGHT)) == [False] * (EIGHT - 1) + [True]

    assert RetentionPeriods.objects.get().periods == SHORTER
    assert AuditEvent.objects.get().verb == "changed-retention"
    assert broken_chains() == []


@pytest.mark.django_db(transaction=True)
def test_of_eight_others_at_once_one_is_set_where_all_saw_the_same(change):
    others = [replace(USUAL, request_days=20 + n) for n in range(EIGHT)]

    answers = at_once([lambda one=one: change(one, seen=USUAL) for one in others])

    assert answers.count(True) == 1
    assert [type(one) for one in answers if one is not True] == [Superseded] * (EIGHT - 1)
    assert RetentionPeriods.objects.get().periods == others[answers.index(True)]
    assert AuditEvent.objects.get().verb == "changed-retention"


@pytest.mark.django_db(transaction=True)
def test_set_while_a_rule_is_lengthened_the_run_goes_by_the_longer(change, elm, small_course):
    rule = set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=36,
        at=NOON,
    )
    shortest = replace(USUAL, accepted_months=36)

    def lengthen():
        return revise_requirement(
            requirement=rule, effective_from=local_date(NOON), at=NOON, valid_months=60
        )

    *answers, revised = at_once([lambda: change(shortest)] * (EIGHT - 1) + [lengthen])

    kinds = Counter(one if isinstance(one, bool) else type(one) for one in answers)
    is_set = RetentionPeriods.objects.count()
    assert kinds[True] == AuditEvent.objects.filter(verb="changed-retention").count() == is_set
    assert kinds.keys() <= {True, False, OutOfBounds}
    assert is_set in (0, 1)
    assert revised.valid_months == 60
    assert AuditEvent.objects.filter(verb="revised-requirement").count() == 1
    there = periods_by_organisation(USUAL)[elm.organisation.pk]
    assert there == (shortest if is_set else USUAL)
    asked = lengthened(there, elm.organisation.pk).accepted_months
    assert asked == (60 if is_set else 72)


@pytest.mark.django_db(transaction=True)
def test_set_while_two_runs_go_each_room_is_forgotten_once(change, elm, small_course):
    rooms = [
        make_room(elm.organisation, small_course, [one], by=elm.lewis, at=NOON - age * DAY)
        for one, age in ((elm.amira, 800), (elm.noor, 400), (elm.grace, 9))
    ]
    for room in rooms:
        close_gathering(gathering=room.gathering, at=NOON, by_id=elm.lewis.pk)

    def run():
        return forget_attendance(months=24, at=NOON)

    *changed, one, two, three, four = at_once([change] * 4 + [run] * 4)

    gone = one + two + three + four
    assert sorted(changed) == [False] * 3 + [True]
    assert (gone, gone + run()) in ((1, 2), (2, 2))
    assert Seat.objects.get().membership == elm.membership(elm.grace)
    assert AuditEvent.objects.filter(verb="forgot-attendance").count() == 2
    assert RetentionPeriods.objects.get().periods == SHORTER
