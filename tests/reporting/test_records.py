"""Training records as a flat table: fixed columns, what is known, and no reason of an exemption."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from courses.accounts.models import User
from courses.audit.models import AuditEvent
from courses.common.dates import add_months, local_date
from courses.compliance.services import exempt
from courses.reporting.records import COLUMNS
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.record_training import record_training
from courses.usecases.supervise_starter import supervise_starter
from tests.people import NOON, STARTED, make_member
from tests.small_course import answer_all, enrol, finish_lessons, make_rule, open_attempt

FILE = "/lead/elm-park/exports/records.csv"
DAY = timedelta(days=1)


@pytest.fixture
def rule(elm, harbour, small_course):
    """Return the rule that everybody at Elm Park completes the small course before they start."""
    return make_rule(elm.organisation, small_course, due_days=0)


@pytest.fixture
def sign_in():
    """Return how to sign somebody in."""

    def browser(user):
        client = Client()
        client.force_login(user)
        return client

    return browser


@pytest.fixture
def table(elm, rule, sign_in):
    """Return how to read the file as Lewis: its rows by name, each by column."""

    def read(query=""):
        answer = sign_in(elm.lewis).get(FILE + query)
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        return {f"{row['given_name']} {row['family_name']}": row for row in rows}

    return read


def some(row, *names):
    return tuple(row[name] for name in names)


def test_the_columns_are_those_that_the_page_explains():
    text = (settings.BASE_DIR / "docs/exports.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| ([a-z_, ]+) \|", text, re.MULTILINE)

    assert [name for cell in cells for name in cell.split(", ")] == list(COLUMNS)


def test_a_completed_course_is_told_in_full(elm, table, small_course):
    given = enrol(elm.amira, elm.organisation, small_course)
    finish_lessons(given)
    attempt = open_attempt(given)
    answer_all(attempt)
    done = finish_attempt(attempt=attempt, at=timezone.now())

    row = table("?site=north&search=amira")["Amira Haddad"]

    today = local_date(timezone.now())
    assert done.passed
    assert some(row, "staff_code", "email", "site", "role", "start_date") == (
        *("E001", "amira@elm-park.example", "North"),
        *("Class teacher", STARTED.isoformat()),
    )
    assert some(row, "requirement", "course_version", "mode", "status", "recorded_by") == (
        *("A small course", "1.0.0", "online", "In date", "platform"),
    )
    assert row["valid_until"] == add_months(today, 12).isoformat()
    assert len(row["certificate_code"]) == 26
    assert some(row, "as_at", "known_at", "filter") == (
        *(today.isoformat(), ""),
        "Site: North; Name, email address or staff number: amira",
    )


def test_training_elsewhere_says_what_shows_it(elm, table, small_course):
    today = local_date(timezone.now())
    record_training(
        membership=elm.membership(elm.noor),
        course=small_course.course,
        completed_on=today - DAY,
        minutes=95,
        evidence="Harbour course, certificate 7",
        at=NOON,
    )

    row = table()["Noor Siddiqui"]

    assert some(row, "mode", "hours", "provider", "recorded_by", "certificate_code") == (
        *("outside", "1.58", "Harbour course, certificate 7", "organisation", ""),
    )


def test_what_is_to_do_has_its_due_day_and_an_exemption_no_reason(elm, table, rule):
    today = local_date(timezone.now())
    exempt(
        membership=elm.membership(elm.ash),
        rule=rule.rule,
        reason="On long leave",
        valid_from=today,
        valid_until=today + DAY,
        at=NOON,
    )

    rows = table()

    assert some(rows["Grace Whitfield"], "status", "due_on", "completed_on", "hours") == (
        *("Overdue", STARTED.isoformat(), "", ""),
    )
    assert some(rows["Ash Turner"], "status", "exemption_until") == (
        "Exempt",
        (today + DAY).isoformat(),
    )
    assert "long leave" not in str(rows)


def test_a_starter_is_safe_supervised_or_not(elm, table):
    today = local_date(timezone.now())
    begun = make_member(elm.organisation, elm.north, elm.teacher, "Mei Tan", valid_from=today - DAY)
    make_member(elm.organisation, elm.north, elm.teacher, "Ola Mays", valid_from=today - DAY)
    supervise_starter(
        membership=elm.membership(begun),
        supervisor=elm.membership(elm.noor),
        reason="Course booked",
        last_day=today + DAY,
        at=timezone.now(),
        actor_id=elm.lewis.pk,
    )

    rows = table()

    names = ("safe_to_start", "supervised_until", "supervisor")
    assert some(rows["Mei Tan"], *names) == (
        *("supervised", (today + DAY).isoformat(), "Noor Siddiqui"),
    )
    assert some(rows["Ola Mays"], *names) == ("no", "", "")
    assert some(rows["Amira Haddad"], *names) == ("", "", "")


def test_the_people_are_those_of_the_screen_and_the_file_is_recorded(elm, table, sign_in):
    screen = sign_in(elm.lewis).get("/lead/elm-park/people/?site=south").context["people"]

    rows = table("?site=south")

    assert list(rows) == [person.name for person in screen]
    details = AuditEvent.objects.get(verb="exported").details
    assert (details["kind"], details["people"]) == ("records", len(screen))


def test_a_name_of_one_word_and_a_formula_are_kept_safe(elm, table):
    User.objects.filter(pk=elm.amira.pk).update(name="=Madonna")

    assert "'=Madonna" in {row["family_name"] for row in table().values()}


def test_a_past_day_as_known_then_is_named_in_its_columns(table):
    row = next(iter(table("?as_at=2026-03-03&known_at=that-day").values()))

    assert some(row, "as_at", "known_at") == ("2026-03-03", "2026-03-03")


def test_what_was_given_later_is_not_told_of_an_earlier_day(elm, table, small_course):
    enrol(elm.amira, elm.organisation, small_course, at=timezone.now())

    assert table("?as_at=2026-03-03")["Amira Haddad"]["assigned_on"] == ""
    assert table()["Amira Haddad"]["assigned_on"] != ""
