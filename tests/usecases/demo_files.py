"""A small demonstration: one course, two organisations, two people more, and a past."""

from pathlib import Path

from tests.packages.build import files

ORGANISATIONS = """\
- slug: elm-park
  name: Elm Park
  nation: E
  sector: school
  sites:
    - {slug: north, name: North}
    - {slug: south, name: South}
  roles: [Class teacher]
  teams:
    - {name: Year 7, site: north}
    - {name: Meals}
  rules:
    - {course: small-course, since_days: 400, due_days: 28, valid_months: 12}
  contacts:
    - slot: safeguarding-lead
      site: north
      name: Mo Khan
      purpose: Lead at North
      phone: 01632 960001
      hours: School days
      checked_days: 20
  people:
    - {name: Amira Haddad, number: E001, role: Class teacher, site: north, started_days: 20,
       sign_in: learner@elm-park.example}
    - {name: Lewis Grant, number: E002, role: Class teacher, site: north, started_days: 300,
       sign_in: lead@elm-park.example, grants: [{access: lead}], completed_days: [100]}
    - {name: Sam Porter, number: E012, role: Class teacher, site: south, started_days: 500,
       left_days: 190}
- slug: harbour-trust
  name: Harbour Trust
  nation: E
  sector: charity
  sites:
    - {slug: quay, name: The Quay}
  roles: [Youth worker]
  rules:
    - {course: small-course, since_days: 200, due_days: 28, valid_months: 24,
       quiz_minutes: 30}
  contacts: []
  people:
    - {name: Callum Fraser, number: H001, role: Youth worker, site: quay, started_days: 60,
       extra_time: {percent: 50, reason: They asked for it}, sign_in: learner@harbour-trust.example}
"""
STAFF = """\
organisation,number,name,email,role,site,team,started_days,left_days
elm-park,E020,Siân Ŵyn,sian@elm-park.example,Class teacher,north,Year 7,200,51
elm-park,E020,Siân Ŵyn,sian@elm-park.example,Class teacher,south,Meals,50,
"""
HISTORY = """\
elm-park:
  by: E002
  events:
    - {who: E020, ago: 60, did: passed}
"""


def write(root: Path) -> Path:
    """Write the files under ``root`` and return it."""
    for path, text in files().items():
        place = "" if path.startswith("shared/") else "courses/small-course/"
        file = root / f"{place}{path}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (root / "demo").mkdir()
    (root / "demo" / "organisations.yaml").write_text(ORGANISATIONS, encoding="utf-8")
    (root / "demo" / "staff.csv").write_text(STAFF, encoding="utf-8")
    (root / "demo" / "history.yaml").write_text(HISTORY, encoding="utf-8")
    (root / "demo" / "desk.yaml").write_text("{}\n", encoding="utf-8")
    return root
