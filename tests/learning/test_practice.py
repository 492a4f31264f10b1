"""Which practice referrals are done, and nothing else of them."""

from datetime import date

from courses.learning.practice import done_on, with_done


def test_nothing_is_done_at_first():
    assert done_on({}) == {}


def test_what_is_done_is_kept_with_its_day_alone():
    stored = with_done({}, "write-it", date(2026, 3, 4))

    assert stored == {"v": 1, "done": {"write-it": "2026-03-04"}}
    assert done_on(stored) == {"write-it": date(2026, 3, 4)}


def test_the_first_day_stays_and_others_stand_beside_it():
    stored = with_done({}, "write-it", date(2026, 3, 4))

    again = with_done(stored, "write-it", date(2026, 3, 9))
    both = with_done(stored, "ring-it", date(2026, 3, 9))

    assert again == stored
    assert done_on(both) == {"write-it": date(2026, 3, 4), "ring-it": date(2026, 3, 9)}
