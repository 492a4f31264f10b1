from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courses.catalogue.models import CourseVersion
from tests.packages.build import folder

pytestmark = pytest.mark.django_db

PAST = (
    "shared/contacts.yaml:13: 0.review_by: Past its review date 2026-12-21 [review-date]."
    " Read the source again, and set seen_on or checked_on and review_by."
)


def run(*arguments):
    out, errors = StringIO(), StringIO()
    try:
        call_command("check_course", *arguments, stdout=out, stderr=errors)
    except CommandError as error:
        return out.getvalue().splitlines(), errors.getvalue().splitlines(), error.returncode
    return out.getvalue().splitlines(), errors.getvalue().splitlines(), 0


def test_a_sound_package_has_no_problems_and_nothing_is_written(tmp_path):
    out, errors, code = run(folder(tmp_path), "--on", "2026-11-21")

    assert (out[-1], errors, code) == ("No problems in 1 package.", [], 0)
    assert CourseVersion.objects.count() == 0


def test_problems_give_exit_code_1(tmp_path):
    _out, errors, code = run(folder(tmp_path, lesson=("fact: same-day", "fact: gone")))

    assert errors == [
        "lessons/first-steps.md:15: anyone: There is no fact gone [reference]."
        " Use an identifier that exists, once."
    ]
    assert code == 1


def test_a_review_date_that_is_past_is_a_warning(tmp_path):
    out, errors, code = run(folder(tmp_path), "--on", "2026-12-22")

    assert f"Warning: {PAST}" in out
    assert (errors, code) == ([], 0)


def test_a_review_date_that_is_past_is_a_problem_where_strict(tmp_path):
    _out, errors, code = run(folder(tmp_path), "--strict", "--on", "2026-12-22")

    assert errors == [PAST]
    assert code == 1
    assert run(tmp_path, "--strict", "--on", "2026-12-21")[2] == 0


def test_two_packages_that_differ_on_a_shared_entry_are_refused(tmp_path):
    first = folder(tmp_path / "a")
    second = folder(tmp_path / "b", facts=("on the same day", "within a day"))

    _out, errors, code = run(first, second, "--on", "2026-11-21")

    assert errors == [
        "shared/facts.yaml:1: 0.id: same-day says something else in another package"
        " given to this check [shared-difference]."
        " Say the same thing in both packages, or use two identifiers."
    ]
    assert code == 1
    assert run(first, first, "--on", "2026-11-21")[0][-1] == "No problems in 2 packages."
