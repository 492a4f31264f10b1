"""Putting a starter under supervision, and ending that."""

from datetime import timedelta

import pytest
from django.core import mail

from courses.audit.services import UnknownVerb
from courses.common.history import Superseded
from courses.common.vocabulary import VERBS
from courses.compliance import supervising
from courses.compliance.models import Supervision
from courses.notifications.models import Message
from courses.usecases.supervise_starter import (
    EndsBeforeStart,
    HasLeft,
    LastsTooLong,
    SupervisesThemselves,
    end_supervision,
    supervise_starter,
)
from tests.people import NOON, STARTED, TODAY, make_member
from tests.tables import everything, trail

DAY = timedelta(days=1)


@pytest.fixture
def starter(elm):
    """Return Ben, who starts in five days."""
    ben = make_member(
        elm.organisation, elm.north, elm.teacher, "Ben Ashworth", valid_from=TODAY + 5 * DAY
    )
    return elm.membership(ben)


@pytest.fixture
def watch(elm, starter):
    """Return how Lewis puts Ben under Noor's supervision, changed as told."""

    def call(**changes):
        fields = {
            "membership": starter,
            "supervisor": elm.membership(elm.noor),
            "reason": "Started at short notice",
            "last_day": TODAY + 30 * DAY,
            "at": NOON,
            "actor_id": elm.lewis.pk,
        }
        return supervise_starter(**(fields | changes))

    return call


def rows():
    found = Supervision.objects.current().order_by("valid_from")
    return [
        ((one.valid_from - TODAY).days, (one.valid_until - TODAY).days, one.supervisor.user.name)
        for one in found
    ]


def test_it_runs_from_the_first_day_and_the_supervisor_gets_a_neutral_mail(
    watch, starter, elm, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        watch()

    assert rows() == [(5, 30, "Noor Siddiqui")]
    (sent,) = mail.outbox
    assert sent.to == ["noor@elm-park.example"]
    assert sent.subject == "You are named as supervisor of a new starter at Elm Park"
    assert "supervisor of Ben Ashworth, from Sunday 8 March 2026 to the end of" in sent.body
    assert trail(elm.organisation.pk) == [
        ("supervised", "membership", starter.pk, elm.lewis.pk),
    ]


def test_the_same_again_writes_nothing(watch):
    first = watch()
    before = everything()

    assert watch() == first
    assert everything() == before


def test_another_supervisor_follows_and_earlier_days_keep_theirs(watch, elm):
    watch()
    later = NOON + 10 * DAY
    watch(supervisor=elm.membership(elm.ash), at=later)

    assert rows() == [(5, 9, "Noor Siddiqui"), (10, 30, "Ash Turner")]


def test_a_change_before_the_first_day_takes_the_first_back(watch):
    watch()
    watch(last_day=TODAY + 40 * DAY)

    assert rows() == [(5, 40, "Noor Siddiqui")]
    assert Supervision.objects.count() == 2


def test_twelve_weeks_in_all_are_the_most(watch):
    watch(last_day=TODAY + 30 * DAY)
    last = TODAY + 5 * DAY + timedelta(weeks=12)

    with pytest.raises(LastsTooLong) as refused:
        watch(last_day=last + DAY, at=NOON + 20 * DAY)

    assert refused.value.latest == last
    watch(last_day=last, at=NOON + 20 * DAY)
    assert rows() == [(5, 19, "Noor Siddiqui"), (20, 89, "Noor Siddiqui")]


def test_what_makes_no_sense_is_refused_and_nothing_is_written(watch, starter, elm):
    before = everything()

    with pytest.raises(EndsBeforeStart, match="2026-03-08"):
        watch(last_day=TODAY + 4 * DAY)
    with pytest.raises(SupervisesThemselves):
        watch(supervisor=starter)
    with pytest.raises(HasLeft):
        watch(membership=elm.membership(elm.sam))

    assert everything() == before


def test_a_supervisor_without_an_address_gets_no_mail(watch, elm):
    elm.noor.email = None
    elm.noor.save()

    watch()

    assert list(Message.objects.all()) == []
    assert rows() == [(5, 30, "Noor Siddiqui")]


def test_ending_it_keeps_the_days_before(watch, starter, elm):
    watch(membership=elm.membership(elm.amira))
    amira = elm.membership(elm.amira)

    end_supervision(membership=amira, at=NOON + 3 * DAY, actor_id=elm.lewis.pk)

    assert rows() == [(0, 2, "Noor Siddiqui")]
    assert [row[0] for row in trail(elm.organisation.pk)] == ["supervised", "ended-supervision"]
    before = everything()
    end_supervision(membership=amira, at=NOON + 3 * DAY, actor_id=elm.lewis.pk)
    assert everything() == before


def test_an_earlier_stay_leaves_the_twelve_weeks_untouched(watch, elm):
    amira = elm.membership(elm.amira)
    supervising.supervise(
        membership=amira,
        supervisor=elm.membership(elm.noor),
        reason="Started at short notice",
        valid_from=STARTED - 300 * DAY,
        valid_until=STARTED - 290 * DAY,
        at=NOON,
        actor_id=None,
    )

    watch(membership=amira, last_day=TODAY + timedelta(weeks=12))

    assert rows()[-1] == (0, 84, "Noor Siddiqui")


def test_somebody_faster_is_not_overwritten(watch, starter, elm, monkeypatch):
    one = watch()
    stale = Supervision.objects.get(pk=one.pk)
    watch(last_day=TODAY + 31 * DAY)
    before = everything()

    with pytest.raises(Superseded):
        supervising.end_supervision(supervision=stale, on=TODAY, at=NOON, actor_id=None)

    assert everything() == before


def test_without_its_audit_event_nobody_is_supervised(watch, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "supervised")

    with pytest.raises(UnknownVerb):
        watch()

    assert everything() == before


def test_without_its_audit_event_nothing_ends(watch, starter, elm, monkeypatch):
    watch()
    before = everything()
    monkeypatch.delitem(VERBS, "ended-supervision")

    with pytest.raises(UnknownVerb):
        end_supervision(membership=starter, at=NOON, actor_id=elm.lewis.pk)

    assert everything() == before
