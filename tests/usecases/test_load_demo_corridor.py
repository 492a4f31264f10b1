"""Whom the demonstration has asked in passing."""

from courses.learning.corridor import CorridorCheck, CorridorTally
from courses.usecases.load_demo import load_demo
from tests.people import NOON
from tests.tables import everything

DESK = """\
elm-park:
  by: E002
  invitations: []
  packages: []
  corridor:
    - {by: E002, ago: 9, site: north, topic: telling, confident: [E001], talked-through: [E020]}
harbour-trust:
  by: H001
  invitations: []
  packages: []
"""


def test_everybody_is_asked_once(fixtures, db, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    (fixtures / "demo" / "desk.yaml").write_text(DESK, encoding="utf-8")
    load_demo(fixtures=fixtures, at=NOON)
    before = everything()

    load_demo(fixtures=fixtures, at=NOON)

    assert CorridorCheck.objects.count() == 2
    assert CorridorTally.objects.values_list("confident", "talked_through").get() == (1, 1)
    assert everything() == before
