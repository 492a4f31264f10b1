"""Counting outcomes without people."""

from courses.learning.corridor import CorridorTally
from courses.learning.corridor_services import count_outcome
from tests.people import TODAY


def test_outcomes_of_a_week_are_one_row(elm):
    for was_confident in (True, True, False):
        count_outcome(site_id=elm.north.pk, topic="telling", on=TODAY, was_confident=was_confident)

    (tally,) = CorridorTally.objects.all()
    assert (tally.confident, tally.talked_through, tally.week.weekday()) == (2, 1, 0)
    assert "membership" not in {field.name for field in CorridorTally._meta.get_fields()}
