"""Applying a staff file: whoever somebody changed while it waited is left out."""

from datetime import timedelta

import pytest
from django.test import TestCase

from courses.accounts.invitation import Invitation
from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.models import User
from courses.packages.staff_rows import content_of
from courses.usecases import apply_staff_file as module
from tests.people import NOON, TODAY
from tests.usecases.staff_lists import apply, read

pytestmark = pytest.mark.usefixtures("harbour")
NEXT_DAY = NOON + timedelta(days=1)


def test_who_came_back_otherwise_meanwhile_is_left_out(elm, tmp_path):
    file = read(
        elm,
        tmp_path,
        "Sam Porter;sam@elm-park.example;E099;;South;2026-03-01",
        "Tom Low;tom@elm-park.example;;;South;",
    )
    Membership.objects.filter(user=elm.amira).update(staff_number="E099")

    apply(elm, file)

    assert [row.kind for row in file.rows.order_by("position")] == ["error", "add"]


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
    ]
    file = read(elm, tmp_path, *rows)
    User.objects.filter(pk=elm.amira.pk).update(name="Amira Cole")
    User.objects.create_user(email="mei@elm-park.example", name="Somebody else")
    Membership.objects.filter(user=elm.sam).update(staff_number="E044")

    apply(elm, file)

    assert [row.kind for row in file.rows.all()] == ["error", "error", "error"]
    assert [content_of(row).problems[0][2] for row in file.rows.order_by("position")] == [
        module.MEANWHILE,
        module.TAKEN,
        module.TAKEN,
    ]
    assert (file.counts["error"], file.counts["add"], file.counts["change"]) == (3, 0, 0)
    assert User.objects.get(pk=elm.amira.pk).name == "Amira Cole"


def test_a_leaver_who_was_moved_meanwhile_is_left_out(elm, tmp_path):
    file = read(elm, tmp_path, "Mei Tan;mei@elm-park.example;;;North;", everybody=True)
    MembershipPeriod.objects.filter(membership__user=elm.amira).update(superseded_at=NOON)

    apply(elm, file)

    assert [row.kind for row in file.rows.order_by("position")] == ["add", "error"]


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
