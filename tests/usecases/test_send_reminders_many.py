"""Reminding many people at once: as many statements, and a broken-off run goes on."""

from collections import Counter

import pytest

from courses.audit.models import AuditEvent
from courses.notifications.models import Reminder
from courses.usecases import send_reminders as sending
from courses.usecases.refresh_standings import refresh_standings
from courses.usecases.send_reminders import send_reminders
from tests.people import NOON, TODAY
from tests.usecases.test_send_reminders import ELM, rule, told


@pytest.fixture
def due(elm, harbour, small_course):
    """Return Elm Park's rule: everybody is due in 9 days."""
    return rule(elm.organisation, small_course.course)


def test_by_what_is_kept_the_same_are_told_and_a_broken_off_run_goes_on(due, elm, monkeypatch):
    refresh_standings(organisation=elm.organisation, at=NOON)
    monkeypatch.setattr(sending, "BATCH", 2)
    wanted = sending.tell

    def kill_the_second(**words):
        if Reminder.objects.exists():
            raise KeyboardInterrupt
        return wanted(**words)

    monkeypatch.setattr(sending, "tell", kill_the_second)
    with pytest.raises(KeyboardInterrupt):
        send_reminders(at=NOON)
    monkeypatch.undo()
    first = len(told())

    assert 0 < first < len(ELM)
    assert send_reminders(at=NOON) == Counter({"elm-park": len(ELM) - first})
    assert told() == [(name, "before-14") for name in ELM]
    counts = AuditEvent.objects.order_by("pk").values_list("details__reminders", flat=True)
    assert list(counts) == [first, len(ELM) - first]


@pytest.mark.parametrize("number", [1, 3])
def test_telling_takes_as_many_statements_for_many(due, elm, number, django_assert_num_queries):
    minutes = {}
    ((*people,),) = sending.people_on(TODAY, minutes, {})

    with django_assert_num_queries(7):
        sending.tell(people=people[:number], minutes=minutes, plans={}, at=NOON)

    assert Reminder.objects.count() == number
