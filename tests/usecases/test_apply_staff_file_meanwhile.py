"""Applying a staff file: whoever somebody changed while it waited is left out.

Where a rule changed, it is rehearsed and asked again.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.test import TestCase

from courses.accounts.invitation import Invitation
from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.models import User
from courses.compliance.services import set_requirement
from courses.notifications.services import deliver_due
from courses.packages.staff_files import StaffFile, StaffFileRow
from courses.packages.staff_foreseen import foreseen_of, turns_of
from courses.packages.staff_rows import content_of
from courses.usecases import apply_staff_file as module
from courses.usecases import read_staff_file as reading
from courses.usecases.apply_staff_file import start_applying
from courses.usecases.remove_place import remove_place
from courses.usecases.resume_staff_file import resume_staff_file
from courses.usecases.revise_requirement import revise_requirement
from courses.usecases.undo_staff_file import discard_staff_file
from tests.people import NOON, STARTED, TODAY, make_member
from tests.usecases.staff_lists import apply, read, shown, upload

pytestmark = pytest.mark.usefixtures("harbour")
DAY = timedelta(days=1)
NEW = "Mei Tan;mei@elm-park.example;;;North;1/9/2025"
MOVED = "Amira Haddad;amira@elm-park.example;E001;;South;"


@pytest.fixture
def change_rule(elm, small_course):
    """Return how to ask everybody for the small course every so many months, from today on."""
    rule = set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON - 90 * DAY,
    )

    def change(**asked):
        revise_requirement(requirement=rule, effective_from=TODAY, at=NOON, **asked)

    return change


def start(elm, file):
    """Press the button that applies ``file``, do what the worker is handed, return the state."""
    with TestCase.captureOnCommitCallbacks() as handed:
        start_applying(file=file, at=NOON, actor_id=elm.lewis.pk)
    assert len(handed) == 1
    if file.state == "reading":
        reading.rehearse_again(file=file, at=NOON)
    else:
        module.apply_staff_file(file=file, at=NOON, actor_id=elm.lewis.pk)
    return file.state


def test_who_came_back_otherwise_meanwhile_is_left_out(elm, tmp_path):
    file = read(
        elm,
        tmp_path,
        "Sam Porter;sam@elm-park.example;E099;;South;2026-03-01",
        "Tom Low;tom@elm-park.example;;;South;",
    )
    Membership.objects.filter(user=elm.amira).update(staff_number="E099")

    apply(elm, file)

    left_out, added = file.rows.order_by("position")
    assert (left_out.kind, added.kind) == ("error", "add")
    assert content_of(left_out).problems[0][2] == module.TAKEN


def test_who_works_here_again_already_is_left_out(elm, tmp_path):
    file = read(elm, tmp_path, "Sam Porter;sam@elm-park.example;;;South;2026-03-01")
    MembershipPeriod.objects.filter(membership__user=elm.sam).update(valid_until=None)

    apply(elm, file)

    assert [content_of(row).problems[0][2] for row in file.rows.all()] == [module.MEANWHILE]


def test_a_person_whom_somebody_changed_meanwhile_is_left_out(elm, tmp_path):
    rows = [
        "Amira H;amira@elm-park.example;E001;;;",
        "Mei Tan;mei@elm-park.example;E099;;North;",
        "Grace Whitfield;grace@elm-park.example;E044;;;",
        "Jo Bell;jo@elm-park.example;E055;;North;",
    ]
    file = read(elm, tmp_path, *rows)
    User.objects.filter(pk=elm.amira.pk).update(name="Amira Cole")
    User.objects.create_user(email="mei@elm-park.example", name="Somebody else")
    Membership.objects.filter(user=elm.sam).update(staff_number="E044")
    Membership.objects.filter(user=elm.ash).update(staff_number="E055")

    apply(elm, file)

    assert [row.kind for row in file.rows.all()] == ["error"] * 4
    assert [content_of(row).problems[0][2] for row in file.rows.order_by("position")] == [
        module.MEANWHILE,
        *[module.TAKEN] * 3,
    ]
    assert (file.counts["error"], file.counts["add"], file.counts["change"]) == (4, 0, 0)
    assert User.objects.get(pk=elm.amira.pk).name == "Amira Cole"


def test_an_address_that_somebody_else_took_meanwhile_stays_theirs(elm, tmp_path):
    file = read(elm, tmp_path, "Amira Haddad;amira.h@elm-park.example;E001;;;")
    User.objects.create_user(email="amira.h@elm-park.example", name="Somebody else")

    apply(elm, file)

    assert [content_of(row).problems[0][2] for row in file.rows.all()] == [module.TAKEN]
    assert User.objects.get(pk=elm.amira.pk).email == "amira@elm-park.example"


def test_whoever_is_left_out_is_told_of_no_other_address(elm, tmp_path):
    make_member(elm.organisation, elm.north, elm.teacher, "Ben Low", number="E066")
    rows = ["Amira H;amira.h@elm-park.example;E001;;;", "Ben L;ben.l@elm-park.example;E066;;;"]
    file = read(elm, tmp_path, *rows)
    User.objects.filter(name="Ben Low").update(name="Ben Lowe")

    apply(elm, file)
    deliver_due(at=NOON)

    assert [one.to for one in mail.outbox] == [["amira@elm-park.example"]]


def test_whoever_somebody_moved_meanwhile_is_left_where_they_are(elm, tmp_path):
    file = read(elm, tmp_path, MOVED)
    periods = MembershipPeriod.objects.filter(membership__user=elm.amira)
    periods.update(superseded_at=NOON)

    apply(elm, file)

    assert [content_of(row).problems[0][2] for row in file.rows.all()] == [module.MEANWHILE]
    assert periods.count() == 1


def test_a_leaver_who_was_moved_meanwhile_is_left_out(elm, tmp_path):
    periods = MembershipPeriod.objects.filter(membership__user=elm.amira)
    second = periods.get()
    second.pk, second.thread, second.site = None, uuid4(), elm.south
    second.save()
    file = read(elm, tmp_path, "Mei Tan;mei@elm-park.example;;;North;", everybody=True)
    periods.filter(site=elm.south).update(superseded_at=NOON)

    apply(elm, file)

    assert [row.kind for row in file.rows.order_by("position")] == ["add", "error"]
    assert periods.exclude(valid_until=None).count() == 0


def test_an_offer_that_somebody_made_meanwhile_is_not_made_twice(elm, harbour, tmp_path):
    row = "C. Fraser;callum@harbour-trust.example;;;North;"
    file = read(elm, tmp_path, row)
    with TestCase.captureOnCommitCallbacks():
        module.invited(
            elm.organisation,
            [
                module.Entry(
                    1, "Callum", "callum@harbour-trust.example", elm.teacher.pk, elm.north.pk,
                    None, "", TODAY,
                )
            ],
            module.LEARNER,
            NOON,
            elm.lewis.pk,
        )  # fmt: skip

    apply(elm, file)

    assert (Invitation.objects.count(), file.rows.get().undo) == (1, {})


def test_where_a_rule_changed_it_is_rehearsed_again_and_applied_when_asked_again(
    elm, tmp_path, change_rule
):
    file = read(elm, tmp_path, NEW, MOVED)
    first = foreseen_of(file)
    change_rule(due_days=700)
    people = User.objects.count()

    asked_again = start(elm, file)

    now = foreseen_of(file)
    assert (asked_again, User.objects.count()) == ("waiting", people)
    assert (first.late, now.late) == (1, 0)
    assert [turns_of(row) != [] for row in file.rows.order_by("position")] == [True, False]
    assert (file.rows_done, file.rows_total, file.counts["add"], file.counts["change"]) == (
        *(0, 2),
        *(1, 1),
    )
    fresh = foreseen_of(read(elm, tmp_path, NEW, MOVED))
    assert (now.courses, now.people, now.rules) == (fresh.courses, fresh.people, fresh.rules)


def test_what_was_rehearsed_again_is_applied(elm, tmp_path, change_rule):
    file = read(elm, tmp_path, NEW)
    change_rule(due_days=700)

    assert [start(elm, file), start(elm, file)] == ["waiting", "applied"]
    assert User.objects.filter(email="mei@elm-park.example").count() == 1


def test_a_file_that_nobody_rehearsed_is_applied(elm, tmp_path, change_rule):
    file = read(elm, tmp_path, NEW)
    StaffFile.objects.update(foreseen={})
    change_rule(due_days=700)

    assert start(elm, file) == "applied"


def test_rehearsing_again_goes_on_after_a_break_and_ends_with_the_file(
    elm, tmp_path, change_rule, monkeypatch
):
    monkeypatch.setattr(reading, "ROWS_A_CHUNK", 1)
    monkeypatch.setattr(reading.timezone, "now", lambda: NOON + DAY)
    file = read(elm, tmp_path, NEW, MOVED)
    change_rule(due_days=700)
    with TestCase.captureOnCommitCallbacks():
        start_applying(file=file, at=NOON, actor_id=elm.lewis.pk)
    with TestCase.captureOnCommitCallbacks(execute=True):
        resume_staff_file(file=file, at=NOON + DAY, actor_id=elm.lewis.pk)
    file.refresh_from_db()
    assert (file.state, foreseen_of(file).late) == ("waiting", 0)

    def discard(*_rehearsal):
        discard_staff_file(file=StaffFile.objects.get(), at=NOON, actor_id=elm.lewis.pk)

    StaffFile.objects.update(state="reading")
    monkeypatch.setattr(reading, "rehearse_rows", discard)

    assert reading.rehearse_again(file=file, at=NOON) == 0
    assert (StaffFile.objects.get().state, StaffFileRow.objects.count()) == ("discarded", 0)


@pytest.mark.parametrize("gone", ["job", "site", "team", "tag"])
def test_whoever_was_to_go_where_nothing_is_any_more_is_left_out(elm, tmp_path, gone):
    here = elm.organisation
    places = {
        "job": here.roles.create(name="Diver", slug="diver"),
        "site": here.sites.create(name="West", slug="west"),
        "team": here.teams.create(name="Night"),
        "tag": here.tags.create(name="Swims", slug="swims"),
    }
    rows = [
        "Name;Email;Staff number;Job;Site;Team;Tags",
        "Mei Tan;mei@elm-park.example;;Diver;West;Night;Swims",
        "Amira Haddad;amira@elm-park.example;E001;Diver;West;Night;Swims",
        "Jo Bell;jo@elm-park.example;;Class teacher;North;;",
    ]
    file = upload(elm, tmp_path, "\r\n".join(rows).encode())
    reading.read_staff_file(file=file, at=NOON)
    foreseen = [kind for _row, kind, _name in shown(file)]
    remove_place(place=places[gone], by=elm.ash, at=NOON)

    apply(elm, file)

    problems = [content_of(row).problems for row in file.rows.filter(kind="error")]
    assert foreseen == ["add", "change", "add"]
    assert shown(file) == [
        (2, "error", "Mei Tan"),
        (3, "error", "Amira Haddad"),
        (4, "add", "Jo Bell"),
    ]
    assert problems == [(("", "", module.MEANWHILE),)] * 2
    assert (file.state, file.counts["error"], file.counts["add"]) == ("applied", 2, 1)
    assert MembershipPeriod.objects.current().get(membership__user=elm.amira).site == elm.north
