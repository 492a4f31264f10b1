"""The command that invents history."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courses.accounts.models import User
from courses.accounts.sign_in import DEMO_PASSWORD
from courses.learning.models import Completion
from courses.management.commands.seed import sizes_of
from courses.usecases.seed_history import TAUGHT
from tests.tables import everything
from tests.usecases.seeding import write_fixtures


@pytest.fixture
def base(tmp_path, settings):
    """Point the command at a folder with one course."""
    write_fixtures(tmp_path)
    settings.BASE_DIR = settings.DATA_DIR = tmp_path
    return tmp_path


def run(*arguments):
    out = StringIO()
    call_command("seed", *arguments, stdout=out)
    return [line.strip() for line in out.getvalue().splitlines()]


def test_it_says_what_it_made_and_how_to_sign_in(base, db):
    printed = run("--organisations", "2", "--staff", "9", "--requirements", "2", "--seed", "3")

    assert printed == [
        f"9 people, {Completion.objects.count()} completions.",
        f"Sign in with one of these; the password is {DEMO_PASSWORD}",
        "lead@ashgrove-1.test",
        "learner@ashgrove-1.test",
    ]
    assert User.objects.get(email="lead@ashgrove-1.test").check_password(DEMO_PASSWORD) is True


@pytest.mark.parametrize(
    ("organisations", "staff", "sizes"),
    [(1, [10], (10,)), (3, [10], (4, 3, 3)), (1, [10, 20], (10, 20)), (0, [10], (10,))],
)
def test_people_are_shared_evenly_or_as_given(organisations, staff, sizes):
    assert sizes_of(organisations, staff) == sizes


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--staff", "1"), "Give at least 2 staff for each organisation: a lead and a learner."),
        (("--requirements", "0"), "Give --requirements 1 to 12."),
        (("--requirements", "13"), "Give --requirements 1 to 12."),
    ],
)
def test_counts_that_cannot_be_are_refused(base, db, arguments, message):
    before = everything()

    with pytest.raises(CommandError) as refused:
        run(*arguments)

    assert str(refused.value) == message
    assert everything() == before


def test_outside_a_demonstration_it_is_refused(base, db, settings):
    settings.DEMO = False
    before = everything()

    with pytest.raises(CommandError, match="their password is public"):
        run()

    assert everything() == before


def test_beside_other_people_it_is_refused(base, elm):
    before = everything()

    with pytest.raises(CommandError, match="There are people in this database already"):
        run("--staff", "2")

    assert everything() == before


def test_a_course_with_problems_is_named(base, db):
    file = base / "fixtures" / "courses" / TAUGHT / "course.yaml"
    text = file.read_text(encoding="utf-8").replace("review_by: 2027-09-01\n", "")
    file.write_text(text, encoding="utf-8")

    with pytest.raises(CommandError, match="review_by"):
        run("--staff", "2")

    assert User.objects.count() == 0
