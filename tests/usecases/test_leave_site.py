"""Somebody leaves."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from courses.accounts.invitation import Invitation
from courses.accounts.membership import Access, Grant, MembershipPeriod
from courses.accounts.services import grant, join
from courses.audit.services import UnknownVerb
from courses.common.dates import local_date
from courses.common.vocabulary import VERBS
from courses.compliance.services import set_requirement
from courses.notifications.models import Message
from courses.usecases.grant_access import LastAdministrator
from courses.usecases.leave_site import BeforeFirstDay, HasLeft, leave_site
from courses.usecases.send_reminders import send_reminders
from tests.inviting import invitation_to
from tests.people import NOON, STARTED, TODAY
from tests.tables import everything, trail

DAY = timedelta(days=1)


@pytest.fixture
def leave(elm, harbour):
    """Let somebody of Elm Park leave, today or when told."""

    def call(user, last_day=TODAY, at=NOON):
        leave_site(membership=elm.membership(user), last_day=last_day, at=at, actor_id=elm.ash.pk)

    return call


def refused(error, act):
    before = everything()
    with pytest.raises(error):
        act()
    assert everything() == before


def test_the_last_day_counts_and_history_is_kept(leave, elm):
    leave(elm.amira)

    period = MembershipPeriod.objects.current().get(membership__user=elm.amira)
    assert (period.valid_from, period.valid_until) == (STARTED, TODAY)
    assert MembershipPeriod.objects.filter(membership__user=elm.amira).count() == 2
    assert trail(elm.organisation.pk) == [
        ("left", "membership", elm.membership(elm.amira).pk, elm.ash.pk)
    ]


def test_a_second_time_writes_nothing(leave, elm):
    leave(elm.amira)
    before = everything()

    leave(elm.amira)

    assert everything() == before


def test_every_job_access_and_invitation_ends_with_it(leave, elm):
    join(
        user=elm.noor,
        organisation=elm.organisation,
        role=elm.teacher,
        site=elm.south,
        valid_from=TODAY + 30 * DAY,
        at=NOON,
    )
    _token, invitation = invitation_to(elm.organisation, "north")
    Invitation.objects.update(membership=elm.membership(elm.noor))
    grant(
        membership=elm.membership(elm.noor),
        access=Access.AUTHOR,
        valid_from=TODAY + 30 * DAY,
        at=NOON,
    )

    leave(elm.noor)

    periods = MembershipPeriod.objects.current().filter(membership__user=elm.noor)
    grants = Grant.objects.current().filter(membership__user=elm.noor)
    invitation.refresh_from_db()
    assert [(one.site, one.valid_until) for one in periods] == [(elm.north, TODAY)]
    assert [(one.access, one.valid_until) for one in grants] == [("lead", TODAY)]
    assert invitation.withdrawn_at == NOON


def test_a_day_that_has_passed_ends_every_sign_in_and_no_other(elm, leave, settings):
    settings.DEMO = True
    now = timezone.now()
    mine, also_mine, others = Client(), Client(), Client()
    mine.force_login(elm.lewis)
    also_mine.force_login(elm.lewis)
    others.force_login(elm.noor)
    assert mine.get("/lead/elm-park/people/").status_code == 200

    leave(elm.lewis, local_date(now) - DAY, now)

    answers = [one.get("/learn/").status_code for one in (mine, also_mine, others)]
    assert answers == [302, 302, 200]
    mine.force_login(elm.lewis)
    assert mine.get("/lead/elm-park/people/").status_code == 404
    assert mine.get("/learn/record/").status_code == 200


def test_a_leaver_gets_no_reminder(elm, leave, small_course):
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON,
    )
    leave(elm.amira, TODAY - DAY)

    send_reminders(at=NOON)

    assert Message.objects.filter(recipient=elm.amira).count() == 0
    assert Message.objects.filter(recipient=elm.noor).count() == 1


def test_a_last_day_still_to_come_can_be_put_off_and_access_stays_ended(leave, elm):
    join(
        user=elm.noor,
        organisation=elm.organisation,
        role=elm.teacher,
        site=elm.south,
        valid_from=STARTED,
        valid_until=TODAY + DAY,
        at=NOON,
    )
    leave(elm.noor, TODAY + 3 * DAY)

    leave(elm.noor, TODAY + 9 * DAY)

    periods = MembershipPeriod.objects.current().filter(membership__user=elm.noor)
    grants = Grant.objects.current().filter(membership__user=elm.noor)
    assert sorted((one.site.slug, one.valid_until) for one in periods) == [
        ("north", TODAY + 9 * DAY),
        ("south", TODAY + DAY),
    ]
    assert [one.valid_until for one in grants] == [TODAY + 3 * DAY]
    assert [verb for verb, *_ in trail(elm.organisation.pk)] == ["left", "left"]


def test_whoever_has_left_is_given_no_later_last_day(leave, elm):
    leave(elm.amira, TODAY - 3 * DAY)

    refused(HasLeft, lambda: leave(elm.amira, TODAY - DAY))
    refused(HasLeft, lambda: leave(elm.amira, TODAY + DAY))


def test_nobody_leaves_before_they_began(leave, elm):
    refused(BeforeFirstDay, lambda: leave(elm.amira, STARTED - DAY))


def test_the_last_administrator_stays(leave, elm):
    refused(LastAdministrator, lambda: leave(elm.ash))
    refused(LastAdministrator, lambda: leave(elm.ash, TODAY + 90 * DAY))
    grant(membership=elm.membership(elm.lewis), access=Access.ADMIN, valid_from=TODAY, at=NOON)

    leave(elm.ash)
    refused(LastAdministrator, lambda: leave(elm.lewis, TODAY + 9 * DAY))


def test_without_its_audit_event_nothing_is_written(leave, elm, monkeypatch):
    monkeypatch.delitem(VERBS, "left")

    refused(UnknownVerb, lambda: leave(elm.amira, TODAY - DAY))
