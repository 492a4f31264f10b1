"""Files that leave the platform: never kept by a shared computer, never run as a page (row 31)."""

import pytest

from tests.web.headers import PROMISED, promised_of
from tests.world import make_world

CSV, JSON = "text/csv; charset=utf-8", "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOWNLOADS = {
    ("amira", "/learn/record/training-record.csv"): CSV,
    ("amira", "/learn/record/training-record.json"): JSON,
    ("amira", "/learn/record/training-record.pdf"): "application/pdf",
    ("amira", "/learn/certificates/{certificate}.pdf"): "application/pdf",
    ("amira", "/learn/certificates/{certificate}.png"): "image/png",
    ("lewis", "/lead/elm-park/exports/people.csv"): CSV,
    ("lewis", "/lead/elm-park/exports/people.xlsx"): XLSX,
    ("lewis", "/lead/elm-park/exports/matrix.csv"): CSV,
    ("lewis", "/lead/elm-park/exports/matrix.xlsx"): XLSX,
    ("ash", "/lead/elm-park/staff-file/staff.csv"): CSV,
    ("ash", "/lead/elm-park/staff-file/staff.xlsx"): XLSX,
    ("ash", "/lead/elm-park/staff-file/{file}/errors.csv"): CSV,
    ("grace", "/author/elm-park/review/unconfirmed.json"): JSON,
    ("grace", "/author/elm-park/courses/{course}/1.0.0/package/"): "application/zip",
}


@pytest.fixture
def world(db):
    """Return the two organisations with everybody's rows."""
    return make_world()


def test_a_download_is_a_named_file_that_nobody_keeps(world):
    answers = {}
    for name, address in DOWNLOADS:
        role = world.roles[name]
        path = address.format(
            certificate=role.own.certificate, file=role.own.file, course=role.own.course
        )
        answers[name, address] = role.client().get(path)

    assert {key: answer.status_code for key, answer in answers.items()} == dict.fromkeys(
        DOWNLOADS, 200
    )
    assert {key: answer["Content-Type"] for key, answer in answers.items()} == DOWNLOADS
    assert [promised_of(answer) for answer in answers.values()] == [PROMISED] * len(DOWNLOADS)
    inline = [
        key for key, answer in answers.items() if "filename=" not in answer["Content-Disposition"]
    ]
    assert inline == []
