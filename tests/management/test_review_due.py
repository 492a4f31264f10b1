"""The command that says what must be read again."""

import json
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.small_course import make_small_course, small_draft

pytestmark = pytest.mark.django_db


def run(*arguments):
    """Return (lines, exit code) of the command."""
    out = StringIO()
    try:
        call_command("review_due", *arguments, stdout=out)
    except CommandError as error:
        return out.getvalue().splitlines(), error.returncode
    return out.getvalue().splitlines(), 0


def test_what_is_past_is_listed_and_gives_exit_code_1(small_course):
    lines, code = run("--on", "2026-08-02")

    assert lines == [
        "Past since 2026-08-01: contact con-999: Police: Danger now [small-course 1.0.0]",
        "Past since 2026-08-01: contact con-support: Listening line: Support for staff"
        " [small-course 1.0.0]",
        "2 in all.",
    ]
    assert code == 1


def test_what_is_due_soon_is_listed_and_is_no_failure(small_course):
    lines, code = run("--on", "2026-08-01", "--days", "0")

    assert [line[:6] for line in lines] == ["Due by", "Due by", "2 in a"]
    assert code == 0
    assert run("--on", "2026-03-03", "--days", "30") == (["0 in all."], 0)


def test_what_nobody_confirmed_is_given_to_machines_whatever_its_date():
    open_fact = replace(small_draft().facts[0], status="unconfirmed", needs_review=True)
    make_small_course(facts=(open_fact,))

    lines, code = run("--unconfirmed", "--json", "--on", "2030-01-01")

    assert [one["id"] for one in json.loads(lines[0])] == ["same-day"]
    assert code == 0
    assert (
        "fact same-day (awaiting a check): Pass it on the same day."
        in run("--unconfirmed", "--on", "2026-03-03")[0][0]
    )


def test_without_a_day_today_counts_and_without_courses_nothing_is_due():
    assert run() == (["0 in all."], 0)
