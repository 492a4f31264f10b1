"""The menu of the lead's pages: what each level of access finds in it."""

from itertools import groupby

import pytest

from courses.accounts.models import Organisation
from courses.accounts.permissions import Held, Permission, Rights
from courses.web.lead.navigation import SECTIONS, Entry, Section, navigation_of, opens
from tests.people import TODAY

ELM = Organisation(pk=7, slug="elm-park")


def rights(access, site_id=None):
    return Rights(ELM, TODAY, (Held(access, site_id, None),))


def test_the_page_one_is_on_is_marked():
    entries = navigation_of(rights("lead"), path="/lead/elm-park/people/")

    assert [entry for entry in entries if entry.current] == [
        Entry("People", "/lead/elm-park/people/", "page", "People and training")
    ]


def test_a_deeper_page_marks_the_section_it_belongs_to():
    entries = navigation_of(rights("lead"), path="/lead/elm-park/people/7/")

    assert [entry.label for entry in entries if entry.current == "true"] == ["People"]


def test_the_row_holds_what_is_opened_every_day_and_the_page_one_is_on():
    row = ["Dashboard", "People", "Matrix", "Starters", "Rules", "Reminders", "Inspection"]

    assert [
        [entry.label for entry in navigation_of(rights("lead"), path=path) if entry.in_row]
        for path in ("/lead/elm-park/people/", "/lead/elm-park/corridor/")
    ] == [row, [*row[:6], "Corridor checks", row[6]]]


def test_each_group_of_the_whole_menu_is_one_stretch_with_a_heading():
    groups = [str(section.group) for section in SECTIONS]

    assert [name for name, _ in groupby(groups)] == [
        "People and training",
        "Rules and reminders",
        "Learning together",
        "Proof",
        "Joining and leaving",
        "Organisation",
    ]


def test_the_whole_menu_stands_behind_one_word_with_the_page_marked(elm, sign_in):
    page = sign_in(elm.ash).get("/lead/elm-park/branding/").content.decode()
    menu = page.partition('<details class="section-nav__all">')[2].partition("</details>")[0]

    assert menu.count("<li>") == len(SECTIONS)
    assert menu.count('aria-current="page"') == 1


@pytest.mark.parametrize(
    ("access", "site", "whole", "opened"),
    [
        ("lead", None, True, True),
        ("lead", 1, True, False),
        ("lead", 1, False, True),
        ("author", None, False, False),
    ],
)
def test_a_section_opens_to_who_holds_its_permission_there(access, site, whole, opened):
    section = Section("Rules", "lead:people", Permission.SET_REQUIREMENTS, whole=whole)

    assert opens(rights(access, site), section) is opened


def test_a_section_without_the_permission_is_not_listed():
    people = Section("People", "lead:people", Permission.SEE_STAFF_PROGRESS)
    setup = Section("Set-up", "lead:people", Permission.ADMINISTER)

    lines = {
        access: [
            entry.label
            for entry in navigation_of(rights(access), path="/", sections=(people, setup))
        ]
        for access in ("lead", "admin", "author")
    }

    assert lines == {"lead": ["People"], "admin": ["People", "Set-up"], "author": []}


def test_own_texts_mark_their_own_section_and_not_the_dashboard():
    path = "/lead/elm-park/own-texts/small-course/own-words/"
    marked = [entry for entry in navigation_of(rights("admin"), path=path) if entry.current]

    assert [(entry.label, entry.current) for entry in marked] == [("Own texts", "true")]
