"""What a staff file would make of people's standings is just what applying it makes of them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from courses.accounts.membership import Membership
from courses.accounts.models import Role, Tag
from courses.catalogue.models import Course
from courses.compliance.audience import Audience
from courses.compliance.queries import standings_of
from courses.compliance.services import set_requirement
from courses.compliance.status import Finding
from courses.compliance.urgency import most_urgent
from courses.learning.services import record_outside
from courses.notifications.models import Message
from courses.packages.staff_foreseen import foreseen_of, turns_of
from courses.usecases import read_staff_file as reading
from courses.usecases import rehearse_staff_file as module
from courses.usecases.apply_requirements import apply_requirements
from courses.usecases.read_staff_file import read_staff_file
from courses.usecases.send_reminders import send_reminders
from courses.usecases.tag_staff import tag_staff
from courses.usecases.undo_staff_file import start_undoing, undo_staff_file
from tests.people import NOON, STARTED, TODAY, make_member
from tests.usecases.staff_lists import apply, read, shown, upload

DAY = timedelta(days=1)
COLUMNS = "Name;Email;Staff number;Job;Site;Start date;Last day;Tags"
NEW = "Mei Tan;mei@elm-park.example;E099;Class teacher;North;1/9/2024;;"
LATER = "Jo Bell;jo@elm-park.example;E100;Class teacher;South;1/6/2026;;Driver"
MOVED = "Amira Haddad;amira@elm-park.example;E001;Cook;South;;;"
STAYS = "Lewis Grant;lewis@elm-park.example;E002;;;;;"
BACK = "Sam Porter;sam@elm-park.example;E006;Class teacher;South;1/5/2026;;"
LEAVES = "Kit Low;kit@elm-park.example;E101;;;;31/3/2026;"
RETIMED = "Ann Reed;ann@elm-park.example;E102;;;14/4/2026;;"
TAGGED = "Bo Dahl;bo@elm-park.example;E103;;;;;Keyholder"
RENAMED = "Cy Young-Hall;cy@elm-park.example;E104;;;;;"
CROSSES = "Grace Whitfield;grace@elm-park.example;E004;;North;;;"
OFFERED = "Callum Fraser;callum@harbour-trust.example;E109;Class teacher;North;1/9/2024;;"
BAD = "Jo Bell;j.smith@;;;North;;;"


@pytest.fixture
def course(elm, harbour, small_course):
    """Return a course that everybody holds for a year; cooks and drivers hold another."""
    other = Course.objects.create(slug="kitchen", owner=elm.organisation)
    cook = Role.objects.create(organisation=elm.organisation, slug="cook", name="Cook")
    driver = Tag.objects.create(organisation=elm.organisation, slug="driver", name="Driver")
    Tag.objects.create(organisation=elm.organisation, slug="keyholder", name="Keyholder")
    more = {"organisation": elm.organisation, "effective_from": STARTED, "at": NOON - 90 * DAY}
    set_requirement(**more, course=small_course.course, due_days=28, valid_months=12)
    set_requirement(
        **more,
        course=small_course.course,
        due_days=0,
        valid_months=6,
        audience=Audience(roles=(cook.pk,), sites=(elm.south.pk,)),
    )
    set_requirement(**more, course=other, due_days=60, audience=Audience(tags=(driver.pk,)))
    for user in (elm.amira, elm.sam):
        record_outside(
            learner_id=user.pk,
            organisation_id=elm.organisation.pk,
            course=small_course.course,
            completed_on=date(2025, 5, 1),
            minutes=30,
            evidence="Seen",
            at=NOON - 80 * DAY,
            actor_id=elm.lewis.pk,
        )
    return small_course.course


@pytest.fixture
def staff(elm, course):
    """Return five more people; Ann starts in April, and Bo is a driver."""
    driver = Tag.objects.get(slug="driver")
    starts = {"Kit Low": STARTED, "Ann Reed": date(2026, 4, 1), "Bo Dahl": STARTED}
    starts |= {"Cy Young": STARTED, "Di Fox": STARTED}
    people = {
        name: make_member(
            elm.organisation, elm.north, elm.teacher, name, number=f"E{n}", valid_from=first
        )
        for n, (name, first) in enumerate(starts.items(), start=101)
    }
    member = elm.membership(people["Bo Dahl"])
    tag_staff(membership=member, tags=[driver], at=NOON - 9 * DAY, actor_id=elm.lewis.pk)
    return people


@pytest.fixture
def looked_at(elm, tmp_path):
    """Return how to upload a list with a last day and tags, and read it."""

    def call(*rows, everybody=False):
        content = "\r\n".join([COLUMNS, *rows]).encode()
        file = upload(elm, tmp_path, content, everybody=everybody)
        read_staff_file(file=file, at=NOON)
        return file

    return call


def standings(on):
    """Return the state and day of every member of Elm Park in each course on ``on``."""
    members = list(Membership.objects.filter(organisation__slug="elm-park"))
    return {key: (one.state, one.until) for key, one in standings_of(members, on=on).items()}


def foretold(file):
    """Return by email what each row makes of the person: course, from when, before and after."""
    rows = file.rows.exclude(becomes="").order_by("position")
    return {
        row.name: [
            (one.course_id, one.on, told(one.before), told(one.after)) for one in turns_of(row)
        ]
        for row in rows
    }


def told(finding: Finding):
    """Return the state and day."""
    return finding.state, finding.until


NOTHING = told(most_urgent(()))


def test_what_is_rehearsed_is_what_becomes_of_everybody(elm, course, staff, looked_at):
    file = looked_at(
        *(NEW, LATER, MOVED, STAYS, BACK, LEAVES, RETIMED, TAGGED, RENAMED, CROSSES, OFFERED, BAD),
        everybody=True,
    )
    rehearsed = foretold(file)
    days = sorted({TODAY, *(one[1] for some in rehearsed.values() for one in some)})
    before = {day: standings(day) for day in days}

    apply(elm, file)

    after = {day: standings(day) for day in days}
    members = {row.name: row.membership_id for row in file.rows.filter(membership_id__isnull=False)}
    assert set(rehearsed) == {
        *("Mei Tan", "Jo Bell", "Amira Haddad", "Sam Porter", "Kit Low", "Ann Reed", "Bo Dahl"),
        "Di Fox",
    }
    for name, turns in rehearsed.items():
        for course_id, on, was, will in turns:
            key = members[name], course_id
            assert (before[on].get(key, NOTHING), after[on].get(key, NOTHING)) == (was, will), name
    turned = {(members[name], one[0]) for name, some in rehearsed.items() for one in some}
    same = {key for key in before[TODAY] if key not in turned}
    assert {key: before[TODAY][key] for key in same} == {key: after[TODAY][key] for key in same}


def test_it_says_who_from_which_day_and_from_what_to_what(elm, course, staff, looked_at):
    other = Course.objects.get(slug="kitchen").pk
    file = looked_at(NEW, LATER, MOVED, LEAVES, RETIMED, TAGGED)

    first_of_june, in_april = date(2026, 6, 1), date(2026, 4, 14)
    assert foretold(file) == {
        "Mei Tan": [(course.pk, TODAY, NOTHING, ("overdue", date(2024, 9, 30)))],
        "Jo Bell": [
            (course.pk, first_of_june, NOTHING, ("due_soon", first_of_june + 28 * DAY)),
            (other, first_of_june, NOTHING, ("due", first_of_june + 60 * DAY)),
        ],
        "Amira Haddad": [
            (course.pk, TODAY, ("renewal_open", date(2026, 5, 1)), ("due_soon", TODAY))
        ],
        "Kit Low": [(course.pk, date(2026, 4, 1), ("overdue", date(2024, 9, 30)), NOTHING)],
        "Ann Reed": [
            (
                *(course.pk, in_april, ("due_soon", date(2026, 4, 29))),
                ("due_soon", in_april + 28 * DAY),
            )
        ],
        "Bo Dahl": [(other, TODAY, ("due", date(2026, 4, 23)), NOTHING)],
    }
    found = foreseen_of(file)
    assert (found.on, found.people, found.late) == (TODAY, 6, 1)
    assert {pk: dict(one.people) for pk, one in found.courses.items()} == {
        course.pk: {"overdue": 1, "to-do": 2, "free": 1, "day": 1},
        other: {"to-do": 1, "free": 1},
    }
    due = found.courses[other]
    assert (due.first_due, due.last_due) == (date(2026, 7, 31), date(2026, 7, 31))


def test_taken_back_everybody_stands_as_before(elm, course, staff, looked_at):
    before = standings(TODAY)
    file = apply(elm, looked_at(NEW, MOVED, BACK, LEAVES, RETIMED, TAGGED, everybody=True))
    changed = standings(TODAY)

    with TestCase.captureOnCommitCallbacks():
        start_undoing(file=file, at=NOON + DAY, actor_id=elm.lewis.pk)
        undo_staff_file(file=file, at=NOON + DAY, actor_id=elm.lewis.pk)

    assert changed != before
    after = standings(TODAY)
    assert {key: after[key] for key in before} == before
    assert {after[key] for key in set(after) - set(before)} == {NOTHING}


def test_the_mails_are_just_those_that_go_out_once_it_is_applied(elm, course, staff, looked_at):
    apply_requirements(organisation=elm.organisation, at=NOON - 10 * DAY)
    file = looked_at(NEW, LATER, MOVED, LEAVES, RETIMED, TAGGED)
    found = foreseen_of(file)
    names = set(foretold(file))

    apply(elm, file)
    days = [TODAY + n * DAY for n in range(30)]
    for day in days:
        at = NOON + (day - TODAY)
        apply_requirements(organisation=elm.organisation, at=at)
        send_reminders(at=at)

    went = Message.objects.filter(kind="reminder", recipient__name__in=names)
    assert found.until == days[-1]
    with_it = {day: after for day, after, _before in found.mails if after}
    sent = {
        day: number
        for day in days
        if (number := went.filter(queued_at=NOON + (day - TODAY)).count())
    }
    assert with_it == {day: sent[day] for day in with_it}
    assert found.mails[0] == (TODAY, 3, 2)
    assert len(with_it) > 1


def test_the_mails_without_it_are_those_that_go_out_as_things_are(elm, course, staff, looked_at):
    apply_requirements(organisation=elm.organisation, at=NOON - 10 * DAY)
    file = looked_at(NEW, LATER, MOVED, LEAVES, RETIMED, TAGGED)
    found = foreseen_of(file)

    for n in range(30):
        apply_requirements(organisation=elm.organisation, at=NOON + n * DAY)
        send_reminders(at=NOON + n * DAY)

    went = Message.objects.filter(kind="reminder", recipient__name__in=set(foretold(file)))
    assert {day: before for day, _after, before in found.mails} == {
        day: went.filter(queued_at=NOON + (day - TODAY)).count()
        for day, _after, _before in found.mails
    }


def test_for_more_people_than_can_be_looked_at_no_mails_are_told(
    elm, course, staff, looked_at, monkeypatch
):
    monkeypatch.setattr(module, "MOST_PEOPLE", 1)
    monkeypatch.setattr(reading, "ROWS_A_CHUNK", 1)
    one = foreseen_of(looked_at(NEW, STAYS))
    three = foreseen_of(looked_at(NEW, MOVED, LEAVES, TAGGED))

    assert (one.people, one.mails is None) == (1, False)
    assert (three.people, three.late, three.mails, three.until) == (4, 1, None, None)


def test_whoever_cannot_be_written_to_changes_all_the_same_and_gets_no_mail(elm, course, looked_at):
    rest = "Class teacher;North;1/9/2024;;"
    file = looked_at(f"Jo Bell;;E100;{rest}", f"Al Bell;;E110;{rest}")

    found = foreseen_of(file)
    assert (found.people, found.late, found.mails) == (2, 2, ())
    assert list(foretold(file).values()) == [foretold(file)["Jo Bell"]] * 2


def test_without_a_rule_nobody_changes(elm, harbour, tmp_path):
    file = read(elm, tmp_path, "Mei Tan;mei@elm-park.example;;;North;1/9/2024")

    assert shown(file) == [(2, "add", "Mei Tan")]
    assert (foretold(file), foreseen_of(file).people, foreseen_of(file).mails) == ({}, 0, ())


@pytest.mark.parametrize("rows", [[MOVED, NEW], [MOVED, NEW, LEAVES, TAGGED, LATER, RETIMED]])
def test_more_rows_ask_no_more_often(elm, course, staff, looked_at, rows):
    file = looked_at(*rows)
    at = NOON + DAY
    again = list(file.rows.order_by("position"))

    with CaptureQueriesContext(connection) as begun:
        rehearsal = module.rehearse_staff_file(file=file, at=at)
    with CaptureQueriesContext(connection) as through:
        module.rehearse_rows(rehearsal, again)
    with CaptureQueriesContext(connection) as ended:
        module.finish_rehearsal(rehearsal)

    assert (len(begun), len(through), len(ended)) == (2, 6, 14)
