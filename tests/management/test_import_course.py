from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courses.catalogue.models import CourseVersion
from tests.packages.build import files, folder

FORM = "See the page on the course package."

pytestmark = pytest.mark.django_db
DATES = {
    "shared/facts.yaml": "2027-09-01",
    "shared/offences.yaml": "2027-09-01",
    "shared/contacts.yaml": "2026-12-21",
}


def reviewed_until(day, at):
    """Write the package with every review date of what it cites on ``day``."""
    texts = files()
    for path, old in DATES.items():
        texts[path] = texts[path].replace(f"review_by: {old}", f"review_by: {day}")
    return folder(at, texts)


def run(*arguments):
    out, errors = StringIO(), StringIO()
    try:
        call_command("import_course", *arguments, stdout=out, stderr=errors)
    except CommandError as error:
        return out.getvalue(), errors.getvalue(), (str(error), error.returncode)
    return out.getvalue(), errors.getvalue(), None


def told(out):
    return [line for line in out.splitlines() if not line.startswith("Warning: ")]


def test_a_package_is_imported_as_a_draft(tmp_path):
    out, _errors, failure = run(folder(tmp_path))

    assert failure is None
    assert told(out) == ["New course small-course, version 1.0.0: 1 lesson, 2 questions."]
    assert CourseVersion.objects.get().state == "draft"


def test_it_is_published_where_that_is_asked(tmp_path):
    out, _errors, _failure = run(reviewed_until("2999-01-01", tmp_path), "--publish")

    assert told(out)[-1] == "A small course 1.0.0 is published."
    version = CourseVersion.objects.get()
    assert (version.state, version.expired_facts_reason) == ("published", "")


def test_what_is_past_review_is_listed_and_stays_a_draft(tmp_path):
    path = reviewed_until("2026-11-02", tmp_path)

    _out, _errors, failure = run(path, "--publish", "--reason", "  ")

    assert failure == (
        "Past its review date: contact con-999 (2026-11-02); fact same-day (2026-11-02);"
        " offence an-offence (2026-11-02). The version stays a draft. Check these, or give"
        " --reason TEXT to publish it so.",
        1,
    )
    assert CourseVersion.objects.get().state == "draft"


def test_what_is_past_review_is_published_with_a_reason(tmp_path):
    path = reviewed_until("2026-11-02", tmp_path)
    run(path, "--publish")

    _out, _errors, failure = run(path, "--publish", "--reason", " Under review ")

    assert failure is None
    version = CourseVersion.objects.get()
    assert (version.state, version.expired_facts_reason) == ("published", "Under review")


def test_a_reason_is_no_longer_than_the_table_holds(tmp_path):
    _out, _errors, failure = run(folder(tmp_path), "--publish", "--reason", "x" * 501)

    assert failure == ("Error: argument --reason: it may have at most 500 characters", 1)
    assert CourseVersion.objects.count() == 0


def test_a_second_run_changes_nothing(tmp_path):
    run(reviewed_until("2999-01-01", tmp_path), "--publish")
    out, _errors, failure = run(tmp_path, "--publish")

    assert failure is None
    assert told(out)[0] == "No change: small-course 1.0.0 is here with the same text."
    assert CourseVersion.objects.count() == 1


def test_a_dry_run_writes_nothing(tmp_path):
    out, _errors, failure = run(folder(tmp_path), "--dry-run", "--publish")

    assert failure is None
    assert told(out) == ["New course small-course, version 1.0.0: 1 lesson, 2 questions."]
    assert CourseVersion.objects.count() == 0


def test_every_problem_stands_on_its_own_line(tmp_path):
    path = folder(tmp_path, course=("title: A", "titel: A"), lesson=("minutes: 3", "minutes: many"))

    _out, errors, failure = run(path)

    assert errors.splitlines() == [
        f"course.yaml:1: title: This key is missing [form]. {FORM}",
        "course.yaml:4: titel: The key titel is not known [form]. Did you mean title?",
        f"lessons/first-steps.md:4: minutes: This must be a whole number [form]. {FORM}",
    ]
    assert failure == ("The package was refused; nothing was written.", 1)
    assert CourseVersion.objects.count() == 0


def test_shared_files_come_from_the_folder_named(tmp_path):
    own = {path: text for path, text in files().items() if not path.startswith("shared/")}
    shared = {p.removeprefix("shared/"): t for p, t in files().items() if p.startswith("shared/")}
    folder(tmp_path / "p", own)
    folder(tmp_path / "s", shared)

    _out, _errors, failure = run(tmp_path / "p", "--shared", tmp_path / "s")

    assert failure is None
    assert CourseVersion.objects.get().facts.count() == 1


def test_a_course_of_the_fixtures_uses_the_shared_folder_beside(tmp_path):
    own = {path: text for path, text in files().items() if not path.startswith("shared/")}
    shared = {path: text for path, text in files().items() if path.startswith("shared/")}
    folder(tmp_path / "fixtures" / "courses" / "p", own)
    folder(tmp_path / "fixtures", shared)

    _out, _errors, failure = run(tmp_path / "fixtures" / "courses" / "p")

    assert failure is None
    assert CourseVersion.objects.get().facts.count() == 1
