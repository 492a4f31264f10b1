"""Taking a staff file back: everybody as before, but whom somebody changed since."""

from datetime import timedelta

import pytest
from django.test import TestCase

from courses.accounts.invitation import Invitation
from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.models import User
from courses.usecases import undo_staff_file as module
from courses.usecases.undo_staff_file import (
    discard_staff_file,
    start_undoing,
    undo_file,
    undo_staff_file,
)
from tests.people import NOON
from tests.tables import trail
from tests.usecases.staff_lists import apply, read

pytestmark = pytest.mark.usefixtures("harbour")
LATER = NOON + timedelta(hours=1)
MEI = "Mei Tan;mei@elm-park.example;E099;;North;"


def undo(elm, file):
    """Undo a file that is applied."""
    with TestCase.captureOnCommitCallbacks():
        start_undoing(file=file, at=LATER, actor_id=elm.lewis.pk)
        undo_staff_file(file=file, at=LATER, actor_id=elm.lewis.pk)
    return file


def state_of(elm) -> list[tuple]:
    """Return who works where with what name, address and number, as lists see it."""
    rows = MembershipPeriod.objects.current().filter(organisation=elm.organisation)
    member = "membership__"
    names = ("user__name", "user__folded_name", "user__email", "staff_number")
    return sorted(
        rows.values_list(
            *(f"{member}{name}" for name in names),
            "role",
            "site",
            "team",
            "valid_from",
            "valid_until",
        ),
        key=str,
    )


def test_everybody_is_as_before_the_file(elm, tmp_path, monkeypatch):
    before = state_of(elm)
    rows = [
        MEI,
        "Amira Cole;amira.cole@elm-park.example;E001;;South;",
        "Sam Porter;sam@elm-park.example;E006;;South;2026-03-01",
        "C. Fraser;callum@harbour-trust.example;;;North;",
    ]
    file = apply(elm, read(elm, tmp_path, *rows))
    changed = state_of(elm)
    monkeypatch.setattr(module, "ROWS_A_CHUNK", 3)

    undo(elm, file)

    assert (changed == before, state_of(elm)) == (False, before)
    assert (file.state, file.problem, file.rows.count()) == ("undone", "", 0)
    assert Invitation.objects.get().withdrawn_at == LATER
    assert [verb for verb, *_ in trail(elm.organisation.pk)][-2:] == ["undid-staff-file"] * 2


def test_a_leaver_works_there_again(elm, tmp_path):
    before = state_of(elm)
    file = apply(elm, read(elm, tmp_path, MEI, everybody=True))

    undo(elm, file)

    assert state_of(elm) == before


def test_the_same_file_can_be_applied_again_after_it_was_undone(elm, tmp_path):
    undo(elm, apply(elm, read(elm, tmp_path, MEI)))

    apply(elm, read(elm, tmp_path, MEI, at=LATER), at=LATER)

    member = Membership.objects.get(user__email="mei@elm-park.example")
    assert member.staff_number == "E099"
    assert MembershipPeriod.objects.current().filter(membership=member).count() == 1


def test_whom_somebody_changed_since_stays_and_is_counted(elm, tmp_path):
    file = apply(elm, read(elm, tmp_path, MEI, "Jo Bell;jo@elm-park.example;;;North;"))
    mei = MembershipPeriod.objects.filter(membership__user__email="mei@elm-park.example")
    mei.update(superseded_at=NOON)

    undo(elm, file)

    assert (file.state, file.problem) == ("undone", "1")


def test_a_name_changed_since_is_not_overwritten_nor_an_address_that_is_taken(elm, tmp_path):
    row = "Amira Cole;amira.cole@elm-park.example;E001;;;"
    file = apply(elm, read(elm, tmp_path, row))
    User.objects.filter(pk=elm.amira.pk).update(name="Amira C")
    User.objects.create_user(email="amira@elm-park.example", name="Somebody else")

    undo(elm, file)

    elm.amira.refresh_from_db()
    assert (elm.amira.name, elm.amira.email) == ("Amira C", "amira.cole@elm-park.example")


def test_only_the_newest_applied_file_is_undone(elm, tmp_path):
    first = apply(elm, read(elm, tmp_path, MEI))
    apply(elm, read(elm, tmp_path, "Jo Bell;jo@elm-park.example;;;North;", at=LATER), at=LATER)

    undo(elm, first)

    assert (first.state, undo_file.call(first.pk, elm.lewis.pk)) == ("applied", 0)


def test_a_file_that_still_waits_is_discarded_for_it(elm, tmp_path):
    before = state_of(elm)
    first = apply(elm, read(elm, tmp_path, MEI))
    waiting = read(elm, tmp_path, "Jo Bell;jo@elm-park.example;;;North;", at=LATER)

    undo(elm, first)

    waiting.refresh_from_db()
    assert (first.state, waiting.state, waiting.rows.count()) == ("undone", "discarded", 0)
    assert state_of(elm) == before


def test_nothing_is_undone_while_another_file_is_being_applied(elm, tmp_path):
    first = apply(elm, read(elm, tmp_path, MEI))
    other = read(elm, tmp_path, "Jo Bell;jo@elm-park.example;;;North;")
    other.state, other.at = "applying", NOON - timedelta(hours=1)
    other.save()

    start_undoing(file=first, at=LATER, actor_id=elm.lewis.pk)

    other.refresh_from_db()
    assert (first.state, other.state) == ("applied", "applying")


def test_a_discarded_file_leaves_no_rows(elm, tmp_path):
    file = read(elm, tmp_path, MEI)

    discard_staff_file(file=file, at=NOON, actor_id=elm.lewis.pk)

    assert (file.state, file.rows.count()) == ("discarded", 0)
    assert trail(elm.organisation.pk)[-1][0] == "discarded-staff-file"


def test_an_applied_file_is_not_discarded(elm, tmp_path):
    file = apply(elm, read(elm, tmp_path, MEI))

    discard_staff_file(file=file, at=NOON, actor_id=elm.lewis.pk)

    assert (file.state, file.rows.count()) == ("applied", 1)


def test_a_number_that_somebody_else_was_given_since_is_not_put_back(elm, tmp_path):
    file = apply(elm, read(elm, tmp_path, "Amira Cole;amira@elm-park.example;E100;;;"))
    Membership.objects.filter(user=elm.noor).update(staff_number="E001")

    undo(elm, file)

    amira = elm.membership(elm.amira)
    assert (amira.user.name, amira.staff_number) == ("Amira Haddad", "E100")
    assert elm.membership(elm.noor).staff_number == "E001"
    assert file.state == "undone"
