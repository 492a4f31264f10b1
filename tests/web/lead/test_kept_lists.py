"""Saved views above a list, and the days and files of a list that is told."""

import re
from datetime import timedelta

import pytest

from courses.web.lead.kept_lists import on_day
from tests.people import TODAY
from tests.usecases.keeping import view_of
from tests.web.reading import text_of

DAY = timedelta(days=1)


def views_on(answer):
    """Return the words of the saved views above the list."""
    part = answer.content.decode().partition('aria-label="Saved views"')[2].partition("</ul>")[0]
    links = re.findall(r"<li>(.*?)</li>", part, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in links]


@pytest.fixture
def kept(elm, harbour, rule):
    """Keep views of Lewis, Noor and Beth."""
    view_of(elm.lewis, elm.organisation, name="B mine")
    view_of(elm.lewis, elm.organisation, name="C matrix", page="matrix")
    view_of(elm.noor, elm.organisation, name="A of Noor", is_shared=True, query="site=north")
    view_of(elm.noor, elm.organisation, name="D of Noor alone")
    view_of(harbour.beth, harbour.organisation, name="E of Beth", is_shared=True)


def test_ones_own_and_the_shared_views_stand_above_their_list(elm, kept, lewis):
    assert views_on(lewis.get("/lead/elm-park/people/")) == ["A of Noor by Noor Siddiqui", "B mine"]
    assert views_on(lewis.get("/lead/elm-park/matrix/")) == ["C matrix"]


def test_the_view_that_is_open_is_marked(kept, lewis):
    page = lewis.get("/lead/elm-park/people/?status=overdue").content.decode()

    marked = re.findall(r'<a class="chip" href="([^"]+)" aria-current="true">', page)
    assert marked == ["/lead/elm-park/people/?status=overdue"]


def test_a_shared_view_shows_each_lead_only_whom_they_may_see(elm, kept, noor):
    view_of(elm.lewis, elm.organisation, name="South", is_shared=True, query="site=south")

    answer = noor.get("/lead/elm-park/people/?site=south")

    assert "Grace" not in text_of(answer)
    assert "South by Lewis Grant" in views_on(answer)


def test_on_a_past_day_no_view_is_offered(kept, lewis):
    assert views_on(lewis.get("/lead/elm-park/people/?as_at=2026-03-03")) == []


def test_a_list_of_a_past_day_is_as_it_was_known_then():
    assert on_day("site=north", TODAY - DAY, today=TODAY) == (
        "site=north&as_at=2026-03-02&known_at=that-day"
    )
    assert on_day("site=north", TODAY, today=TODAY) == "site=north"
