"""The talks and sessions that the demonstration has logged."""

import pytest

from courses.audit.queries import broken_chains
from courses.learning.brought import BroughtRecord
from courses.learning.updates import TeamUpdate
from courses.usecases.load_demo import load_demo
from tests.people import NOON
from tests.tables import everything
from tests.usecases.bringing import SMALL_PDF

DESK = """\
elm-park:
  by: E002
  invitations: []
  packages: []
  updates:
    - {by: E002, ago: 8, kind: briefing, title: A talk, minutes: 10, course: small-course,
       belief: proof, there: [E001, E020]}
    - {by: E002, ago: 2, kind: session, title: A session, minutes: 60, led_by: A trainer, there: []}
  brought:
    - {by: E001, ago: 3, done: 40, minutes: 90, course: small-course, evidence: A certificate,
       file: shown.pdf}
    - {by: E020, ago: 3, done: 40, minutes: 90, course: small-course, evidence: Another,
       accepted: 1}
harbour-trust:
  by: H001
  invitations: []
  packages: []
"""


@pytest.fixture
def load(fixtures, db, settings, tmp_path):
    """Load the demonstration with other learning at Elm Park; return how to do it again."""
    settings.DATA_DIR = tmp_path / "data"
    (fixtures / "demo" / "desk.yaml").write_text(DESK, encoding="utf-8")
    (fixtures / "demo" / "shown.pdf").write_bytes(SMALL_PDF.data)
    load_demo(fixtures=fixtures, at=NOON)
    return lambda: load_demo(fixtures=fixtures, at=NOON)


def test_everything_is_logged_once(load):
    rows = [
        (one.kind, one.led_by, one.belief, one.presences.count())
        for one in TeamUpdate.objects.order_by("on")
    ]
    before = everything()
    load()

    assert rows == [("briefing", "Lewis Grant", "proof", 2), ("session", "A trainer", "", 0)]
    brought = BroughtRecord.objects.order_by("pk")
    assert [(one.evidence, one.accepted, one.file is None) for one in brought] == [
        ("A certificate", False, False),
        ("Another", True, True),
    ]
    assert everything() == before
    assert broken_chains() == []
