"""Applying a staff file: who is added, changed, given a last day, and what is left alone."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.test import TestCase

from courses.accounts.invitation import Invitation
from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.models import Role, Team, User
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.notifications.services import deliver_due
from courses.packages.staff_files import StaffFile
from courses.packages.staff_rows import content_of
from courses.usecases import apply_staff_file as module
from courses.usecases.apply_staff_file import (
    apply_chunk,
    apply_file,
    apply_staff_file,
    start_applying,
)
from courses.usecases.read_staff_file import read_staff_file
from courses.usecases.undo_staff_file import discard_staff_file
from tests.people import NOON, STARTED, TODAY
from tests.tables import everything, trail
from tests.usecases.staff_lists import apply, read, shown, upload

pytestmark = pytest.mark.usefixtures("harbour")
NEXT_DAY = NOON + timedelta(days=1)


def works_of(email: str) -> list[tuple[str, str, date, date | None]]:
    """Return job, site and days of somebody, earliest first."""
    rows = MembershipPeriod.objects.current().filter(membership__user__email=email)
    return list(
        rows.order_by("valid_from").values_list(
            "role__name", "site__name", "valid_from", "valid_until"
        )
    )


def test_somebody_new_works_there_and_signs_in_by_code(elm, tmp_path):
    file = apply(
        elm, read(elm, tmp_path, "Mei Tan;Mei@Elm-Park.example;E099;class teacher;south;1/4/2026")
    )

    user = User.objects.get(email="mei@elm-park.example")
    member = Membership.objects.get(user=user)
    assert (user.name, user.folded_name, user.has_usable_password()) == (
        "Mei Tan",
        "mei tan",
        False,
    )
    assert (member.organisation, member.staff_number) == (elm.organisation, "E099")
    assert works_of(user.email) == [("Class teacher", "South", date(2026, 4, 1), None)]
    assert (file.state, file.rows_done, file.counts["add"]) == ("applied", 1, 1)
    assert trail(elm.organisation.pk) == [
        ("uploaded-staff-file", "stafffile", file.pk, elm.lewis.pk),
        ("applied-staff-file", "stafffile", file.pk, elm.lewis.pk),
    ]


def test_once_all_are_there_the_rules_are_asked_which_courses_they_are_given(
    elm, tmp_path, monkeypatch
):
    asked = []
    monkeypatch.setattr(module, "apply_rules", SimpleNamespace(enqueue=asked.append))
    file = read(elm, tmp_path, "Mei Tan;mei@elm-park.example;;;North;1/9/2025")
    with TestCase.captureOnCommitCallbacks():
        start_applying(file=file, at=NOON, actor_id=elm.lewis.pk)

    with TestCase.captureOnCommitCallbacks(execute=True):
        apply_chunk(file=file, at=NOON, actor_id=elm.lewis.pk)
        assert asked == []
    assert asked == []
    with TestCase.captureOnCommitCallbacks(execute=True):
        apply_chunk(file=file, at=NOON, actor_id=elm.lewis.pk)

    assert asked == [elm.organisation.pk]


def test_somebody_without_an_address_is_known_by_the_staff_number(elm, tmp_path):
    apply(elm, read(elm, tmp_path, "Jo Bell;;E100;;North;"))

    member = Membership.objects.get(staff_number="E100")
    assert (member.user.name, member.user.email) == ("Jo Bell", None)


def test_a_move_counts_from_today_and_earlier_days_stay(elm, tmp_path):
    Role.objects.create(organisation=elm.organisation, slug="cook", name="Cook")

    apply(elm, read(elm, tmp_path, "Amira Haddad;amira@elm-park.example;E001;Cook;South;"))

    assert works_of("amira@elm-park.example") == [
        ("Class teacher", "North", STARTED, date(2026, 3, 2)),
        ("Cook", "South", TODAY, None),
    ]


def test_a_team_of_the_old_site_does_not_go_along(elm, tmp_path):
    team = Team.objects.create(organisation=elm.organisation, site=elm.north, name="Reception")
    periods = MembershipPeriod.objects.filter(membership__user=elm.amira)
    periods.update(team=team, valid_from=TODAY)

    file = apply(elm, read(elm, tmp_path, "Amira Haddad;amira@elm-park.example;E001;;South;"))

    assert content_of(file.rows.get()).changes == (
        ("site", "North", "South"),
        ("team", "Reception", ""),
    )
    now = MembershipPeriod.objects.current().get(membership__user=elm.amira)
    assert (now.site, now.team, now.valid_from) == (elm.south, None, TODAY)


def test_a_start_that_is_still_to_come_moves_with_the_file(elm, tmp_path):
    apply(elm, read(elm, tmp_path, "Mei Tan;mei@elm-park.example;;;North;1/4/2026"))

    apply(elm, read(elm, tmp_path, "Mei Tan;mei@elm-park.example;;;North;14/4/2026"), at=NOON)

    assert works_of("mei@elm-park.example") == [("Class teacher", "North", date(2026, 4, 14), None)]


def test_with_another_address_the_earlier_one_is_told_and_sign_ins_end(elm, tmp_path, client):
    client.force_login(elm.amira)
    apply(elm, read(elm, tmp_path, "Amira Haddad-Cole;amira.cole@elm-park.example;E001;;;"))
    deliver_due(at=NOON)

    elm.amira.refresh_from_db()
    assert (elm.amira.name, elm.amira.folded_name) == ("Amira Haddad-Cole", "amira haddad-cole")
    assert elm.amira.email == "amira.cole@elm-park.example"
    assert [one.to for one in mail.outbox] == [["amira@elm-park.example"]]
    assert client.get("/learn/").status_code == 302


def test_an_account_that_others_know_gets_an_offer_and_stays_as_it_is(elm, harbour, tmp_path):
    before = User.objects.filter(pk=harbour.callum.pk).values().get()

    file = apply(elm, read(elm, tmp_path, "C. Fraser;callum@harbour-trust.example;E099;;North;"))

    offer = Invitation.objects.get()
    assert shown(file) == [(2, "invite", "C. Fraser")]
    assert (offer.email, offer.organisation, offer.membership) == (
        "callum@harbour-trust.example",
        elm.organisation,
        None,
    )
    assert User.objects.filter(pk=harbour.callum.pk).values().get() == before
    assert list(Membership.objects.filter(user=harbour.callum)) == [
        harbour.membership(harbour.callum)
    ]


def test_somebody_who_left_comes_back_to_the_same_record(elm, tmp_path):
    apply(elm, read(elm, tmp_path, "Sam Porter;sam@elm-park.example;E006;;South;2026-03-01"))

    assert works_of("sam@elm-park.example") == [
        ("Class teacher", "North", STARTED, date(2025, 4, 30)),
        ("Class teacher", "South", date(2026, 3, 1), None),
    ]


def test_whoever_is_missing_from_a_list_of_everybody_has_left(elm, tmp_path):
    file = read(elm, tmp_path, "Mei Tan;mei@elm-park.example;;;North;", everybody=True)

    apply(elm, file)

    assert shown(file) == [(2, "add", "Mei Tan"), (None, "leaver", "Amira Haddad")]
    assert works_of("amira@elm-park.example") == [("Class teacher", "North", STARTED, TODAY)]
    assert works_of("lewis@elm-park.example") == [("Class teacher", "North", STARTED, None)]


def test_the_same_file_three_times_means_the_same_people(elm, tmp_path):
    rows = ["Mei Tan;mei@elm-park.example;E099;;South;1/4/2026", "Jo Bell;;E100;;North;"]
    apply(elm, read(elm, tmp_path, *rows))
    users = User.objects.count()

    again = read(elm, tmp_path, *rows)
    third = read(elm, tmp_path, *rows)

    assert shown(third) == [(2, "unchanged", "Mei Tan"), (3, "unchanged", "Jo Bell")]
    assert User.objects.count() == users
    again.refresh_from_db()
    assert again.state == "discarded"


def test_a_last_day_that_has_passed_ends_every_job_and_sign_in(elm, tmp_path, client):
    client.force_login(elm.amira)
    period = MembershipPeriod.objects.get(membership__user=elm.amira)
    again = {"membership": period.membership, "organisation": elm.organisation, "recorded_at": NOON}
    places = {"role": elm.teacher, "site": elm.south}
    ended = date(2026, 3, 1)
    MembershipPeriod.objects.filter(pk=period.pk).update(valid_until=date(2026, 3, 10))
    MembershipPeriod.objects.create(valid_from=date(2026, 4, 1), **again, **places)

    heading = "Name;Email;Last day"
    content = f"{heading}\r\nAmira Haddad;amira@elm-park.example;{ended}".encode()
    file = upload(elm, tmp_path, content)
    read_staff_file(file=file, at=NOON)
    apply(elm, file)

    assert works_of("amira@elm-park.example") == [("Class teacher", "North", STARTED, ended)]
    assert client.get("/learn/").status_code == 302


def test_on_the_last_day_itself_nobody_is_signed_out(elm, tmp_path, client):
    client.force_login(elm.amira)
    content = f"Name;Email;Last day\r\nAmira Haddad;amira@elm-park.example;{TODAY}".encode()
    file = upload(elm, tmp_path, content)
    read_staff_file(file=file, at=NOON)

    apply(elm, file)

    assert works_of("amira@elm-park.example") == [("Class teacher", "North", STARTED, TODAY)]
    assert client.session.get("_auth_user_id") == str(elm.amira.pk)


def test_a_last_day_that_one_job_has_already_is_left_as_it_is(elm, tmp_path):
    period = MembershipPeriod.objects.get(membership__user=elm.amira)
    last = date(2026, 3, 31)
    MembershipPeriod.objects.create(
        membership=period.membership, organisation=elm.organisation, recorded_at=NOON,
        role=elm.teacher, site=elm.south, valid_from=STARTED, valid_until=last,
    )  # fmt: skip
    content = f"Name;Email;Last day\r\nAmira Haddad;amira@elm-park.example;{last}".encode()
    file = upload(elm, tmp_path, content)
    read_staff_file(file=file, at=NOON)

    apply(elm, file)

    assert [one[3] for one in works_of("amira@elm-park.example")] == [last, last]
    assert len(file.rows.get().undo["ended"]) == 1


def test_only_those_with_another_address_are_told(elm, tmp_path):
    rows = ["Lewis Grant-Low;;E002;;;", "Amira H;amira.h@elm-park.example;E001;;;"]

    file = read(elm, tmp_path, *rows)
    apply(elm, file)
    deliver_due(at=NOON)

    assert [one.to for one in mail.outbox] == [["amira@elm-park.example"]]


def test_a_broken_run_goes_on_at_the_next_chunk(elm, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "ROWS_A_CHUNK", 2)
    rows = [f"Person {n};p{n}@elm-park.example;;;North;" for n in range(5)]
    file = read(elm, tmp_path, *rows)
    with TestCase.captureOnCommitCallbacks():
        start_applying(file=file, at=NOON, actor_id=elm.lewis.pk)
    apply_chunk(file=file, at=NOON, actor_id=elm.lewis.pk)

    done = apply_staff_file(file=file, at=NOON, actor_id=elm.lewis.pk)

    assert (done, file.state, file.rows_done) == (3, "applied", 5)
    assert User.objects.filter(email__startswith="p").count() == 5


def test_when_the_trail_refuses_the_chunk_nothing_of_it_is_written(elm, tmp_path, monkeypatch):
    file = read(elm, tmp_path, "Mei Tan;mei@elm-park.example;;;North;")
    with TestCase.captureOnCommitCallbacks():
        start_applying(file=file, at=NOON, actor_id=elm.lewis.pk)
    before = everything()
    monkeypatch.delitem(VERBS, "applied-staff-file")

    with pytest.raises(UnknownVerb):
        apply_staff_file(file=file, at=NOON, actor_id=elm.lewis.pk)

    assert everything() == before


def test_a_file_that_does_not_wait_is_not_applied(elm, tmp_path):
    file = read(elm, tmp_path, "Mei Tan;mei@elm-park.example;;;North;")
    discard_staff_file(file=file, at=NOON, actor_id=elm.lewis.pk)

    start_applying(file=file, at=NOON, actor_id=elm.lewis.pk)

    assert (file.state, apply_file.call(file.pk, elm.lewis.pk)) == ("discarded", 0)
    assert StaffFile.objects.get().state == "discarded"
    assert User.objects.filter(email="mei@elm-park.example").count() == 0


def test_applying_a_newer_file_drops_the_rows_of_the_earlier(elm, tmp_path):
    first = apply(elm, read(elm, tmp_path, "Mei Tan;mei@elm-park.example;;;North;"))

    apply(elm, read(elm, tmp_path, "Jo Bell;jo@elm-park.example;;;North;"))

    assert (first.rows.count(), StaffFile.objects.get(pk=first.pk).state) == (0, "applied")
