"""Approving and declining requests to join."""

import pytest
from django.core import mail
from django.db import IntegrityError

from courses.accounts import joining
from courses.accounts.join_requests import JoinRequest
from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.models import User
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.compliance.services import set_requirement
from courses.learning.models import Enrolment
from courses.notifications.models import Message
from courses.usecases.answer_request import approve_requests, decline_request
from tests.people import NOON, STARTED, TODAY
from tests.tables import everything, verbs_about
from tests.usecases.asking import asks, way_into


@pytest.fixture
def way(elm, harbour):
    """Return the open joining code of North."""
    return way_into(elm.north, elm.ash)


@pytest.fixture
def approve(elm):
    """Approve requests as Lewis, who leads both sites."""

    def call(*requests):
        return approve_requests(
            organisation=elm.organisation,
            requests=requests,
            role=elm.teacher,
            starts_on=TODAY,
            at=NOON,
            actor_id=elm.lewis.pk,
        )

    return call


def member(email):
    return Membership.objects.get(user__email=email, organisation__slug="elm-park")


def kept(request):
    request.refresh_from_db()
    return request.outcome, request.decided_at, request.decided_by_id


def test_several_become_members_with_their_courses_and_a_mail(
    elm, way, approve, small_course, django_capture_on_commit_callbacks
):
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        at=NOON,
    )
    requests = [asks(way, staff_number="E077"), asks(way, email="jo@example.org", name="Jo")]

    with django_capture_on_commit_callbacks(execute=True):
        assert approve(*requests).joined == 2

    user = User.objects.get(email="mei@example.org")
    period = MembershipPeriod.objects.get(membership__user=user)
    assert (user.name, user.has_usable_password()) == ("Mei Tan", False)
    assert (period.site, period.role, period.valid_from) == (elm.north, elm.teacher, TODAY)
    assert member("mei@example.org").staff_number == "E077"
    assert Enrolment.objects.filter(learner=user, course=small_course.course).count() == 1
    assert {kept(one) for one in requests} == {("approved", NOON, elm.lewis.pk)}
    mails = [one for one in mail.outbox if "request" in one.subject]
    assert [one.to for one in mails] == [["mei@example.org"], ["jo@example.org"]]
    assert "Elm Park has added you" in mails[0].body
    assert "http://testserver/account/login/code/" in mails[0].body
    assert verbs_about(requests[0]) == ["asked-to-join", "approved-request"]
    assert verbs_about(member("mei@example.org"))[0] == "joined"


def test_an_account_elsewhere_stays_as_it_is(elm, harbour, way, approve):
    before = User.objects.filter(pk=harbour.callum.pk).values().get()

    approve(asks(way, email="callum@harbour-trust.example", name="Another Name"))

    assert User.objects.filter(pk=harbour.callum.pk).values().get() == before
    assert member("callum@harbour-trust.example").user == harbour.callum
    assert harbour.callum.memberships.count() == 2


def test_who_left_comes_back_with_the_same_record(elm, way, approve):
    approve(asks(way, email="sam@elm-park.example"))

    assert (elm.membership(elm.sam).staff_number, elm.membership(elm.sam).periods.count()) == (
        "E006", 2,
    )  # fmt: skip


def test_a_staff_number_that_somebody_has_is_left_out(way, approve):
    approve(
        asks(way, staff_number="E001"),
        asks(way, email="jo@example.org", staff_number="E088"),
        asks(way, email="al@example.org", staff_number="E088"),
    )

    numbers = [member(f"{one}@example.org").staff_number for one in ("mei", "jo", "al")]
    assert numbers == ["", "E088", ""]


def test_who_came_to_work_there_meanwhile_stays_as_they_are(elm, way, approve):
    request = asks(way)
    request.email = "amira@elm-park.example"
    request.save()

    result = approve(request)

    assert (result.joined, result.left_out, kept(request)[0]) == (0, (), "approved")
    assert elm.membership(elm.amira).periods.count() == 1


def test_a_closed_account_is_left_waiting(elm, harbour, way, approve):
    request = asks(way, email="callum@harbour-trust.example")
    User.objects.filter(pk=harbour.callum.pk).update(is_active=False)
    before = everything()

    result = approve(request)

    assert (result.joined, result.left_out) == (0, (request,))
    assert everything() == before


def test_a_repeat_and_what_is_anothers_change_nothing(way, approve, harbour):
    request = asks(way)
    theirs = asks(way_into(harbour.quay, harbour.beth))
    approve(request)
    before = everything()

    assert approve(request, theirs).joined == 0
    assert everything() == before


def test_an_account_that_appears_meanwhile_is_found_by_a_second_look(way, approve, monkeypatch):
    add_people, tries = joining.add_people, []

    def late(**given):
        if not tries:
            tries.append(1)
            raise IntegrityError
        return add_people(**given)

    monkeypatch.setattr(joining, "add_people", late)

    assert approve(asks(way)).joined == 1


def test_a_declined_request_is_told_why_and_gives_its_room_back(elm, way):
    request = asks(way)
    fields = {"request": request, "reason": "Ask there.", "at": NOON, "actor_id": elm.lewis.pk}

    done = [decline_request(**fields) for _ in range(2)]

    way.refresh_from_db()
    (sent,) = Message.objects.all()
    assert (done, way.people, kept(request)[0]) == ([True, False], 0, "declined")
    assert ("not approved.\n\nAsk there.\n" in sent.body, sent.kind) == (True, "joining")
    assert verbs_about(request) == ["asked-to-join", "declined-request"]
    assert asks(way).pk != request.pk  # who was declined may ask again


@pytest.mark.parametrize("verb", ["approved-request", "joined"])
def test_nothing_is_kept_without_its_event(way, approve, monkeypatch, verb):
    request = asks(way)
    before = everything()
    monkeypatch.delitem(VERBS, verb)

    with pytest.raises(UnknownVerb):
        approve(request)

    assert everything() == before
    assert JoinRequest.objects.waiting().count() == 1
