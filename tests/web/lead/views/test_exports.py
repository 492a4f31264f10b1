"""Lists as files: the same people as on the screen, recorded, and closed to who may not."""

import io
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from courses.accounts.models import User
from courses.audit.models import AuditEvent
from courses.catalogue.models import Course
from courses.common.dates import add_months, day_ends
from courses.usecases.record_training import record_training
from courses.web.lead.views.exports import TITLES
from tests.people import make_member
from tests.web.reading import rows_of

FILES = "/lead/elm-park/exports/"


def test_the_file_says_what_it_shows_and_then_the_people(elm, lewis, trained, today):
    trained(elm.amira, 10)

    answer = lewis.get(f"{FILES}people.csv?site=north&status=in_date")

    done = today - timedelta(days=10)
    until = add_months(done, 12).isoformat()
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == (
        f'attachment; filename="people-elm-park-{today.isoformat()}.csv"'
    )
    assert rows_of(answer) == [
        ["People"],
        ["As at", today.isoformat()],
        ["Filters", "Status: In date; Site: North"],
        ["People", "1"],
        [],
        [
            *("Name", "Staff number", "Email", "Job", "Site", "Team"),
            *("Course", "Status", "Status day", "Completed on", "Version"),
        ],
        [
            *("Amira Haddad", "E001", "amira@elm-park.example", "Class teacher", "North", ""),
            *("A small course", "In date until", until, done.isoformat(), ""),
        ],
    ]


def test_the_matrix_has_three_columns_a_course(elm, lewis):
    rows = rows_of(lewis.get(f"{FILES}matrix.csv"))

    assert rows[5][6:] == ["A small course", "A small course: day", "A small course: version"]
    assert [row[0] for row in rows[6:]] == [
        *("Amira Haddad", "Ash Turner", "Grace Whitfield", "Lewis Grant", "Noor Siddiqui"),
    ]
    assert {tuple(row[6:]) for row in rows[6:]} == {("Overdue, was due", "2024-09-30", "")}


@pytest.mark.parametrize("report", sorted(TITLES))
@pytest.mark.parametrize(
    "query", ["", "?site=north", "?status=overdue", "?search=a", "?as_at=2025-04-30", "?site=bogus"]
)
@pytest.mark.parametrize("who", ["lewis", "noor"])
def test_file_and_screen_show_the_same_people(elm, rule, sign_in, trained, report, query, who):
    trained(elm.amira, 10)
    client = sign_in(getattr(elm, who))

    screen = client.get(f"/lead/elm-park/{report}/{query}").context["people"]
    rows = rows_of(client.get(f"{FILES}{report}.csv{query}"))

    assert [row[0] for row in rows[6:]] == [person.name for person in screen]
    assert rows[3] == ["People", str(len(screen))]


@pytest.mark.parametrize("report", sorted(TITLES))
def test_the_workbook_holds_the_rows_of_the_csv(elm, lewis, trained, report):
    trained(elm.amira, 10)
    book = load_workbook(io.BytesIO(b"".join(lewis.get(f"{FILES}{report}.xlsx").streaming_content)))

    sheet = [[text_of_cell(cell) for cell in row] for row in book[TITLES[report]].values]

    assert AuditEvent.objects.get(verb="exported").details["kind"] == "xlsx"
    width = len(sheet[5])
    rows = [row + [""] * (width - len(row)) for row in rows_of(lewis.get(f"{FILES}{report}.csv"))]
    assert sheet == rows


def text_of_cell(value):
    """Return a cell of a workbook as the CSV has it."""
    return value.date().isoformat() if isinstance(value, datetime) else str(value or "")


def test_taking_a_file_is_recorded_with_its_count(elm, lewis, today):
    lewis.get(f"{FILES}matrix.csv?site=north")

    event = AuditEvent.objects.get(verb="exported")
    assert (event.actor_id, event.details) == (
        elm.lewis.pk,
        {"v": 1, "report": "matrix", "kind": "csv", "people": 3, "on": today.isoformat()},
    )


def test_a_name_that_is_a_formula_is_harmless(elm, lewis):
    User.objects.filter(pk=elm.amira.pk).update(name='=HYPERLINK("http://x")')

    assert rows_of(lewis.get(f"{FILES}people.csv"))[6][0] == '\'=HYPERLINK("http://x")'


def test_a_past_day_gives_the_same_file_as_that_day_gave(elm, lewis):
    then = b"".join(lewis.get(f"{FILES}matrix.csv?as_at=2025-04-30").streaming_content)

    assert b'"Filters","None"' in then
    assert b'"Sam Porter"' in then
    assert then == b"".join(lewis.get(f"{FILES}matrix.csv?as_at=2025-04-30").streaming_content)


@pytest.mark.parametrize("who", ["amira", "grace", "sam"])
def test_without_the_permission_the_file_is_not_there(elm, rule, sign_in, who):
    client = sign_in(getattr(elm, who))

    assert client.get(f"{FILES}people.csv").status_code == 404
    assert AuditEvent.objects.filter(verb="exported").count() == 0


def test_without_a_rule_everybody_is_listed_once(elm, sign_in):
    rows = rows_of(sign_in(elm.lewis).get(f"{FILES}people.csv"))

    assert len(rows) == 11
    assert {tuple(row[6:]) for row in rows[6:]} == {("", "Not required", "", "", "")}


@pytest.mark.parametrize("people", [1, 3])
def test_a_file_costs_the_same_however_many_they_are(elm, lewis, people, django_assert_num_queries):
    for n in range(people):
        make_member(elm.organisation, elm.north, elm.teacher, f"Person {n}", email=f"{n}@x.example")

    # session, person, rights, rules, places, number, nine for the record, which is the first there,
    # people, standings in four.
    with django_assert_num_queries(20):
        assert len(rows_of(lewis.get(f"{FILES}people.csv"))) == 11 + people


def test_what_comes_in_late_changes_the_file_of_a_past_day_but_not_the_one_as_known_then(
    elm, rule, lewis, today
):
    def file_of(query):
        answer = lewis.get(f"{FILES}matrix.csv?{query}")
        return answer["Content-Disposition"], b"".join(answer.streaming_content)

    past = today - timedelta(days=1)
    asked = f"as_at={past.isoformat()}"
    name, before = file_of(asked)
    assert (name, before) == file_of(asked)
    record_training(
        membership=elm.membership(elm.amira),
        course=Course.objects.get(pk=rule.course_id),
        completed_on=today - timedelta(days=20),
        minutes=60,
        evidence="Certificate seen",
        at=timezone.now(),
    )

    _, now = file_of(asked)
    then, as_known = file_of(f"{asked}&known_at=that-day")

    assert before.count(b"In date until") == 0
    assert now.count(b"In date until") == 1
    assert as_known == before
    assert then == f'attachment; filename="matrix-elm-park-{past}-as-known-then.csv"'
    details = [event.details for event in AuditEvent.objects.filter(verb="exported")]
    assert [one.get("known_at") for one in details] == [
        *(None, None, None),
        day_ends(past).isoformat(),
    ]
