"""Reading a list of staff: what is understood, and what is refused by row and column."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.accounts import staff_list
from courses.accounts.staff_list import Entry, Known, Plan, Problem, day_of, decoded, is_text, plan
from tests.people import TODAY

KNOWN = Known(
    jobs={"Class teacher": 1, "Cook": 2},
    sites={"North": 10, "South": 20},
    teams={"Year 5": 100},
    today=TODAY,
    job=1,
    site=10,
    start=TODAY,
    working=frozenset({"amira@elm-park.example"}),
    invited=frozenset({"mei@elm-park.example"}),
    numbers=frozenset({"E001"}),
)
SIAN = Entry(1, "Siân O'Brien", "sian@example.org", 1, 10, None, "", TODAY)


@pytest.mark.parametrize(
    "line",
    [
        "Siân O'Brien, sian@example.org",
        "Siân O'Brien;SIAN@example.org",
        "Siân O'Brien\tsian@example.org",
        "  Siân   O'Brien ,  sian@example.org,,,",
        '"Siân O\'Brien","sian@example.org"',
        "sian@example.org, Siân O'Brien",
        "Siân O'Brien <sian@example.org>",
    ],
)
def test_a_name_and_an_address_are_enough_however_they_are_pasted(line):
    assert plan(line, KNOWN) == Plan(entries=(SIAN,))


def test_every_column_in_its_order_and_names_forgive_case_and_accents():
    line = "Jo Bell,jo@example.org,COOK,south,yéar 5,X9,1/9/2026"

    assert plan(line, KNOWN).entries == (
        Entry(1, "Jo Bell", "jo@example.org", 2, 20, 100, "X9", date(2026, 9, 1)),
    )


def test_a_team_of_another_site_is_refused():
    line, remedy = "Jo Bell,jo@example.org,Cook,{},Year 5", "This team is at another site."
    known = replace(KNOWN, team_sites={100: 20})

    (problem,) = plan(line.format("North"), known).problems

    assert (problem.column, problem.value) == ("team", "Year 5")
    assert problem.remedy == f"{remedy} Put the team or the site right"
    assert [one.team_id for one in plan(line.format("South"), known).entries] == [100]


def test_a_first_row_may_name_the_columns_in_any_order():
    text = "Start,E-mail address,Full name,Unasked\n2026-04-01,jo@example.org,Jo Bell,x\n"

    assert plan(text, KNOWN).entries == (
        Entry(2, "Jo Bell", "jo@example.org", 1, 10, None, "", date(2026, 4, 1)),
    )


def test_empty_lines_are_passed_over_and_rows_keep_their_numbers():
    found = plan("\n\nA B,a@example.org\n , \nC D,c@example.org\n", KNOWN)

    assert [(entry.row, entry.name) for entry in found.entries] == [(3, "A B"), (5, "C D")]
    assert plan(" \n\n", KNOWN).is_empty is True
    assert found.is_empty is False


def test_without_a_start_day_it_is_today():
    found = plan("A B,a@example.org", replace(KNOWN, start=None))

    assert found.entries[0].starts_on == TODAY


@pytest.mark.parametrize(
    ("line", "column", "value", "remedy"),
    [
        (",jo@example.org", "name", "", "Enter the person's name"),
        ("Jo", "email", "", "Enter the person's email address"),
        (
            "Jo,j.smith@",
            "email",
            "j.smith@",
            "Enter an email address such as name@example.org",
        ),
        (
            "Jo,jo@example.org,Pilot",
            "job",
            "Pilot",
            "Enter one that you have set up (Class teacher, Cook)",
        ),
        (
            "Jo,jo@example.org,,East",
            "site",
            "East",
            "Enter one that you have set up (North, South)",
        ),
        (
            "Jo,jo@example.org,,,Year 9",
            "team",
            "Year 9",
            "Enter one that you have set up (Year 5)",
        ),
        (
            "Jo,jo@example.org,,,,E001",
            "staff number",
            "E001",
            "Somebody else has this staff number. Enter another or none",
        ),
        (
            "Jo,jo@example.org,,,,,31/02/2026",
            "start date",
            "31/02/2026",
            "Enter a real date such as 2026-09-01 or 1/9/2026",
        ),
        (
            "Jo,jo@example.org,,,,,1/1/1900",
            "start date",
            "1/1/1900",
            "Enter a day after 1950 and at most a year ahead",
        ),
        (
            "Jo,jo@example.org,,,,,1/9/2099",
            "start date",
            "1/9/2099",
            "Enter a day after 1950 and at most a year ahead",
        ),
        ("Jo,jo@example.org,,,,,,more", "", "", "This row has more cells than the 7 columns"),
        ("J" * 201 + ",jo@example.org", "name", "J" * 80, "Use 200 characters or fewer"),
    ],
)
def test_what_is_wrong_is_named_by_row_column_value_and_remedy(line, column, value, remedy):
    found = plan(f"Siân O'Brien, sian@example.org\n{line}", KNOWN)

    assert found.problems == (Problem(2, column, value, remedy),)
    assert found.entries == (SIAN,)


def test_every_problem_of_a_row_is_told_at_once():
    found = plan("Jo,nope,Pilot,East,,,soon", KNOWN)

    columns = [problem.column for problem in found.problems]
    assert columns == ["email", "job", "site", "start date"]


def test_the_same_address_or_number_twice_is_refused_the_second_time():
    text = "A,a@example.org,,,,7\na,A@example.org\nC,c@example.org,,,,7\nD,a@example.org"

    found = plan(text, KNOWN)

    assert [entry.name for entry in found.entries] == ["A"]
    assert [(p.row, p.column, p.remedy) for p in found.problems] == [
        (2, "email", "Row 1 has the same email. Remove one of them"),
        (
            3,
            "staff number",
            "Row 1 has the same staff number. Give each person their own staff number",
        ),
        (4, "email", "Row 1 has the same email. Give each person their own email"),
    ]


def test_people_who_work_here_or_are_invited_are_left_out_and_named():
    text = "Amira,AMIRA@elm-park.example\nMei,mei@elm-park.example"

    assert plan(text, KNOWN) == Plan(
        already=((1, "amira@elm-park.example"), (2, "mei@elm-park.example"))
    )


def test_a_place_that_nobody_set_up_yet_says_so():
    bare = replace(KNOWN, jobs={}, job=None)

    assert plan("Jo,jo@example.org", bare).problems == (
        Problem(1, "job", "", "Enter one that you have set up (none yet)"),
    )


def test_whoever_leads_a_team_alone_names_that_team():
    of_team = replace(KNOWN, whole_sites=frozenset({20}))

    refused = plan("Jo,jo@example.org", of_team)
    named = plan("Jo,jo@example.org,,,Year 5", of_team)
    at_whole_site = plan("Jo,jo@example.org,,South", of_team)

    assert refused.problems == (Problem(1, "team", "", "Enter one of your teams"),)
    assert [len(one.entries) for one in (refused, named, at_whole_site)] == [0, 1, 1]


def test_five_hundred_rows_are_taken_and_one_more_is_not():
    rows = [f"Person {n},p{n}@example.org" for n in range(501)]

    assert len(plan("\n".join(rows[:500]), KNOWN).entries) == 500
    assert plan("\n".join(rows), KNOWN) == Plan(
        problems=(Problem(501, "", "", "Take at most 500 rows at a time"),)
    )


def test_a_cell_too_long_for_csv_is_told_and_no_crash():
    found = plan("Jo," + "x" * 200_000, KNOWN)

    assert found.problems[0] == Problem(
        1, "", "", "Save the list as a plain CSV file and try again"
    )


@pytest.mark.parametrize(
    ("text", "is_typed"),
    [
        ("", True),
        ("Name\tEmail\r\nSiân\x0b,Ren\x8e\x1a", True),
        ("Name,Email\n\x00\x01\x02\x03", False),
        ("\ufffd" * 3 + "x" * 97, True),
        ("\ufffd" * 4 + "x" * 96, False),
        ("%PDF-1.7 a list of objects", False),
    ],
)
def test_bytes_of_a_picture_are_told_from_text(text, is_typed):
    assert is_text(text) is is_typed


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Siân".encode(), "Siân"),
        ("Siân".encode("utf-8-sig"), "Siân"),
        ("Siân".encode("utf-16"), "Siân"),
        ("Siân".encode("cp1252"), "Siân"),
        (b"\x00\x81", "\x00\ufffd"),
    ],
)
def test_files_are_read_as_spreadsheets_write_them(content, text):
    assert decoded(content) == text


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-09-01", date(2026, 9, 1)),
        ("01/09/2026", date(2026, 9, 1)),
        ("1.9.2026", date(2026, 9, 1)),
        ("1 September 2026", date(2026, 9, 1)),
        ("1 Sep 2026", date(2026, 9, 1)),
        ("29/02/2028", date(2028, 2, 29)),
        ("29/02/2026", None),
        ("2026-13-01", None),
        ("soon", None),
    ],
)
def test_days_are_read_as_people_type_them(typed, day):
    assert day_of(typed) == day


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_no_text_crashes_the_reading_and_every_good_row_can_be_stored(text):
    found = plan(text, KNOWN)

    for entry in found.entries:
        assert 0 < len(entry.name) <= 200
        assert entry.name.isprintable() or not any(c in entry.name for c in "\r\n\0")
        assert entry.starts_on <= TODAY + timedelta(days=366)


@pytest.mark.parametrize(
    "address", ["o'brien@a.example", "a.b+c@x.münchen.example", "a@b.xn--p1ai"]
)
def test_an_address_that_mails_can_have_is_taken(address):
    assert staff_list.ADDRESS.fullmatch(address)


@pytest.mark.parametrize(
    "address", ["a@[b.cd", "{@[/a%.xe", ".a@b.cd", "a..b@c.de", "\u0430@b.cd", "a@b", "a@b_c.de"]
)
def test_an_address_that_no_mail_can_have_is_none(address):
    assert not staff_list.ADDRESS.fullmatch(address)


def test_hidden_characters_of_a_pasted_list_are_left_out():
    text = "\ufeffSiân\u200b O'Brien, sian\u200b@example.org\u200e"

    assert plan(text, KNOWN).entries == (SIAN,)
