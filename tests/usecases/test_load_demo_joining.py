"""Who asks to join in the demonstration."""

from courses.accounts.join_requests import JoiningWay, JoinRequest
from courses.usecases.load_demo_joining import let_people_ask
from tests.people import NOON
from tests.tables import everything

DESK = """\
elm-park:
  joining:
    by: E005
    ago: 20
    site: north
    most_people: 60
    domain: elm.example
    domain_site: south
    requests:
      - {ago: 4, name: Zainab, email: zainab@elm.example, number: E071}
      - {ago: 1, name: Owen, email: owen@supply.example}
harbour-trust: {}
"""


def test_two_wait_by_domain_and_code_and_a_second_time_nothing_is_written(elm, harbour, tmp_path):
    (tmp_path / "desk.yaml").write_text(DESK, encoding="utf-8")

    let_people_ask(folder=tmp_path, at=NOON)
    before = everything()
    let_people_ask(folder=tmp_path, at=NOON)

    rows = JoinRequest.objects.order_by("pk")
    assert [(one.name, one.site.name, one.way.domain) for one in rows] == [
        ("Zainab", "South", "elm.example"),
        ("Owen", "North", ""),
    ]
    assert JoiningWay.objects.count() == 2
    assert everything() == before
