"""A list about to be taken away: what paper has room for, its files, and who would change."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from courses.accounts.membership import Access
from courses.accounts.permissions import LEVELS, Permission
from courses.audit.models import AuditEvent
from courses.compliance.models import Exemption, Requirement
from courses.web.lead.taking import Column, Taken, files_at
from tests.web.reading import rows_of, text_of

COLUMNS = (Column("Name", 5), Column("Email", 0), Column("Due on", 4))
RULES = "/lead/elm-park/requirements/"
TERMS = {
    "who": "everyone",
    "due": "days",
    "due_days": "28",
    "valid_months": "6",
    "renew_window_days": "30",
}
NAMES = ["new", "revised", "ended", "excused"]


def taken(**more):
    return Taken(
        report="x",
        title="X",
        columns=COLUMNS,
        rows=[("Amira", "a@x.example", date(2026, 3, 3)), ("Ash", "", None)],
        total=2,
        told="2 rows",
        on=date(2026, 3, 3),
        url="/x/",
        **more,
    )


def test_paper_leaves_out_columns_without_a_width_and_writes_days_in_words():
    columns, rows = taken().on_paper()

    assert [column.heading for column in columns] == ["Name", "Due on"]
    assert rows == [("Amira", "3 March 2026"), ("Ash", "")]


def test_how_long_a_file_is_follows_its_rows_even_where_its_total_counts_people():
    assert (taken().length, taken(lines=5_001).length, taken(lines=0).length) == (2, 5_001, 0)


def test_paper_may_have_rows_of_its_own():
    columns, rows = taken(paper=[Column("Who", 9)], printed=[("Amira, a@x.example",)]).on_paper()

    assert (columns, rows) == ([Column("Who", 9)], [("Amira, a@x.example",)])


def test_a_list_has_three_files_each_with_its_kind():
    def view(request, kind):
        return kind

    found = files_at("exports/x", view, "x")

    assert [(str(one.pattern), one.name, one.default_args) for one in found] == [
        ("exports/x.csv", "export_x_csv", {"kind": "csv"}),
        ("exports/x.xlsx", "export_x_xlsx", {"kind": "xlsx"}),
        ("exports/x.pdf", "export_x_pdf", {"kind": "pdf"}),
    ]


@pytest.fixture
def asking(elm, rule, small_course, today, trained):
    """Return, by name, the address and answers of each page that names who would change."""
    trained(elm.amira, 200)
    course = {"course": small_course.course.slug}
    excused = {
        "key": str(uuid4()),
        "course": small_course.course_id,
        "reason": "On long leave",
        "last_day": str(today + timedelta(days=30)),
    }
    chosen = f"/lead/elm-park/people/chosen/exempt/?person={elm.membership(elm.amira).pk}"
    begins = {"effective_from": str(today)}
    return {
        "new": (
            f"{RULES}new/",
            {**TERMS, **course, **begins, "who": "some", "sites": [elm.north.pk]},
        ),
        "revised": (f"{RULES}{rule.rule}/revise/", {**TERMS, **begins}),
        "ended": (f"{RULES}{rule.rule}/end/", {"last_day": str(today)}),
        "excused": (chosen, excused),
    }


@pytest.mark.parametrize("name", NAMES)
def test_the_file_holds_who_the_page_names_and_nothing_is_saved(lewis, asking, name):
    address, answers = asking[name]
    shown = text_of(lewis.post(address, answers))
    before = Requirement.objects.count()

    rows = rows_of(lewis.post(address, answers | {"take": "csv"}))

    assert "Take everybody who would change as CSV" in shown
    people = rows[6:]
    assert rows[3] == ["People", str(len(people))]
    assert people
    for _number, who, _on, without, then, _late in people:
        assert f"{who} {without} {then}" in shown
    assert (Requirement.objects.count(), Exemption.objects.count()) == (before, 0)
    assert AuditEvent.objects.get(verb="exported").details["people"] == len(people)


@pytest.mark.parametrize("name", NAMES)
def test_who_may_not_take_lists_away_sees_the_page_alone(lewis, asking, name, monkeypatch):
    monkeypatch.setitem(LEVELS, Access.LEAD, LEVELS[Access.LEAD] - {Permission.EXPORT})
    address, answers = asking[name]

    answer = lewis.post(address, answers | {"take": "csv"})

    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert "Take everybody who would change as CSV" not in text_of(answer)
    assert not AuditEvent.objects.filter(verb="exported").exists()
