"""The form of a list of staff: one list, its default places, the access it gives."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.accounts.joining import Offered
from courses.accounts.places import places_in
from courses.common.scope import Scope
from courses.web.lead.staff_forms import ConfirmForm, InviteForm
from tests.people import TODAY


@pytest.fixture
def form(elm, harbour):
    """Return how to fill in the form as an administrator."""
    places = places_in(Scope(elm.organisation.pk, TODAY, whole=True))

    def make(file=None, *, may_give_access=True, **changes):
        data = {
            "people": "Mei Tan, mei@example.org",
            "job": str(elm.teacher.pk),
            "site": str(elm.north.pk),
            "start": "2026-03-03",
        }
        files = {"file": file} if file else {}
        return InviteForm(data | changes, files, places=places, may_give_access=may_give_access)

    return make


def csv(content=b"Mei Tan,mei@example.org", name="staff.csv"):
    return SimpleUploadedFile(name, content)


def test_a_pasted_list_is_taken_with_its_defaults(form, elm):
    filled = form()

    assert filled.errors == {}
    assert filled.cleaned_data["list"] == "Mei Tan, mei@example.org"
    assert filled.defaults() == {"job": elm.teacher.pk, "site": elm.north.pk, "start": TODAY}
    assert (filled.offered(), filled.access_words()) == (Offered(), "None: they take courses")


def test_a_file_is_taken_instead(form):
    filled = form(csv("Siân,s@example.org".encode("cp1252")), people="")

    assert filled.errors == {}
    assert filled.cleaned_data["list"] == "Siân,s@example.org"


def test_what_a_file_held_stays_in_the_box_where_something_else_is_wrong(form):
    refused, whole = form(csv(), people="", site="0"), form(csv(), people="")

    assert (refused.errors, whole.errors) == ({"site": ["Choose a site"]}, {})
    assert refused["people"].value() == "Mei Tan,mei@example.org"
    assert (refused["start"].value(), whole["people"].value()) == ("2026-03-03", "")


@pytest.mark.parametrize(
    ("file", "changes", "field", "words"),
    [
        (None, {"people": " "}, "people", "Paste a list or choose a file"),
        (csv(), {}, "people", "Paste a list or choose a file, not both"),
        (csv(b" "), {"people": ""}, "people", "Paste a list or choose a file"),
        (csv(b""), {}, "file", "The file is empty. Choose one with at least one row"),
        (csv(b"x" * 1_000_001), {}, "file", "Choose a file of at most 1 MB and 500 rows"),
        (
            csv(name="staff.XLSX"),
            {},
            "file",
            "Save the spreadsheet as CSV (comma separated) and choose that file",
        ),
        (
            csv(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00"),
            {},
            "file",
            "Choose a CSV file: this is a picture, a PDF or another kind of file",
        ),
        (None, {"people": "x" * 500_001}, "people", "Paste at most 500 rows at a time"),
        (None, {"site": "0"}, "site", "Choose a site"),
        (None, {"job": "0"}, "job", "Choose a job"),
        (None, {"start": "2026-02-31"}, "start", "Enter a real date"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(form, file, changes, field, words):
    filled = form(file, **changes)

    assert filled.errors == {field: [words]}


def test_a_place_of_another_organisation_is_no_choice(form, harbour):
    filled = form(site=str(harbour.quay.pk), job=str(harbour.worker.pk))

    assert filled.errors == {"site": ["Choose a site"], "job": ["Choose a job"]}


@pytest.mark.parametrize(
    ("access", "offered"),
    [
        ("lead:site", Offered("lead", own_site=True)),
        ("lead", Offered("lead")),
        ("author", Offered("author")),
        ("admin", Offered("admin")),
    ],
)
def test_an_administrator_may_give_access(form, access, offered):
    filled = form(access=access)

    assert filled.errors == {}
    assert filled.offered() == offered


def test_nobody_else_can_give_access_whatever_they_send(form):
    filled = form(may_give_access=False, access="admin")

    assert filled.errors == {}
    assert filled.offered() == Offered()


@pytest.mark.parametrize(
    ("count", "labels"),
    [
        (0, ["Change the list"]),
        (1, ["Invite 1 person", "Change the list"]),
        (40, ["Invite 40 people", "Change the list"]),
    ],
)
def test_the_page_that_confirms_says_how_many(form, count, labels):
    confirm = ConfirmForm(places=form().places, may_give_access=True)
    confirm.count = count

    assert [str(button.label) for button in confirm.buttons()] == labels
    assert all(field.is_hidden for field in confirm)


def test_of_several_sites_none_is_taken_where_each_row_says_its_own(form, elm):
    filled = form(site="")

    assert filled.errors == {}
    assert filled.defaults() == {"job": elm.teacher.pk, "site": None, "start": TODAY}


def test_a_single_site_stands_chosen(elm, form):
    places = form().places
    alone = InviteForm(places=replace(places, sites=[elm.north]), may_give_access=True)

    assert alone.fields["site"].choices == [(elm.north.pk, elm.north.name)]
    assert form().fields["site"].choices[0] == ("", "Each row says it")
