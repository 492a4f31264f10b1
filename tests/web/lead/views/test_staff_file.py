"""The staff file in the browser: upload, columns, preview, apply, errors, undo."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courses.accounts.models import User
from courses.audit.models import AuditEvent
from courses.packages import uploads
from courses.packages.staff_files import StaffFile
from courses.usecases.revise_requirement import revise_requirement
from tests.usecases.racing import EIGHT, at_once, browsers, posting
from tests.usecases.staff_lists import HEADING
from tests.web.lead.views.test_chosen import hidden
from tests.web.reading import errors_of, text_of

PAGE = "/lead/elm-park/staff-file/"
GOOD = "Mei Tan;mei@elm-park.example;E099;;North;1/4/2026"
MOVED = "Amira Haddad;amira@elm-park.example;E001;;South;"
BAD = "=1+1;j.smith@;;;North;"


@pytest.fixture
def send(lewis, django_capture_on_commit_callbacks):
    """Return how Lewis posts; the worker does at once what it is handed."""

    def post(address, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return lewis.post(address, fields)

    return post


@pytest.fixture
def upload(send):
    """Return how Lewis uploads a list; the answer is where he is led."""

    def up(*rows, people="some", heading=HEADING, name="staff.csv"):
        content = "\r\n".join([heading, *rows]).encode("cp1252")
        answer = send(PAGE, file=SimpleUploadedFile(name, content), people=people)
        return answer["Location"] if answer.status_code == 303 else answer

    return up


def state() -> str:
    """Return the state of the newest file."""
    return StaffFile.objects.latest("pk").state


def test_a_list_is_previewed_applied_and_undone(lewis, send, upload):
    page = upload(GOOD, MOVED, BAD)
    preview = text_of(lewis.get(page))
    changed = text_of(lewis.get(f"{page}?kind=change"))
    added = text_of(lewis.get(f"{page}?kind=add"))
    before = User.objects.filter(email="mei@elm-park.example").count()
    applied = send(f"{page}apply/")
    done = text_of(lewis.get(page))
    undone = send(f"{page}undo/")

    assert "Read as: CSV, Windows-1252" not in preview
    assert "To be mended 1 New people 1 Changed 1" in preview
    assert "Email: “j.smith@”. Enter an email address such as name@example.org." in preview
    assert "Site: before North → after South" in changed
    assert "mei@elm-park.example, E099, Class teacher, North, from 1 April 2026" in added
    assert "Apply 2 rows" in preview
    assert (before, applied.status_code, undone.status_code) == (0, 303, 303)
    assert "Applied: 2 rows. 1 row was left out." in done
    assert "This file was undone: everybody is as they were before it." in text_of(lewis.get(page))
    assert state() == "undone"


def test_the_rows_to_mend_come_as_a_file_with_what_to_do(lewis, upload):
    answer = lewis.get(f"{upload(GOOD, BAD)}errors.csv")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["Row", "What to do", *HEADING.split(";")],
        [
            *("3", "email: Enter an email address such as name@example.org"),
            *("'=1+1", "j.smith@", "", "", "North", ""),
        ],
    ]


def test_unknown_columns_are_asked_for_with_an_example(lewis, send, upload):
    page = upload("Mei Tan;mei@elm-park.example;38", heading="Who;Mail;Shoe size")
    asked = text_of(lewis.get(page))
    wrong = send(f"{page}columns/", column_0="", column_1="email", column_2="")
    send(f"{page}columns/", column_0="name", column_1="email", column_2="")

    assert "Who For example: Mei Tan" in asked
    assert errors_of(wrong) == [
        ("#id_column_0", "Choose the column that holds the name, or the last name")
    ]
    assert state() == "waiting"
    assert send(f"{page}columns/", column_0="").status_code == 303


def test_columns_are_asked_for_without_examples_where_the_file_is_gone(lewis, upload):
    page = upload("Mei Tan;mei@elm-park.example;38", heading="Who;Mail;Shoe size")
    uploads.drop(StaffFile.objects.get().reference)

    assert "For example" not in text_of(lewis.get(page))


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({}, ("#id_file", "Choose a CSV or Excel file")),
        (
            {"file": SimpleUploadedFile("staff.csv", b"")},
            (
                "#id_file",
                "The file is empty. The first row names the columns, then one person a row",
            ),
        ),
        (
            {"file": SimpleUploadedFile("staff.pdf", b"x")},
            ("#id_file", "Save the list as CSV or as .xlsx and choose that file"),
        ),
    ],
)
def test_what_is_no_list_is_refused_at_the_field(send, fields, error):
    assert errors_of(send(PAGE, people="some", **fields)) == [error]
    assert StaffFile.objects.count() == 0


def test_a_file_that_is_too_large_is_refused(send, monkeypatch):
    monkeypatch.setattr("courses.web.lead.staff_file_forms.LARGEST_MB", 0)

    answer = send(PAGE, people="some", file=SimpleUploadedFile("staff.csv", b"x"))

    assert errors_of(answer) == [
        ("#id_file", "The file is larger than 20 MB. Save the list alone, without pictures")
    ]


def test_who_is_in_the_list_must_be_said(send):
    answer = send(PAGE, file=SimpleUploadedFile("staff.csv", b"Name,Email\n"))

    assert errors_of(answer) == [("#id_people_0", "Choose who is in the list")]


def test_an_unreadable_file_says_what_to_do(lewis, upload):
    page = upload(heading="Mei Tan;mei@elm-park.example")

    assert "The first row must name the columns" in text_of(lewis.get(page))


def test_many_leavers_are_confirmed_by_their_number(lewis, send, upload):
    page = upload(GOOD, people="everybody")
    missing = send(f"{page}apply/")
    wrong = send(f"{page}apply/", leavers="7")
    send(f"{page}apply/", leavers="1")

    assert errors_of(missing) == [("#id_leavers", "Type how many people leave")]
    assert errors_of(wrong) == [
        (
            "#id_leavers",
            "1 people leave by this list. Type that number, or upload another list",
        )
    ]
    assert state() == "applied"


def test_applying_twice_applies_once(send, upload):
    page = upload(GOOD)

    answers = [send(f"{page}apply/").status_code for _ in range(2)]

    assert answers == [303, 303]
    assert User.objects.filter(email="mei@elm-park.example").count() == 1


def test_where_a_rule_changed_meanwhile_it_is_shown_again_and_then_applied(
    lewis, send, upload, rule, today
):
    page = upload(GOOD)
    tab = hidden(lewis.get(page))
    revise_requirement(requirement=rule, effective_from=today, at=timezone.now(), due_days=7)
    words = (
        "It is another day, or a rule has changed since you looked. Nothing is applied: see what"
        " would change now."
    )

    for _tab in range(2):
        asked = send(f"{page}apply/", **tab)

        assert (asked["Location"], state()) == (page, "waiting")
        shown = lewis.get(page)
        assert words in text_of(shown)
    send(f"{page}apply/", **hidden(shown))

    assert state() == "applied"


def test_where_it_was_read_on_another_day_it_is_shown_as_of_today_first(
    lewis, send, upload, rule, today
):
    page = upload(GOOD)
    file = StaffFile.objects.get()
    file.foreseen["on"] = (today - timedelta(days=1)).isoformat()
    file.save()
    early = text_of(lewis.get(page))

    asked = send(f"{page}apply/", **hidden(lewis.get(page)))
    shown = lewis.get(page)

    assert "If you apply the file, it is worked out for today and shown to you first." in early
    assert (asked["Location"], state()) == (page, "waiting")
    assert "It is another day, or a rule has changed since you looked." in text_of(shown)
    assert StaffFile.objects.get().foreseen["on"] == today.isoformat()
    send(f"{page}apply/", **hidden(shown))
    assert state() == "applied"


@pytest.mark.django_db(transaction=True)
def test_applied_in_eight_tabs_at_once_it_is_applied_once(elm, lewis, upload):
    page = upload(GOOD)
    tab = hidden(lewis.get(page))

    answers = at_once([posting(one, f"{page}apply/", tab) for one in browsers(elm.lewis)])

    assert answers == [(303, page)] * EIGHT
    assert state() == "applied"
    assert User.objects.filter(email="mei@elm-park.example").count() == 1
    assert AuditEvent.objects.filter(verb="applied-staff-file").count() == 1


def test_a_file_of_what_is_here_already_has_nothing_to_apply(lewis, upload):
    page = upload("Amira Haddad;amira@elm-park.example;E001;;North;")

    assert "Nothing to do: everybody is here as the file says." in text_of(lewis.get(page))


def test_a_file_is_set_aside(lewis, send, upload):
    page = upload(GOOD)

    answer = send(f"{page}discard/")

    assert (answer["Location"], state()) == (PAGE, "discarded")
    assert send(f"{page}discard/")["Location"] == PAGE
    assert "This file was discarded. Nothing was changed." in text_of(lewis.get(page))


def test_an_applied_file_is_not_set_aside(send, upload):
    page = upload(GOOD)
    send(f"{page}apply/")

    assert send(f"{page}discard/")["Location"] == page


def test_work_in_the_background_shows_how_far_it_is_and_offers_to_carry_on(lewis, send, upload):
    page = upload(GOOD, MOVED)
    StaffFile.objects.update(state="applying", rows_done=1, touched_at=timezone.now())
    running = text_of(lewis.get(page))
    refused = upload(GOOD)
    StaffFile.objects.update(touched_at=timezone.now() - timedelta(minutes=5))
    stuck = text_of(lewis.get(page))
    StaffFile.objects.update(rows_done=0)
    send(f"{page}resume/")

    assert "Applying the good rows. 1 of 2 rows 50%" in running
    assert "Carry on" not in running
    assert errors_of(refused) == [
        (
            "#id_file",
            "Another staff file is being applied. Wait until it is done, then upload this one",
        )
    ]
    assert "Nothing has moved for two minutes." in stuck
    assert state() == "applied"


@pytest.mark.parametrize("rows", [1, 3])
def test_a_preview_takes_as_many_queries_however_many_rows_there_are(
    lewis, upload, rows, django_assert_num_queries
):
    page = upload(*[f"P {n};p{n}@elm-park.example;;;North;" for n in range(rows)])

    with django_assert_num_queries(QUERIES):
        lewis.get(page)


def test_who_leads_one_site_alone_does_not_find_it(noor, upload):
    page = upload(GOOD)

    assert [noor.get(PAGE).status_code, noor.get(page).status_code] == [404, 404]


QUERIES = 11
