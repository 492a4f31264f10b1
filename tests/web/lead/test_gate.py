"""Who may open a lead's page: a grant in that organisation, and outside DEMO a second factor."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from courses.accounts import services
from courses.accounts.membership import Access, Grant
from courses.accounts.permissions import Permission
from courses.web.lead.gate import leads, may
from tests.people import NOON, STARTED
from tests.web.reading import heading_of

PEOPLE = "/lead/elm-park/people/"


@pytest.mark.parametrize("who", ["lewis", "noor", "ash"])
def test_a_grant_opens_the_page(elm, sign_in, who):
    answer = sign_in(getattr(elm, who)).get(PEOPLE)

    assert (answer.status_code, heading_of(answer)) == (200, "People")


@pytest.mark.parametrize("who", ["amira", "grace", "sam"])
def test_without_one_the_organisation_is_not_there(elm, sign_in, who):
    client = sign_in(getattr(elm, who))

    here, nowhere = client.get(PEOPLE), client.get("/lead/no-such-place/people/")

    assert (here.status_code, nowhere.status_code) == (404, 404)
    assert heading_of(here) == heading_of(nowhere) == "Page not found"


def test_a_lead_of_another_organisation_finds_nothing(elm, harbour, sign_in):
    assert sign_in(harbour.beth).get(PEOPLE).status_code == 404
    assert sign_in(harbour.beth).get("/lead/harbour-trust/people/").status_code == 200


def test_a_stranger_is_asked_to_sign_in_and_led_back(db, client):
    assert client.get(PEOPLE)["Location"] == f"/account/login/?next={PEOPLE}"


@pytest.mark.parametrize("ended", ["superseded", "over", "not begun"])
def test_a_grant_that_does_not_hold_today_opens_nothing(elm, sign_in, ended):
    changes = {
        "superseded": {"superseded_at": NOON},
        "over": {"valid_until": date(2025, 1, 1)},
        "not begun": {"valid_from": date(2999, 1, 1)},
    }
    Grant.objects.filter(membership__user=elm.lewis).update(**changes[ended])

    assert sign_in(elm.lewis).get(PEOPLE).status_code == 404


def test_outside_the_demonstration_a_second_factor_is_asked_for(settings, elm, sign_in):
    settings.DEMO = False

    answer = sign_in(elm.lewis).get(PEOPLE)

    assert (answer.status_code, answer["Location"]) == (302, "/account/2fa/")


def test_with_a_second_factor_the_page_opens(settings, elm, sign_in):
    settings.DEMO = False
    Authenticator.objects.create(user=elm.lewis, type=Authenticator.Type.TOTP, data={})

    assert heading_of(sign_in(elm.lewis).get(PEOPLE)) == "People"


def test_who_has_no_grant_is_not_told_to_set_up_a_factor(settings, elm, sign_in):
    settings.DEMO = False

    assert sign_in(elm.amira).get(PEOPLE).status_code == 404


def test_a_grant_in_one_organisation_opens_no_other(elm, harbour, sign_in):
    services.join(
        user=elm.lewis,
        organisation=harbour.organisation,
        role=harbour.worker,
        site=harbour.quay,
        valid_from=STARTED,
        at=NOON,
    )
    client = sign_in(elm.lewis)
    before = client.get("/lead/harbour-trust/people/").status_code
    services.grant(
        membership=harbour.membership(elm.lewis), access=Access.LEAD, valid_from=STARTED, at=NOON
    )

    assert (before, client.get("/lead/harbour-trust/people/").status_code) == (404, 200)


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET"], whole=True)
def whole(request, **_kwargs):
    """Answer who leads all of it."""
    return HttpResponse(f"{request.organisation} {may(request, Permission.ADMINISTER)}")


def asked(user):
    request = RequestFactory().get("/")
    request.user = user
    return whole(request, organisation="elm-park")


def test_a_page_about_the_whole_organisation_is_closed_to_the_lead_of_one_site(elm):
    assert asked(elm.lewis).content == b"Elm Park False"
    assert asked(elm.ash).content == b"Elm Park True"
    with pytest.raises(Http404):
        asked(elm.noor)
