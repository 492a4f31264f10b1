"""The list of starters as workbook and PDF; its CSV is read by test_starters."""

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from courses.accounts.models import Team
from courses.audit.models import AuditEvent
from courses.certification.document import CannotDraw
from courses.common.dates import day_ends
from courses.compliance.models import Requirement
from courses.web.lead import taking
from tests.people import make_member
from tests.web.reading import text_of

FILE = "/lead/elm-park/exports/starters"


@pytest.fixture
def ben(elm, rule, today):
    """Return Ben, who began at North two days ago, where the course is due on the first day."""
    Requirement.objects.update(due_days=0)
    began = today - timedelta(days=2)
    return make_member(
        elm.organisation, elm.north, elm.teacher, "Ben Ashworth", number="E066", valid_from=began
    )


def test_workbook_and_pdf_hold_the_list_and_are_recorded(elm, lewis, ben, today):
    book = load_workbook(io.BytesIO(b"".join(lewis.get(f"{FILE}.xlsx").streaming_content)))
    printed = lewis.get(f"{FILE}.pdf?show=not-yet&as_at={today.isoformat()}")

    rows = [list(row) for row in book["Starters"].values]
    assert rows[0][0] == "Starters: training only, not a DBS or recruitment check"
    assert rows[-1][:5] == [
        *("Ben Ashworth", "E066", "ben@elm-park.example", "Class teacher", "North"),
    ]
    assert printed["Content-Type"] == "application/pdf"
    assert printed["Content-Disposition"] == (
        f'attachment; filename="starters-elm-park-{today.isoformat()}.pdf"'
    )
    assert b"/StructTreeRoot" in printed.content
    taken = AuditEvent.objects.filter(verb="exported").order_by("sequence")
    assert [(one.details["kind"], one.details["people"]) for one in taken] == [
        ("xlsx", 1),
        ("pdf", 1),
    ]


def test_a_past_day_as_known_then_is_named_and_recorded_so(lewis, ben, today):
    past = today - timedelta(days=1)

    taken = lewis.get(f"{FILE}.csv?as_at={past.isoformat()}&known_at=that-day")

    name = f"starters-elm-park-{past.isoformat()}-as-known-then.csv"
    assert taken["Content-Disposition"] == f'attachment; filename="{name}"'
    details = AuditEvent.objects.get(verb="exported").details
    assert details["known_at"] == day_ends(past).isoformat()


def test_a_row_on_paper_names_place_and_what_is_to_finish(elm, lewis, ben, monkeypatch):
    team = Team.objects.create(organisation=elm.organisation, name="Year 5")
    elm.membership(ben).periods.update(team=team)
    elm.membership(ben).__class__.objects.filter(user=ben).update(staff_number="")
    found = []
    monkeypatch.setattr(
        taking, "draw_list", lambda printed, fonts: found.append(printed) or b"%PDF"
    )

    lewis.get(f"{FILE}.pdf")

    (row,) = found[0].rows
    assert (row[0], row[2], row[4:]) == (
        "Ben Ashworth",
        "North, Year 5",
        ("Not yet: 1 course to finish", "A small course"),
    )


def test_what_no_pdf_can_hold_leads_back_and_nothing_is_taken(elm, lewis, ben, monkeypatch):
    monkeypatch.setattr(taking, "MOST_PEOPLE", 0)
    long = lewis.get(f"{FILE}.pdf?show=not-yet", follow=True)
    monkeypatch.undo()

    def refuse(*args, **more):
        raise CannotDraw("typst is not installed")

    monkeypatch.setattr(taking, "draw_list", refuse)
    none = lewis.get(f"{FILE}.pdf", follow=True)

    assert "A PDF holds at most 0 rows. Filter the list, or take Excel or CSV" in text_of(long)
    assert long.redirect_chain == [("/lead/elm-park/starters/?show=not-yet", 302)]
    assert "A PDF cannot be drawn here. Take Excel or CSV" in text_of(none)
    assert AuditEvent.objects.filter(verb="exported").count() == 0
