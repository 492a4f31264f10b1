"""A lead looks at requests to join."""

import pytest

from courses.accounts.join_requests import JoinRequest
from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.web.lead.views import join_requests
from tests.tables import everything
from tests.usecases.asking import asks, way_into
from tests.web.reading import heading_of, problems_in, text_of

PAGE = "/lead/elm-park/invitations/requests/"


@pytest.fixture
def way(elm, harbour):
    """Return the open joining code of North."""
    return way_into(elm.north, elm.ash)


@pytest.fixture
def lewis(elm, sign_in):
    """Return the browser of the lead of both sites."""
    return sign_in(elm.lewis)


def approval(elm, *requests, **more):
    ids = [one.pk for one in requests]
    return {"chosen": ids, "job": elm.teacher.pk, "start": "2026-03-02"} | more


def names():
    return list(Membership.objects.order_by("-pk").values_list("user__name", flat=True)[:2])


def test_several_are_approved_at_once(elm, way, lewis):
    requests = [asks(way), asks(way, email="jo@example.org", name="Jo Bell")]
    page = text_of(lewis.get(PAGE))
    assert [word in page for word in ("mei@example.org", "Jo Bell", "North")] == [True] * 3
    assert "Each row says it" not in page

    answer = lewis.post(PAGE, approval(elm, *requests))
    again = lewis.post(PAGE, approval(elm, *requests))

    assert (answer["Location"], again["Location"]) == (PAGE, PAGE)
    assert names() == ["Jo Bell", "Mei Tan"]
    words = text_of(lewis.get(PAGE))
    assert "2 people have joined. They are sent an email." in words
    assert "Somebody has decided about them meanwhile." in words
    assert "Nobody waits for a decision." in words


def test_who_is_here_already_is_shown_by_number_name_or_address(elm, way, lewis, sign_in):
    asks(way, staff_number="E001")
    asks(way, email="jo@example.org", name="GRACE  Whitfield")
    asks(way, email="al@example.org", name="Al")

    whole, part = lewis.get(PAGE).content.decode(), sign_in(elm.noor).get(PAGE)

    amira, grace = (elm.membership(one).pk for one in (elm.amira, elm.grace))
    assert f'<a class="govuk-link" href="/lead/elm-park/people/{amira}/">Amira' in whole
    assert f'<a class="govuk-link" href="/lead/elm-park/people/{grace}/">Grace' in whole
    assert "Somebody like this works at another site" in text_of(part)
    assert ("Grace Whitfield, E004" in text_of(part), str(grace) in text_of(part)) == (False,) * 2


def test_nobody_stands_here_twice_before_it_is_said_that_they_are_two(elm, way, lewis):
    double = asks(way, staff_number="E001")
    other = asks(way, email="jo@example.org", name="Jo Bell")
    before = everything()

    refused = lewis.post(PAGE, approval(elm, double, other))
    nothing = everything()
    lewis.post(PAGE, approval(elm, double, other, despite="on"))

    assert problems_in(refused) == [
        "Mei Tan may be here already. Decline their request, or tick that it is another"
    ]
    assert refused.context["form"]["chosen"].value() == [str(double.pk), str(other.pk)]
    assert nothing == before
    assert names() == ["Jo Bell", "Mei Tan"]
    assert "despite" not in lewis.get(PAGE).content.decode()


def test_a_lead_of_one_site_decides_there_alone(elm, way, sign_in):
    theirs = asks(way_into(elm.south, elm.ash), email="jo@example.org", name="Jo Bell")
    asks(way)
    noor = sign_in(elm.noor)
    before = everything()

    answer = noor.post(PAGE, approval(elm, theirs))

    assert "Jo Bell" not in text_of(noor.get(PAGE))
    assert problems_in(answer) == [
        "Somebody has decided about one of them meanwhile. Look at the list, then tick"
    ]
    assert noor.get(f"{PAGE}{theirs.pk}/decline/").status_code == 404
    assert everything() == before


def test_what_is_missing_or_cannot_be_is_said(elm, way, lewis):
    request = asks(way)
    before = everything()

    empty = lewis.post(PAGE, {})
    odd = lewis.post(PAGE, approval(elm, request, job=0, start="1949-12-31"))

    assert problems_in(empty) == ["Tick who is approved", "Choose a job", "Enter the day"]
    assert problems_in(odd) == [
        "Choose a job from the list",
        "Enter a day from 1950 to a year ahead",
    ]
    assert everything() == before


def test_a_closed_account_and_who_came_meanwhile_are_said(elm, harbour, way, lewis):
    closed = asks(way, email="callum@harbour-trust.example", name="Callum")
    User.objects.filter(pk=harbour.callum.pk).update(is_active=False)
    here = asks(way)
    JoinRequest.objects.filter(pk=here.pk).update(email="amira@elm-park.example")

    lewis.post(PAGE, approval(elm, closed))
    first = text_of(lewis.get(PAGE))
    lewis.post(PAGE, approval(elm, here))

    assert "Their account is closed, so nothing was done for: Callum" in first
    assert "They work here already. They are sent an email." in text_of(lewis.get(PAGE))


def test_one_is_declined_with_a_reason_that_is_sent(way, lewis):
    request = asks(way)
    url = f"{PAGE}{request.pk}/decline/"
    assert "Why is it declined?" in heading_of(lewis.get(url))
    assert problems_in(lewis.post(url, {"reason": "Unwell"})) == ["Choose a reason from the list"]

    answer = lewis.post(url, {"reason": "You work at another site. Ask there."})

    request.refresh_from_db()
    assert (answer["Location"], request.outcome) == (PAGE, "declined")
    assert lewis.post(url).status_code == 404


def test_a_request_that_another_lead_decided_about_in_between_is_not_called_declined(
    elm, way, lewis, monkeypatch
):
    asking = asks(way)
    monkeypatch.setattr(join_requests, "request_in", lambda scope, pk: asking)
    lewis.post(PAGE, approval(elm, asking))

    lewis.post(f"{PAGE}{asking.pk}/decline/", {"reason": "You work at another site. Ask there."})

    words = text_of(lewis.get(PAGE))
    assert "Somebody has decided about it meanwhile." in words
    assert "is declined" not in words
    asking.refresh_from_db()
    assert asking.outcome == "approved"


def test_the_number_that_wait_stands_on_dashboard_and_invitations(elm, way, lewis, sign_in):
    asks(way)
    asks(way_into(elm.south, elm.ash), email="jo@example.org")

    assert "2 people ask to join and wait for you" in text_of(lewis.get("/lead/elm-park/"))
    assert "2 people ask to join" in text_of(lewis.get("/lead/elm-park/invitations/"))
    noor = sign_in(elm.noor)
    assert "1 person asks to join and waits for you" in text_of(noor.get("/lead/elm-park/"))
    assert "Joining codes" not in text_of(noor.get("/lead/elm-park/invitations/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_more_requests_ask_no_more_of_the_database(way, lewis, rows, django_assert_num_queries):
    for number in range(rows):
        asks(way, email=f"{number}@example.org", name="Amira Haddad")
    lewis.get(PAGE)

    with django_assert_num_queries(8):
        lewis.get(PAGE)
