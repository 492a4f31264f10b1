"""The command that makes the demonstration."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courses.accounts.holds import LegalHold
from courses.accounts.models import Organisation
from courses.accounts.sign_in import DEMO_PASSWORD
from courses.audit.queries import broken_chains
from tests.packages.build import files
from tests.tables import everything

NOBODY = "[]\n"


@pytest.fixture
def base(tmp_path, settings):
    """Point the command at a folder with one course and no organisation."""
    settings.BASE_DIR = tmp_path
    for path, text in files().items():
        place = "" if path.startswith("shared/") else "courses/small-course/"
        file = tmp_path / "fixtures" / f"{place}{path}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / "fixtures" / "demo").mkdir()
    (tmp_path / "fixtures" / "demo" / "organisations.yaml").write_text(NOBODY, encoding="utf-8")
    (tmp_path / "fixtures" / "demo" / "desk.yaml").write_text("{}\n", encoding="utf-8")
    return tmp_path


def run():
    out = StringIO()
    call_command("load_demo", stdout=out)
    return [line.strip() for line in out.getvalue().splitlines() if line.strip()]


def test_it_prints_where_to_sign_in_and_the_password(base, db):
    assert run() == [
        "Open  http://testserver/",
        f"Sign in with one of these; the password of all is {DEMO_PASSWORD}",
        f"{'platform@demo.example':32} Platform staff",
    ]


def test_a_second_run_prints_the_same_and_writes_nothing(base, db):
    first, before = run(), everything()

    assert run() == first
    assert everything() == before


@pytest.mark.same_on_both
def test_the_demonstration_that_comes_with_the_platform_loads_whole(db):
    """What `make run` does first, in both of its organisations."""
    addresses = [line.split()[0] for line in run()[2:]]

    assert addresses == [
        "learner@elm-park.example",
        "lead@elm-park.example",
        "site-lead@elm-park.example",
        "author@elm-park.example",
        "admin@elm-park.example",
        "learner@harbour-trust.example",
        "lead@harbour-trust.example",
        "platform@demo.example",
    ]
    assert LegalHold.objects.count() == 1
    assert list(broken_chains()) == []


def test_outside_a_demonstration_it_is_refused(base, db, settings):
    settings.DEMO = False
    before = everything()

    with pytest.raises(CommandError, match="its password is public"):
        run()

    assert everything() == before


def test_a_course_with_problems_is_named(base, db):
    file = base / "fixtures" / "courses" / "small-course" / "course.yaml"
    text = file.read_text(encoding="utf-8").replace("review_by: 2027-09-01\n", "")
    file.write_text(text, encoding="utf-8")

    with pytest.raises(CommandError, match="review_by"):
        run()

    assert list(Organisation.objects.all()) == []
