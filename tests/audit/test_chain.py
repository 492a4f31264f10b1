"""The hash chain: what an event hashes to, and that no changed field goes unseen."""

from dataclasses import fields, replace
from datetime import UTC, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.audit.chain import Link, first_break
from tests.people import NOON

FIRST = Link(
    chain=1,
    sequence=1,
    at=NOON,
    actor_id=None,
    verb="joined",
    about_kind="membership",
    about_id=7,
    details={"v": 1},
    previous_hash="",
)


def chained(number, *, after=0, previous_hash=""):
    """Return ``number`` links that follow one another, with their hashes."""
    links = []
    for sequence in range(after + 1, after + number + 1):
        link = replace(
            FIRST,
            sequence=sequence,
            about_id=sequence * 7,
            details={"v": 1, "n": sequence},
            previous_hash=previous_hash,
        )
        previous_hash = link.hash()
        links.append((link, previous_hash))
    return links


# What one link of this kind changes to; each differs from what ``chained`` gives it.
OTHERS = {
    "chain": st.integers(2, 99),
    "sequence": st.integers(100, 999),
    "at": st.datetimes().map(lambda at: at.replace(tzinfo=UTC)).filter(lambda at: at != NOON),
    "actor_id": st.integers(0, 99),
    "verb": st.text(max_size=20).filter(lambda verb: verb != "joined"),
    "about_kind": st.text(max_size=20).filter(lambda kind: kind != "membership"),
    "about_id": st.integers(1_000, 9_999),
    "details": st.dictionaries(st.text(max_size=5), st.integers(1_000, 9_999) | st.text()),
    "previous_hash": st.text(alphabet="0123456789abcdef", min_size=64, max_size=64),
}


def test_a_link_hashes_to_the_digest_of_this_text_for_ever():
    text = (
        '{"about":["membership",7],"actor":null,"at":"2026-03-03T12:00:00.000000+00:00",'
        '"chain":1,"details":{"v":1},"previous":"","sequence":1,"verb":"joined"}'
    )

    assert FIRST.hash() == sha256(text.encode()).hexdigest()


def test_the_hash_is_of_the_moment_whatever_the_time_zone():
    elsewhere = replace(FIRST, at=NOON.astimezone(timezone(timedelta(hours=5))))

    assert elsewhere.hash() == FIRST.hash()


def test_a_microsecond_changes_the_hash():
    later = replace(FIRST, at=NOON + timedelta(microseconds=1))

    assert later.hash() != FIRST.hash()


def test_every_field_of_a_link_is_tried_below():
    assert sorted(OTHERS) == sorted(field.name for field in fields(Link))


@settings(deadline=None)
@given(st.data())
def test_any_changed_field_of_any_link_is_found_where_it_stands(data):
    links = chained(5)
    place = data.draw(st.integers(0, 4))
    field = data.draw(st.sampled_from(sorted(OTHERS)))
    link, stored = links[place]
    links[place] = (replace(link, **{field: data.draw(OTHERS[field])}), stored)

    assert first_break(links) == place + 1


@settings(deadline=None)
@given(st.integers(0, 4), st.integers(0, 63), st.sampled_from("0123456789abcdef"))
def test_any_changed_digit_of_a_stored_hash_is_found(place, digit, other):
    links = chained(5)
    link, stored = links[place]
    changed = stored[:digit] + other + stored[digit + 1 :]
    links[place] = (link, changed)

    assert first_break(links) == (None if changed == stored else place + 1)


@settings(deadline=None)
@given(st.integers(0, 3))
def test_a_link_taken_out_is_found_and_one_rehashed_breaks_the_next(place):
    links = chained(5)
    link, _ = links[place]
    altered = replace(link, about_id=99)

    assert first_break(links[:place] + links[place + 1 :]) == place + 1
    assert (
        first_break([*links[:place], (altered, altered.hash()), *links[place + 1 :]]) == place + 2
    )


@pytest.mark.parametrize("number", [0, 1, 3])
def test_an_unbroken_chain_has_no_break(number):
    assert first_break(chained(number)) is None


def test_a_chain_is_followed_from_behind_its_closed_prefix():
    links = chained(5)
    (_, closed_hash), kept = links[1], links[2:]

    assert first_break(kept, after=2, previous_hash=closed_hash) is None
    assert first_break(kept, after=2, previous_hash="0" * 64) == 3
    assert first_break(kept) == 1


def test_links_swapped_are_found():
    one, two, three = chained(3)

    assert first_break([one, three, two]) == 2
