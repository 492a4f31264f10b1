"""The demonstration's staff file and history, as they are read."""

import pytest

from courses.usecases.load_demo_staff import history_of, staff_of

STAFF = """\
organisation,number,name,email,role,site,team,started_days,left_days
elm-park,E020,Siân Ŵyn,,Class teacher,north,,200,51
harbour-trust,H009,Elif Demir,elif@harbour-trust.example,Youth worker,quay,Evenings,30,
"""
HISTORY = """\
elm-park:
  by: E002
  events:
    - {who: E020, ago: 60, did: passed}
    - {who: E020, ago: 90, did: given}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "staff.csv").write_text(STAFF, encoding="utf-8")
    (tmp_path / "history.yaml").write_text(HISTORY, encoding="utf-8")
    return tmp_path


def test_a_row_keeps_what_it_says_and_leaves_out_what_is_empty(folder):
    assert staff_of(folder, "elm-park") == [
        {
            "number": "E020",
            "name": "Siân Ŵyn",
            "role": "Class teacher",
            "site": "north",
            "started_days": 200,
            "left_days": 51,
        }
    ]
    assert [person["number"] for person in staff_of(folder, "harbour-trust")] == ["H009"]


def test_events_come_oldest_first(folder):
    by, events = history_of(folder, "elm-park")

    assert (by, [event["ago"] for event in events]) == ("E002", [90, 60])


def test_an_organisation_without_history_has_no_events(folder):
    assert history_of(folder, "harbour-trust") == ("", [])
