from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.certification.validity import CertificateState, state_on, valid_until

END = date(2025, 9, 20)
EVERY_DAY = st.dates(date(2026, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("completed_on", "months", "last_day"),
    [
        (date(2024, 9, 20), 12, date(2025, 9, 20)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2024, 9, 20), None, None),
    ],
)
def test_the_last_valid_day(completed_on, months, last_day):
    assert valid_until(completed_on=completed_on, months=months) == last_day


@given(EVERY_DAY, st.integers(1, 36))
def test_a_later_completion_never_ends_earlier(completed_on, months):
    today = valid_until(completed_on=completed_on, months=months)
    tomorrow = valid_until(completed_on=completed_on + timedelta(days=1), months=months)

    assert completed_on < today <= tomorrow


@pytest.mark.parametrize(
    ("on", "until", "is_revoked", "is_replaced", "state"),
    [
        (END, END, False, False, "valid"),
        (END + timedelta(days=1), END, False, False, "expired"),
        (date(2099, 1, 1), None, False, False, "valid"),
        (END, END, False, True, "replaced"),
        (END + timedelta(days=1), END, False, True, "replaced"),
        (END, END, True, False, "withdrawn"),
        (END + timedelta(days=1), END, True, True, "withdrawn"),
    ],
)
def test_withdrawn_beats_replaced_beats_expired(on, until, is_revoked, is_replaced, state):
    found = state_on(on=on, valid_until=until, is_revoked=is_revoked, is_replaced=is_replaced)

    assert found == CertificateState(state)


def test_the_words_are_those_of_the_one_table():
    words = {state.value: state.word for state in CertificateState}

    assert words == {
        "valid": "Valid",
        "expired": "Expired",
        "withdrawn": "Withdrawn",
        "replaced": "Replaced",
    }
