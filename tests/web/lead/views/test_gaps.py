"""The log of gaps on the lead's pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.reporting.models import GapAction
from courses.usecases.note_gap import note_gap
from tests.web.reading import text_of

GAPS = "/lead/elm-park/inspection/gaps/"


@pytest.fixture
def typed(today):
    """Return what a lead types."""
    return {
        "gap": "Two starters have not begun",
        "plan": "Talk to both",
        "owner": "Lewis Grant",
        "due_on": (today + timedelta(days=14)).isoformat(),
        "site": "north",
    }


@pytest.fixture
def line(elm, rule, today):
    """Return a gap of the whole organisation that is late."""
    return note_gap(
        organisation=elm.organisation,
        site=None,
        gap="No INSET day booked",
        action="Book one",
        owner="Ash Turner",
        noted_on=today - timedelta(days=30),
        due_on=today - timedelta(days=1),
        at=timezone.now(),
        actor_id=elm.lewis.pk,
    )


def test_a_gap_is_noted_once_and_stands_in_the_list(elm, lewis, typed, today):
    assert "No gap is open." in text_of(lewis.get(GAPS))

    for _again in range(2):
        answer = lewis.post(GAPS, typed)
        assert (answer.status_code, answer["Location"]) == (303, GAPS)

    line = GapAction.objects.get()
    assert (line.site, line.noted_on, line.done_on) == (elm.north, today, None)
    text = text_of(lewis.get(GAPS))
    assert "Two starters have not begun Talk to both" in text
    assert "The gap is noted. It stands in the next pack." in text


def test_what_is_missing_is_said_and_what_was_typed_stays(lewis, typed):
    answer = lewis.post(GAPS, typed | {"owner": ""})

    assert "Enter who sees to it" in text_of(answer)
    assert "Talk to both" in answer.content.decode()
    assert GapAction.objects.count() == 0


def test_a_gap_is_marked_as_done_and_what_stood_there_is_kept(elm, lewis, line, today):
    page = f"{GAPS}{line.thread}/"
    assert "Was due on" in text_of(lewis.get(GAPS))
    shown = lewis.get(page).content.decode()
    assert ("No INSET day booked" in shown, 'value="Ash Turner"' in shown) == (True, True)

    answer = lewis.post(
        page,
        {
            "gap": line.gap,
            "plan": line.action,
            "owner": line.owner,
            "due_on": line.due_on.isoformat(),
            "site": "",
            "done_on": today.isoformat(),
        },
    )

    assert (answer.status_code, answer["Location"]) == (303, GAPS)
    log = lewis.get(GAPS).context["log"]
    assert (log.open, [one.done_on for one in log.done]) == ([], [today])
    assert GapAction.objects.filter(thread=line.thread).count() == 2


def test_a_wrong_day_is_said(lewis, line):
    answer = lewis.post(f"{GAPS}{line.thread}/", {"done_on": "2999-01-01"})

    assert "Enter today or a day in the past" in text_of(answer)
    assert GapAction.objects.count() == 1


def test_whoever_leads_one_site_sees_and_notes_its_gaps_alone(elm, noor, line, typed):
    assert noor.get(GAPS).context["log"].open == []
    assert noor.get(f"{GAPS}{line.thread}/").status_code == 404
    assert "Choose a site from the list" in text_of(noor.post(GAPS, typed | {"site": "south"}))
    noor.post(GAPS, typed)

    (mine,) = noor.get(GAPS).context["log"].open
    assert mine.site == elm.north
