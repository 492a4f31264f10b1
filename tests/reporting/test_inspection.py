"""What a pack says of itself, and how its cells are printed."""

from datetime import UTC, date, datetime

import pytest

from courses.reporting.inspection import Facts, Part, manifest, method, readable, shown
from tests.people import NOON, TODAY

FACTS = Facts(
    organisation="Elm Park",
    where="The whole organisation",
    as_at=TODAY,
    known_at=None,
    people=5,
    made_by="Lewis Grant",
    asked_at=NOON,
    site_url="https://training.example",
)
PART = Part("people", "Everyone", "A note.", ("Name", "Day"), (("Amira", TODAY), ("Ash", None)))


@pytest.mark.parametrize(
    ("cell", "words"),
    [(TODAY, "3 March 2026"), (None, "–"), ("", "–"), (0, "0"), ("North", "North")],
)
def test_a_cell_is_printed_in_words(cell, words):
    assert shown(cell) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-03-03", "3 March 2026"),
        ("2026-13-03", "2026-13-03"),
        ("ten signs!", "ten signs!"),
        ("", "–"),
        ("1.2.0", "1.2.0"),
    ],
)
def test_a_cell_of_a_file_is_read_back_in_words(text, words):
    assert readable(text) == words


def test_a_part_is_a_table_with_its_headings_first():
    assert list(PART.table()) == [("Name", "Day"), ("Amira", TODAY), ("Ash", None)]


@pytest.mark.parametrize(
    ("known_at", "words"),
    [
        (None, "Everything known when the pack was made"),
        (datetime(2026, 3, 4, tzinfo=UTC), "Only what was recorded by the end of that day"),
    ],
)
def test_the_method_says_what_counts(known_at, words):
    facts = Facts(
        FACTS.organisation, FACTS.where, FACTS.as_at, known_at, 5, "Lewis", NOON, "https://x"
    )

    first = method(facts)[0]

    assert first == (
        "This pack shows Elm Park on 3 March 2026: The whole organisation. Everybody is in it who"
        f" worked there on that day, also those who have left since. {words} counts."
    )


def test_the_manifest_names_its_kind_its_parts_and_every_file():
    told = manifest(FACTS, files=[("report.pdf", "ab", 3)], parts=[PART], key="cd")

    assert told == {
        "kind": "inspection-pack",
        "v": 1,
        "organisation": "Elm Park",
        "where": "The whole organisation",
        "as_at": date(2026, 3, 3).isoformat(),
        "known_at": None,
        "people": 5,
        "made_by": "Lewis Grant",
        "asked_at": NOON.isoformat(),
        "platform": "https://training.example",
        "key": "cd",
        "method": list(method(FACTS)),
        "parts": [{"name": "people", "title": "Everyone", "note": "A note.", "rows": 2}],
        "files": [{"path": "report.pdf", "sha256": "ab", "bytes": 3}],
    }
