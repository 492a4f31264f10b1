"""Answering an invitation."""

from datetime import timedelta

import pytest

from courses.accounts import joining
from courses.accounts.invitation import Invitation
from courses.accounts.joining import Offered
from courses.accounts.membership import Grant, Membership, MembershipPeriod
from courses.accounts.models import User
from courses.accounts.services import join
from courses.accounts.staff_list import Entry
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.usecases.accept_invitation import InvitationOver, accept_invitation
from tests.people import NOON, TODAY
from tests.tables import everything, trail

TOKEN = "the-token"


@pytest.fixture
def make(elm, harbour):
    """Make an open invitation to Elm Park, its token TOKEN."""

    def call(email="callum@harbour-trust.example", *, known=True, access="", own_site=False):
        entry = Entry(1, "Mei Tan", email, elm.teacher.pk, elm.south.pk, None, "E077", TODAY)
        members = (
            {}
            if known
            else joining.add_people(
                organisation=elm.organisation, entries=[entry], at=NOON, actor_id=elm.lewis.pk
            )
        )
        (row,) = joining.invite(
            organisation=elm.organisation,
            entries=[entry],
            tokens=[TOKEN],
            members=members,
            offered=Offered(access, own_site=own_site),
            at=NOON,
            actor_id=elm.ash.pk,
        )
        return row

    return call


def accept(at=NOON):
    return accept_invitation(token=TOKEN, at=at)


def test_a_member_already_answers_and_nothing_else_changes(make, elm):
    row = make("mei@elm-park.example", known=False)

    user = accept()

    row.refresh_from_db()
    assert (user.email, row.used_at) == ("mei@elm-park.example", NOON)
    assert MembershipPeriod.objects.filter(membership__user=user).count() == 1
    assert trail(elm.organisation.pk) == [("accepted-invitation", "invitation", row.pk, user.pk)]


def test_an_account_elsewhere_becomes_a_member_here_too(make, elm, harbour):
    row = make()

    user = accept()

    member = Membership.objects.get(user=harbour.callum, organisation=elm.organisation)
    period = MembershipPeriod.objects.get(membership=member)
    row.refresh_from_db()
    assert (user, row.membership) == (harbour.callum, member)
    assert (period.site, period.valid_from, member.staff_number) == (elm.south, TODAY, "E077")
    assert user.name == "Callum Fraser"
    assert [line[0] for line in trail(elm.organisation.pk)] == ["joined", "accepted-invitation"]


def test_whoever_came_to_work_here_meanwhile_gets_no_second_period(make, elm, harbour):
    make()
    join(
        user=harbour.callum,
        organisation=elm.organisation,
        role=elm.teacher,
        site=elm.north,
        valid_from=TODAY,
        at=NOON,
    )

    accept()

    periods = MembershipPeriod.objects.filter(
        membership__user=harbour.callum, organisation=elm.organisation
    )
    assert [period.site for period in periods] == [elm.north]


@pytest.mark.parametrize(("own_site", "site"), [(False, None), (True, "South")])
def test_access_begins_with_the_answer(make, elm, own_site, site):
    make(access="lead", own_site=own_site)

    user = accept()

    (grant,) = Grant.objects.filter(membership__user=user)
    assert (grant.access, grant.site and grant.site.name) == ("lead", site)
    assert (grant.valid_from, grant.recorded_by_id) == (TODAY, elm.ash.pk)
    assert trail(elm.organisation.pk)[-1] == ("granted", "grant", grant.pk, elm.ash.pk)


def over(at=NOON):
    before = everything()
    with pytest.raises(InvitationOver):
        accept(at)
    assert everything() == before


def test_a_link_works_once(make):
    make()
    accept()

    over()


def test_a_link_runs_out(make):
    row = make()

    over(row.expires_at)
    assert accept(row.expires_at - timedelta(seconds=1))


@pytest.mark.parametrize(
    "change", [{"withdrawn_at": NOON}, {"token_hash": "f" * 64}, {"email": "gone@example.org"}]
)
def test_withdrawn_renewed_or_nobody_there_any_more_is_over(make, change):
    make()
    Invitation.objects.update(**change)

    over()


@pytest.mark.parametrize("change", [{"is_active": False}, {"anonymised_at": NOON}])
def test_a_closed_account_is_not_opened_by_a_link(make, harbour, change):
    make()
    User.objects.filter(pk=harbour.callum.pk).update(**change)

    over()


@pytest.mark.parametrize("verb", ["joined", "accepted-invitation", "granted"])
def test_without_its_audit_event_nothing_is_written(make, monkeypatch, verb):
    make(access="lead")
    before = everything()
    monkeypatch.delitem(VERBS, verb)

    with pytest.raises(UnknownVerb):
        accept()

    assert everything() == before
