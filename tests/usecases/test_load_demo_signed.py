"""The signed records that the demonstration's people brought."""

from courses.learning.acceptance import TrustedIssuer
from courses.learning.brought import BroughtRecord
from courses.usecases.load_demo_signed import bring_signed
from tests.people import NOON
from tests.tables import everything

DESK = """\
elm-park:
  signed:
    by: E005
    ago: 60
    name: Tidewater
    address: https://training.tidewater.example
    their_course: theirs
    course: small-course
    rows:
      - {by: E001, ago: 20, done: 70, minutes: 64, course: theirs, version: 1.9.0,
         provider: Tidewater School, title: A course}
      - {by: E003, ago: 3, done: 100, minutes: 40, course: another, version: 2.1.0,
         provider: Tidewater School, title: Another course}
harbour-trust: {}
"""


def test_one_is_accepted_by_rule_one_waits_and_a_second_time_nothing_is_written(
    elm, harbour, small_course, tmp_path
):
    (tmp_path / "desk.yaml").write_text(DESK, encoding="utf-8")
    courses = {"small-course": small_course.course}

    bring_signed(folder=tmp_path, courses=courses, at=NOON)
    before = everything()
    bring_signed(folder=tmp_path, courses=courses, at=NOON)

    rows = BroughtRecord.objects.order_by("offered_at")
    assert [(one.learner.name, one.accepted, one.signed["issuer"]) for one in rows] == [
        ("Amira Haddad", True, "Tidewater"),
        ("Noor Siddiqui", False, "Tidewater"),
    ]
    assert TrustedIssuer.objects.count() == 1
    assert everything() == before
