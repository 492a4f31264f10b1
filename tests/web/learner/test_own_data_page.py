"""Everything held about a person, as it is read."""

from datetime import UTC, date, datetime

from courses.web.learner.own_data_page import Part, kept_for, parts_of


def test_rows_are_told_in_words_and_what_is_empty_is_left_out():
    data = {
        "format": "own-data",
        "jobs_and_places": [
            {
                "site": "North",
                "team": None,
                "valid_from": date(2026, 3, 12),
                "recorded_at": datetime(2026, 7, 3, 12, 0, tzinfo=UTC),
                "passed": False,
                "again": True,
                "how": "quiz",
                "answers": ["One", "Two"],
                "done": {"v": 1},
                "minutes": 0,
            }
        ],
        "tags": [],
    }

    assert parts_of(data, {"jobs_and_places": {"how": {"quiz": "Quiz passed"}}}) == [
        Part(
            "Jobs and places",
            [
                [
                    ("Site", "North"),
                    ("Valid from", "12 March 2026"),
                    ("Recorded at", "3 July 2026, 13:00"),
                    ("Passed", "no"),
                    ("Again", "yes"),
                    ("How", "Quiz passed"),
                    ("Answers", "One; Two"),
                    ("Done", '{"v": 1}'),
                    ("Minutes", "0"),
                ]
            ],
        ),
        Part("Tags", []),
    ]


def test_how_long_each_kind_is_kept_goes_with_it():
    rows = kept_for()

    assert list(rows[0]) == ["purpose", "what", "seen_by", "how_long"]
    assert rows[0]["what"] == "Your name, work email address and staff number"
