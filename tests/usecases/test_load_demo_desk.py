"""What waits on the desks of the demonstration."""

import pytest
from django.conf import settings as live

from courses.accounts.invitation import Invitation
from courses.audit.queries import broken_chains
from courses.catalogue.models import CourseVersion
from courses.notifications.models import Message
from courses.packages.models import ImportRun
from courses.packages.yaml_text import load
from courses.usecases.load_demo import load_demo
from courses.usecases.load_demo_desk import adapted
from tests.people import NOON
from tests.small_course import make_small_course
from tests.tables import everything

DESK = """\
elm-park:
  by: E002
  invitations:
    - {ago: 30, number: E061, name: Farah, email: farah@elm-park.example, role: Class teacher,
       site: north, team: Year 7, became: accepted}
    - {ago: 16, number: E062, name: Gwen, email: gwen@elm-park.example, role: Class teacher,
       site: south}
    - {ago: 12, number: E063, name: Marek, email: marek@elm-park.example, role: Class teacher,
       site: north, became: withdrawn}
    - {ago: 2, number: E064, name: Nkechi, email: nkechi@elm-park.example, role: Class teacher,
       site: south}
  packages:
    - {by: E002, ago: 9, course: small-course, file: first.zip, add: 1, became: draft,
       sentences: {first-steps: Here we write it down.}}
    - by: E002
      ago: 2
      course: small-course
      file: second.zip
      add: 2
      replaced:
        lessons/first-steps.md: {was: "outcomes:", now: "outcome:"}
    - {by: E002, ago: 1, course: small-course, file: third.zip, add: 2,
       sentences: {first-steps: Here we tell it in person.}}
"""


@pytest.fixture
def laid(fixtures, db, settings, tmp_path):
    """Load the demonstration with everything on the desk of Elm Park; return how to do it again."""
    settings.DATA_DIR = tmp_path / "data"
    (fixtures / "demo" / "desk.yaml").write_text(DESK, encoding="utf-8")
    load_demo(fixtures=fixtures, at=NOON)
    return lambda: load_demo(fixtures=fixtures, at=NOON)


def test_an_invitation_is_there_in_every_state_and_no_mail_waits(laid):
    rows = Invitation.objects.order_by("pk")

    assert [
        (one.name, bool(one.used_at), bool(one.withdrawn_at), one.expires_at > NOON) for one in rows
    ] == [
        ("Farah", True, False, False),
        ("Gwen", False, False, False),
        ("Marek", False, True, False),
        ("Nkechi", False, False, True),
    ]
    sent = Message.objects.filter(kind=Message.Kind.INVITATION)
    assert list(sent.filter(sent_at__isnull=True)) == []
    assert set(sent.values_list("body", flat=True)) == {""}
    assert broken_chains() == []


def test_a_package_waits_one_is_refused_and_one_became_a_draft(laid):
    runs = ImportRun.objects.order_by("pk")

    assert list(runs.values_list("file_name", "state", "version__version")) == [
        ("first.zip", "imported", "1.0.1"),
        ("second.zip", "refused", None),
        ("third.zip", "waiting", None),
    ]
    problems = runs[1].problems["problems"]
    assert {problem[0] for problem in problems} == {"lessons/first-steps.md"}
    kept = [file.name for file in (live.DATA_DIR / "uploads").iterdir()]
    assert kept == [f"{runs[2].reference}.zip"]
    draft = CourseVersion.objects.get(version="1.0.1")
    assert (draft.state, draft.course.owner.slug) == ("draft", "elm-park")


def test_a_second_time_writes_nothing(laid):
    before = everything()

    laid()

    assert everything() == before


def test_a_course_without_a_published_version_is_named(db):
    course = make_small_course().course
    CourseVersion.objects.update(state="withdrawn")

    with pytest.raises(LookupError, match=r"Nothing of .* is published"):
        adapted(course, {"add": 1})


def test_the_demonstration_of_ours_names_lessons_and_files_that_are_there():
    root = live.BASE_DIR / "fixtures"
    (desk,) = load((root / "demo" / "desk.yaml").read_text(encoding="utf-8")).data.values()
    course = root / "courses" / "recognise-respond-report"

    named = {name for row in desk["packages"] for name in row["sentences"]}
    files = {name for row in desk["packages"] for name in row.get("replaced", {})}

    assert [name for name in named if not (course / "lessons" / f"{name}.md").exists()] == []
    assert [name for name in files if not (course / name).exists()] == []
