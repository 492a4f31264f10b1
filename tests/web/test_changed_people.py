"""Everybody whose status would change, as a file: who, from which day, from what to what."""

from datetime import date

from courses.audit.models import AuditEvent
from courses.compliance.moving import CourseTurning
from courses.compliance.rehearsing import Turning
from courses.compliance.revising import Change
from courses.compliance.status import Finding, State
from courses.web.changed_people import changes_file
from tests.web.reading import rows_of

ON = date(2026, 3, 3)
HELD = Finding(State.IN_DATE, date(2026, 9, 1), ())
LATE = Finding(State.OVERDUE, date(2026, 3, 2), ())
RENEWING = Finding(State.RENEWAL_OPEN, date(2026, 4, 30), ())
HEADINGS = ["Staff number", "Name", "From", "Without the change", "With the change", "Overdue from"]


def test_each_stands_in_a_row_with_their_number_and_their_own_day_where_there_is_one(
    elm, django_assert_num_queries
):
    amira, noor = elm.membership(elm.amira), elm.membership(elm.noor)
    amira.staff_number = ""
    amira.save()
    changes = [
        Change(amira.pk, "=Amira Haddad", HELD, LATE),
        Turning(noor.pk, "Noor Siddiqui", HELD, RENEWING, date(2026, 3, 9), date(2026, 5, 1)),
    ]

    answer = changes_file(
        changes,
        on=ON,
        about="Everyone must complete it.",
        organisation=elm.organisation,
        actor_id=elm.lewis.pk,
    )
    with django_assert_num_queries(1):  # the staff numbers
        rows = rows_of(answer)

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == (
        'attachment; filename="who-would-change-elm-park-2026-03-03.csv"'
    )
    held = "In date until 1 September 2026"
    again = "Renewal open, in date until 30 April 2026"
    assert rows == [
        ["Who would change. Nothing is saved yet"],
        ["Change", "Everyone must complete it."],
        ["First day", "2026-03-03"],
        ["People", "2"],
        [],
        HEADINGS,
        ["", "'=Amira Haddad", "2026-03-03", held, "Overdue since 3 March 2026", ""],
        ["E003", "Noor Siddiqui", "2026-03-09", held, again, "2026-05-01"],
    ]
    event = AuditEvent.objects.get(verb="exported")
    assert event.actor_id == elm.lewis.pk
    assert event.details == {
        "v": 1,
        "report": "who-would-change",
        "kind": "csv",
        "people": 2,
        "on": "2026-03-03",
    }


def test_of_several_courses_each_stands_in_a_row_and_nobody_is_counted_twice(elm):
    amira = elm.membership(elm.amira).pk
    changes = [
        CourseTurning(amira, "Amira Haddad", HELD, LATE, ON, 1, "Basics"),
        CourseTurning(amira, "Amira Haddad", LATE, HELD, date(2026, 4, 1), 2, "Den"),
    ]

    answer = changes_file(
        changes, on=ON, about="Team", organisation=elm.organisation, actor_id=elm.lewis.pk
    )

    held, late = "In date until 1 September 2026", "Overdue since 3 March 2026"
    assert rows_of(answer)[3:] == [
        ["People", "1"],
        [],
        [*HEADINGS[:2], "Course", *HEADINGS[2:]],
        ["E001", "Amira Haddad", "Basics", "2026-03-03", held, late, ""],
        ["E001", "Amira Haddad", "Den", "2026-04-01", late, held, ""],
    ]
    assert AuditEvent.objects.get(verb="exported").details["people"] == 1


def test_of_nobody_it_has_its_headings_alone_and_asks_nothing(elm, django_assert_num_queries):
    answer = changes_file(
        [], on=ON, about="Nobody", organisation=elm.organisation, actor_id=elm.lewis.pk
    )

    with django_assert_num_queries(0):
        assert rows_of(answer)[3:] == [["People", "0"], [], HEADINGS]
