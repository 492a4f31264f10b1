"""Lists as PDF, and workbooks that would be too long."""

import pytest

from courses.accounts.models import User
from courses.audit.models import AuditEvent
from courses.certification.document import CannotDraw
from courses.web.lead.views import exports
from tests.certification.reading_pdf import text_of as pdf_text
from tests.web.reading import text_of

FILES = "/lead/elm-park/exports/"


@pytest.mark.parametrize("report", sorted(exports.TITLES))
def test_the_pdf_is_tagged_named_and_recorded_with_the_number_of_the_screen(
    elm, lewis, today, report
):
    screen = lewis.get(f"/lead/elm-park/{report}/?site=north").context["total"]

    answer = lewis.get(f"{FILES}{report}.pdf?site=north")

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        f'attachment; filename="{report}-elm-park-{today.isoformat()}.pdf"'
    )
    assert b"/StructTreeRoot" in answer.content
    details = AuditEvent.objects.get(verb="exported").details
    assert (details["kind"], details["people"]) == ("pdf", screen)


def test_a_list_that_is_too_long_leads_back_and_nothing_is_taken(elm, lewis, monkeypatch):
    monkeypatch.setattr(exports, "MOST_PEOPLE", 2)

    answer = lewis.get(f"{FILES}people.pdf?site=north", follow=True)

    assert "A PDF holds at most 2 people. Filter the list" in text_of(answer)
    assert answer.redirect_chain == [("/lead/elm-park/people/?site=north", 302)]
    assert AuditEvent.objects.filter(verb="exported").count() == 0
    assert lewis.get(f"{FILES}people.pdf?site=south").status_code == 200


def test_where_no_pdf_can_be_drawn_it_leads_to_the_other_files(elm, lewis, monkeypatch):
    def refuse(*args, **more):
        raise CannotDraw("typst is not installed")

    monkeypatch.setattr(exports, "draw_list", refuse)

    answer = lewis.get(f"{FILES}people.pdf", follow=True)

    assert "A PDF cannot be drawn here. Take Excel or CSV" in text_of(answer)
    assert AuditEvent.objects.filter(verb="exported").count() == 0


def test_a_name_that_no_font_holds_is_no_reason_against_the_pdf(elm, lewis):
    User.objects.filter(pk=elm.amira.pk).update(name="王小明")

    answer = lewis.get(f"{FILES}people.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert "[CJK]" in pdf_text(answer.content)


def test_a_past_day_as_known_then_says_so(elm, lewis):
    answer = lewis.get(f"{FILES}matrix.pdf?as_at=2025-04-30&known_at=that-day")

    assert "2025-04-30-as-known-then.pdf" in answer["Content-Disposition"]


@pytest.mark.parametrize("who", ["amira", "grace", "sam"])
def test_without_the_permission_the_pdf_is_not_there(elm, rule, sign_in, who):
    assert sign_in(getattr(elm, who)).get(f"{FILES}people.pdf").status_code == 404
