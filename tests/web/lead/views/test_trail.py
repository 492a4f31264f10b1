"""The audit trail on its page: read, filtered, taken away, and closed to whoever leads a part."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from courses.audit.models import AuditEvent
from courses.audit.services import record
from courses.common.dates import local_date
from courses.web.lead.views import trail
from tests.people import NOON, TODAY
from tests.small_course import enrol
from tests.web.reading import text_of

TRAIL = "/lead/elm-park/trail/"
DAY = timedelta(days=1)


@pytest.fixture
def events(elm, harbour, rule):
    """Record three events on three days at Elm Park, and one at Harbour Trust."""
    here = elm.organisation.pk
    AuditEvent.objects.filter(chain=here).count()
    amira = elm.membership(elm.amira)
    record(verb="moved", about=amira, organisation_id=here, actor_id=elm.lewis.pk, at=NOON)
    record(
        verb="reminded", about=elm.organisation, organisation_id=here, at=NOON + DAY,
        details={"people": 3},
    )  # fmt: skip
    record(
        verb="opened-person", about=elm.membership(elm.noor), organisation_id=here,
        actor_id=elm.ash.pk, at=NOON + 2 * DAY,
    )  # fmt: skip
    record(
        verb="moved", about=harbour.membership(harbour.callum), at=NOON,
        organisation_id=harbour.organisation.pk, actor_id=harbour.beth.pk,
    )  # fmt: skip


def shown(answer):
    return [(line.who, line.about) for line in answer.context["lines"]]


def test_rows_that_are_no_people_are_named_by_what_they_are():
    kinds = [AuditEvent(about_kind=kind) for kind in ("courseversion", "teamupdate", "mediafile")]

    assert [trail.kind_of(one) for one in kinds] == ["course version", "team update", "mediafile"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (3, "3"),
        ("moved", "moved"),
        ("2026-03-02", "2 March 2026"),
        ("2026-02-30", "2026-02-30"),
        ("20260302", "20260302"),
        ([1, "2026-03-02"], "1, 2 March 2026"),
        ([], "none"),
        ({"valid_months": 12, "on": None}, "valid months 12, on none"),
        ({}, "none"),
        ("", "none"),
        (True, "yes"),
        (False, "no"),
    ],
)
def test_details_are_read_in_words(value, words):
    assert trail.detail_words(value) == words


MOVED = ("Lewis Grant", "Amira Haddad")
OPENED = ("Ash Turner", "Noor Siddiqui")


def test_events_stand_the_newest_first_in_words(elm, events, lewis):
    answer = lewis.get(TRAIL)

    reminded = ("The platform", f"organisation {elm.organisation.pk}")
    assert shown(answer)[:3] == [OPENED, reminded, MOVED]
    text = text_of(answer)
    assert "A member was given another job, site or team" in text
    assert ("people: 3" in text, "Callum" in text) == (True, False)


def test_what_is_about_somebodys_training_is_found_by_their_name(elm, events, lewis, small_course):
    course = enrol(elm.amira, elm.organisation, small_course)
    others = enrol(elm.noor, elm.organisation, small_course)
    for one in (course, others):
        record(verb="enrolled", about=one, organisation_id=elm.organisation.pk, at=NOON + 3 * DAY)

    mine = ("The platform", f"Amira Haddad (enrolment {course.pk})")
    assert shown(lewis.get(f"{TRAIL}?person=amira")) == [mine, MOVED]
    assert shown(lewis.get(TRAIL))[0] == (
        "The platform",
        f"Noor Siddiqui (enrolment {others.pk})",
    )


def test_a_name_that_is_too_many_peoples_is_asked_for_more(events, lewis, monkeypatch):
    monkeypatch.setattr(trail, "MOST_CALLED", 2)

    page = lewis.get(f"{TRAIL}?person=a")
    file = lewis.get(f"{TRAIL}trail.csv?person=a")

    assert "More than 2 people are called so. Enter more of the name" in text_of(page)
    assert shown(page)[0] == OPENED
    assert "called so" not in b"".join(file.streaming_content).decode("utf-8-sig")


def test_the_way_somebody_took_through_a_course_is_theirs_alone(elm, events, lewis, small_course):
    lesson = enrol(elm.amira, elm.organisation, small_course)
    record(
        verb="completed-lesson", about=lesson, organisation_id=elm.organisation.pk,
        actor_id=elm.amira.pk, at=NOON + 3 * DAY,
    )  # fmt: skip

    answer = lewis.get(TRAIL)
    file = b"".join(lewis.get(f"{TRAIL}trail.csv").streaming_content).decode("utf-8-sig")

    assert shown(answer)[0] == OPENED
    assert "A learner finished one lesson" not in text_of(answer)
    assert "A learner finished one lesson" not in file
    refused = lewis.get(f"{TRAIL}?verb=completed-lesson")
    assert "Choose what happened from the list" in text_of(refused)


@pytest.mark.parametrize("query", ["until=9999-12-31", "since=0001-01-01", "until=2500-01-01"])
def test_a_day_that_no_event_can_have_is_refused_in_words_and_not_asked_for(events, lewis, query):
    answer = lewis.get(f"{TRAIL}?{query}")

    said = "Enter a day from the year 1900 on, at most a year ahead"
    assert said in text_of(answer)
    assert shown(answer)[0] == OPENED
    for kind in ("csv", "xlsx", "pdf"):
        assert lewis.get(f"/lead/elm-park/trail/trail.{kind}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("person=amira", [MOVED]),
        ("person=grant", [MOVED]),
        ("person=nobody", []),
        ("verb=opened-person", [OPENED]),
        (f"since={TODAY + 2 * DAY}", [OPENED]),
        (f"since={TODAY}&until={TODAY}&verb=moved", [MOVED]),
    ],
)
def test_events_are_filtered_by_person_action_and_day(events, lewis, query, found):
    assert shown(lewis.get(f"{TRAIL}?{query}")) == found


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("verb=invented", "Choose what happened from the list"),
        ("since=31-2-2026", "Enter a real date, such as 3 3 2026"),
        ("since=2026-03-03&until=2026-03-02", "Enter a last day that is not before the first"),
    ],
)
def test_a_wrong_filter_is_named(events, lewis, query, message):
    assert message in text_of(lewis.get(f"{TRAIL}?{query}"))


def test_older_events_are_on_further_pages(events, lewis, monkeypatch):
    monkeypatch.setattr(trail, "EVENTS_A_PAGE", 1)

    first = lewis.get(f"{TRAIL}?person=a")
    second = lewis.get(first.context["next_url"])

    assert shown(first) == [OPENED]
    assert shown(second) == [MOVED]
    assert (first.context["previous_url"], second.context["previous_url"]) == (
        *("", f"{TRAIL}?person=a"),
    )
    assert shown(lewis.get(f"{TRAIL}?before=x&person=a")) == [OPENED]


def test_the_file_holds_what_the_page_shows_and_that_it_was_taken_is_recorded(elm, events, lewis):
    answer = lewis.get(f"{TRAIL}trail.csv?person=amira")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["Audit trail"],
        ["As at", local_date(timezone.now()).isoformat()],
        ["Filters", "Who did it, or whom it is about: amira"],
        ["Events", "1"],
        [],
        ["When", "Who", "What happened", "About", "Details"],
        [
            *("2026-03-03 12:00:00", "Lewis Grant"),
            *("A member was given another job, site or team", "Amira Haddad", ""),
        ],
    ]
    taken = AuditEvent.objects.get(verb="exported")
    assert (taken.details["report"], taken.details["people"]) == ("trail", 1)
    assert taken.actor_id == elm.lewis.pk


def test_it_comes_as_excel_and_pdf_with_its_filters_in_words(lewis, events):
    query = "?verb=moved&since=2026-03-01&until=2026-03-05"

    book = lewis.get(f"{TRAIL}trail.xlsx{query}")
    printed = lewis.get(f"{TRAIL}trail.pdf{query}")

    rows = list(load_workbook(io.BytesIO(b"".join(book.streaming_content)))["Audit trail"].values)
    assert rows[2][1] == (
        "What happened: A member was given another job, site or team;"
        " From: 1 March 2026; To: 5 March 2026"
    )
    assert printed["Content-Type"] == "application/pdf"


def test_whoever_leads_a_part_of_it_has_no_trail(events, noor):
    assert noor.get(TRAIL).status_code == 404
    assert noor.get(f"{TRAIL}trail.csv").status_code == 404
