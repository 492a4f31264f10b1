"""What a staff file comes to, row by row."""

from datetime import date

from courses.accounts.staff_plan import ON_OWN_PAGE, plan_file
from courses.accounts.staff_roster import Person, Post, Roster

TODAY = date(2026, 3, 3)
NAMES = {
    "job": {1: "Teacher", 2: "Cook"},
    "site": {10: "North", 11: "South"},
    "team": {20: "Office"},
}
AT_NORTH = Post(100, {"job": 1, "site": 10, "team": None}, date(2024, 9, 2), None)
AMIRA = Person(1, "Amira Haddad", "amira@elm.example", "E001", (AT_NORTH,))


def plan(*rows, people=(AMIRA,), everybody=False, names=NAMES, **more):
    """Return what ``rows`` come to, numbered from 2."""
    roster = Roster(TODAY, tuple(people), names, **more)
    return list(plan_file(enumerate(rows, start=2), roster, everybody=everybody))


def remedies(*rows, **more) -> list[tuple]:
    """Return kind and problems of the last row."""
    last = plan(*rows, **more)[-1]
    return [last.kind, *last.problems]


def test_the_only_job_and_site_are_taken_without_being_named():
    names = {"job": {1: "Teacher"}, "site": {10: "North"}, "team": {}}

    (row,) = plan({"name": "Mei Tan", "email": "Mei@elm.example"}, names=names)

    assert (row.kind, row.write) == (
        "add",
        {
            "name": "Mei Tan",
            "email": "mei@elm.example",
            "job": 1,
            "site": 10,
            "team": None,
            "staff number": "",
            "start date": TODAY,
            "last day": None,
        },
    )


def test_somebody_new_needs_a_job_and_a_site_that_exist():
    assert remedies({"name": "Mei Tan", "email": "mei@elm.example", "site": "Moon"}) == [
        "error",
        ("site", "Moon", "Enter a site that you have set up (North, South)"),
        ("job", "", "Enter a job that you have set up (Cook, Teacher)"),
    ]
    empty = {"job": {}, "site": {10: "North"}, "team": {}}
    assert remedies({"name": "Mei Tan", "email": "mei@elm.example"}, names=empty) == [
        "error",
        ("job", "", "Enter a job that you have set up (none yet)"),
    ]


def test_a_name_and_something_to_know_people_by_are_needed():
    assert remedies({"job": "Cook", "site": "North"}) == [
        "error",
        ("name", "", "Enter the person's name"),
        ("email", "", "Enter an email address, or a staff number"),
    ]
    long = {"name": "x" * 201, "staff number": "7", "job": "Cook", "site": "North"}
    assert remedies(long) == ["error", ("name", "x" * 80, "Use 200 characters or fewer")]


def test_days_that_cannot_be_are_refused():
    mei = {"name": "Mei Tan", "email": "mei@elm.example", "job": "Cook", "site": "North"}
    assert remedies(mei | {"start date": "1/1/1900"}) == [
        "error",
        ("start date", "1/1/1900", "Enter a day after 1950 and at most a year ahead"),
    ]
    assert remedies(mei | {"last day": "1/3/2026"}) == [
        "error",
        ("last day", "1/3/2026", "Enter a last day on or after the start date"),
    ]
    assert plan(mei | {"last day": "1/9/2026"})[0].write["last day"] == date(2026, 9, 1)


def test_number_and_address_of_two_people_are_refused():
    lewis = Person(2, "Lewis Grant", "lewis@elm.example", "E002", (AT_NORTH,))
    row = {"name": "Amira Haddad", "email": "lewis@elm.example", "staff number": "e001"}

    assert remedies(row, people=(AMIRA, lewis)) == [
        "error",
        (
            "staff number",
            "e001",
            "The staff number is that of Amira Haddad, the address that of Lewis Grant. Put one of"
            " them right",
        ),
    ]


def test_a_number_given_to_somebody_else_does_not_rename_whoever_has_it():
    row = {"name": "Mei Tan", "email": "mei@elm.example", "staff number": "E001"}

    assert remedies(row) == [
        "error",
        (
            "staff number",
            "E001",
            "This is the staff number of Amira Haddad. Put the number right, or change name and"
            " address on their own page first",
        ),
    ]


def test_two_people_who_share_an_address_are_not_called_one():
    first = {"name": "Jo Bell", "email": "office@elm.example", "staff number": "E7", "job": "Cook"}
    second = first | {"name": "Mei Tan", "staff number": "E8"}
    remedy = (
        "Row 2 has this address too, with another staff number. Give each person an address of"
        " their own, or leave it empty"
    )

    assert remedies(first | {"site": "North"}, second | {"site": "North"}) == [
        "error",
        ("email", "office@elm.example", remedy),
    ]


def test_a_team_of_another_site_is_refused_for_whoever_is_new_or_put_there():
    apart = {"team_sites": {20: 11}}
    row = {"name": "Mei Tan", "email": "mei@elm.example", "job": "Cook", "team": "Office"}
    moved = {"name": "Amira Haddad", "staff number": "E001", "team": "Office"}
    refused = ["error", ("team", "Office", "This team is at South. Put the team or the site right")]

    assert remedies(row | {"site": "North"}, **apart) == refused
    assert remedies(moved, **apart) == refused
    assert remedies(row | {"site": "South"}, **apart) == ["add"]
    assert remedies(moved | {"site": "South"}, **apart) == ["change"]
    assert remedies(row | {"site": "North"}) == ["add"]


def test_who_stands_in_a_team_of_another_site_already_is_left_there():
    there = Post(100, {"job": 1, "site": 10, "team": 20}, date(2024, 9, 2), None)
    amira = Person(1, "Amira Haddad", "", "E001", (there,))
    row = {"name": "Amira Haddad", "staff number": "E001", "team": "Office"}

    assert remedies(row, people=(amira,), team_sites={20: 11}) == ["unchanged"]


def test_the_same_person_twice_is_refused_however_they_are_named():
    by_number = {"name": "Amira Haddad", "staff number": "E001"}
    by_address = {"name": "Amira Haddad", "email": "amira@elm.example"}

    assert remedies(by_number, by_address) == [
        "error",
        ("name", "Amira Haddad", "Row 2 is the same person. Remove one of them"),
    ]


def test_two_rows_with_one_bad_address_are_not_the_same_person():
    first, second = (
        {"name": name, "email": "p@@bad", "job": "Cook", "site": "North"} for name in ("Mo", "Jo")
    )

    assert remedies(first, second) == [
        "error",
        ("email", "p@@bad", "Enter an email address such as name@example.org"),
    ]


def test_an_account_of_others_gets_an_offer_and_one_who_has_an_offer_nothing():
    mei = {"name": "Mei Tan", "email": "mei@elm.example", "job": "Cook", "site": "North"}

    assert plan(mei, elsewhere=frozenset({"mei@elm.example"}))[0].kind == "invite"
    assert plan(mei, invited=frozenset({"mei@elm.example"}))[0].kind == "unchanged"


def test_a_shared_account_keeps_name_and_address():
    shared = Person(1, "Amira Haddad", "amira@elm.example", "E001", (AT_NORTH,), shared=True)

    assert remedies({"name": "Amira H", "staff number": "E001"}, people=(shared,)) == [
        "error",
        (
            "name",
            "Amira H",
            "This account belongs to another organisation too, so only its owner can change it."
            " Enter Amira Haddad",
        ),
    ]
    number = {"name": "Amira Haddad", "email": "amira@elm.example", "staff number": "E9"}
    assert plan(number, people=(shared,))[0].changes == (("staff number", "E001", "E9"),)


def test_whoever_has_access_keeps_the_address_and_the_last_day():
    lead = Person(1, "Amira Haddad", "amira@elm.example", "E001", (AT_NORTH,), has_access=True)
    address = {"name": "Amira Haddad", "email": "a@elm.example", "staff number": "E001"}
    leaves = {"name": "Amira Haddad", "staff number": "E001", "last day": "2026-03-01"}

    assert remedies(address, people=(lead,)) == ["error", ("email", "a@elm.example", ON_OWN_PAGE)]
    assert remedies(leaves, people=(lead,)) == ["error", ("last day", "2026-03-01", ON_OWN_PAGE)]
    assert plan(people=(lead,), everybody=True) == []


def test_an_address_that_somebody_else_has_is_refused():
    row = {"name": "Amira Haddad", "email": "a@elm.example", "staff number": "E001"}

    assert remedies(row, elsewhere=frozenset({"a@elm.example"})) == [
        "error",
        ("email", "a@elm.example", "Somebody else signs in with this address. Enter another"),
    ]


def test_a_last_day_ends_every_job_and_one_before_the_first_is_refused():
    row = {"name": "Amira Haddad", "staff number": "E001", "last day": "31/3/2026"}
    (left,) = plan(row)
    too_early = row | {"last day": "1/9/2024"}

    assert (left.kind, left.changes, left.write) == (
        "leaver",
        (("last day", "", "2026-03-31"),),
        {"last day": date(2026, 3, 31), "periods": [100]},
    )
    assert remedies(too_early) == [
        "error",
        ("last day", "1/9/2024", "Enter a last day on or after the day the person began"),
    ]


def test_a_last_day_that_is_known_changes_nothing():
    ending = Post(100, AT_NORTH.places, AT_NORTH.starts, TODAY)
    amira = Person(1, "Amira Haddad", "amira@elm.example", "E001", (ending,))
    row = {"name": "Amira Haddad", "staff number": "E001", "last day": "2026-03-03"}

    assert [one.kind for one in plan(row, people=(amira,))] == ["unchanged"]
    assert plan(people=(amira,), everybody=True) == []


def test_whoever_begins_later_is_not_a_leaver():
    later = Post(100, AT_NORTH.places, date(2026, 4, 1), None)
    amira = Person(1, "Amira Haddad", "amira@elm.example", "E001", (later,))

    assert plan(people=(amira,), everybody=True) == []


def test_with_several_jobs_the_one_that_fits_counts_and_a_move_is_refused():
    cook = Post(101, {"job": 2, "site": 11, "team": None}, date(2025, 1, 6), None)
    amira = Person(1, "Amira Haddad", "amira@elm.example", "E001", (AT_NORTH, cook))
    row = {"name": "Amira Haddad", "staff number": "E001", "job": "Cook"}

    assert plan(row | {"site": "South"}, people=(amira,))[0].kind == "unchanged"
    assert remedies(row | {"site": "North"}, people=(amira,)) == [
        "error",
        ("job", "Cook", "This person holds several jobs. Change them on their own page"),
    ]


def test_whoever_comes_back_begins_after_the_last_day():
    sam = Person(6, "Sam Porter", "sam@elm.example", "E006", left_on=date(2026, 3, 31))
    row = {"name": "Sam Porter", "email": "sam@elm.example", "job": "Cook", "site": "North"}

    assert remedies(row, people=(sam,)) == [
        "error",
        ("start date", "", "This person worked here until 2026-03-31. Enter a later start date"),
    ]
    (back,) = plan(row | {"start date": "1/4/2026"}, people=(sam,))
    assert (back.kind, back.membership, back.write["staff number"]) == ("add", 6, "E006")
