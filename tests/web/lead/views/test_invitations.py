"""Inviting staff in the browser: list, check, confirm, send again, withdraw."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courses.accounts.invitation import Invitation
from courses.accounts.membership import Membership
from courses.accounts.models import Role, User
from tests.tables import everything
from tests.web.reading import errors_of, text_of

LIST = "/lead/elm-park/invitations/"
NEW = f"{LIST}new/"


@pytest.fixture
def lewis(elm, harbour, sign_in):
    """Return the browser of the lead of both sites."""
    return sign_in(elm.lewis)


@pytest.fixture
def data(elm, mo_khan):
    """Return how to fill in the form."""

    def fill(people="Mei Tan, mei@example.org\nJo Bell, jo@example.org", **more):
        filled = {
            "people": people,
            "job": str(elm.teacher.pk),
            "site": str(elm.north.pk),
            "start": "2026-03-03",
        }
        return filled | more

    return fill


def hidden_of(answer):
    """Return what the check page would post when confirmed."""
    page = answer.content.decode()
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_where_no_lead_is_named_it_takes_a_tick_to_invite(elm, lewis, sign_in, data):
    ash = sign_in(elm.ash)
    rows = data(site=str(elm.south.pk))
    checked = ash.post(NEW, rows)
    before = everything()

    refused = ash.post(NEW, {**hidden_of(checked), "confirmed": "1"})
    assert everything() == before
    invited = ash.post(NEW, {**hidden_of(refused), "confirmed": "1", "despite": "on"})

    assert "Name one before they begin. Go to the contacts" in text_of(checked)
    assert errors_of(checked) == []
    assert errors_of(refused) == [
        ("#id_despite", "Name a safeguarding lead first, or tick that you invite them without")
    ]
    assert invited.status_code == 303
    assert Invitation.objects.filter(site=elm.south).count() == 2
    assert "Go to the contacts" not in text_of(
        lewis.post(NEW, data("Zoe Zed,zoe@example.org", site=str(elm.south.pk)))
    )


def test_without_invitations_the_page_says_what_to_do(lewis):
    answer = lewis.get(LIST)

    assert "Nobody is invited yet. Paste a list" in text_of(answer)
    assert f'href="{NEW}"' in answer.content.decode()


def test_a_list_is_checked_first_and_nothing_is_written(lewis, data):
    before = everything()

    answer = lewis.post(
        NEW, data("Mei Tan, mei@example.org\nBad, nope\nAmira,amira@elm-park.example")
    )

    words = text_of(answer)
    assert "1 person can be invited. 1 thing is to be mended. Nothing is sent yet." in words
    assert "Row 2 email nope Enter an email address such as name@example.org" in words
    assert "Row 3: amira@elm-park.example" in words
    assert "Mei Tan mei@example.org Class teacher North 3 March 2026" in words
    assert {k: v for k, v in everything().items() if "Session" not in k} == {
        k: v for k, v in before.items() if "Session" not in k
    }


def test_confirmed_everybody_is_invited_once_however_often_it_is_sent(lewis, data):
    checked = lewis.post(NEW, data())
    confirm = {**hidden_of(checked), "confirmed": "1"}

    first, second = lewis.post(NEW, confirm), lewis.post(NEW, confirm)

    assert [(a.status_code, a["Location"]) for a in (first, second)] == [(303, LIST)] * 2
    assert list(Invitation.objects.order_by("pk").values_list("email", flat=True)) == [
        "mei@example.org",
        "jo@example.org",
    ]
    words = text_of(lewis.get(LIST))
    assert "2 people are invited." in words
    assert "Everybody on the list is invited or works here already." in words
    assert "2 invitations without an answer." in words


def test_the_good_rows_go_and_the_bad_ones_stay_away(lewis, data):
    lewis.post(NEW, data("Mei Tan, mei@example.org\nBad, nope", confirmed="1"))

    assert list(Invitation.objects.values_list("email", flat=True)) == ["mei@example.org"]


def test_confirming_nothing_good_shows_the_problems_again(lewis, data):
    answer = lewis.post(NEW, data("Bad, nope", confirmed="1"))

    assert "0 people can be invited." in text_of(answer)
    assert Invitation.objects.count() == 0


def test_to_change_the_list_it_comes_back_as_it_was_typed(lewis, data):
    answer = lewis.post(NEW, data("Bad, nope", change="1"))

    page = answer.content.decode()
    assert "Bad, nope</textarea>" in page
    assert 'value="2026"' in page


def test_job_and_site_are_asked_for_only_where_a_row_leaves_them_out(lewis, data):
    named = "Mei Tan,mei@example.org,Class teacher,North"
    lines = f"{named}\nJo Bell,jo@example.org,Class teacher\nBo Hill,bo@example.org"
    file = SimpleUploadedFile("staff.csv", lines.encode())

    every = lewis.post(NEW, data(named, job="", site=""))
    some = lewis.post(NEW, data("", job="", site="", file=file))
    confirmed = lewis.post(NEW, {**hidden_of(every), "confirmed": "1"})

    assert "1 person can be invited." in text_of(every)
    assert errors_of(some) == [
        ("#id_job", "Choose a job: row 3 does not say it"),
        ("#id_site", "Choose a site: row 2 does not say it"),
    ]
    assert "Jo Bell,jo@example.org" in some.content.decode()
    assert confirmed["Location"] == LIST
    assert list(Invitation.objects.values_list("email", flat=True)) == ["mei@example.org"]


@pytest.mark.parametrize("people", ["", "name,email"])
def test_an_empty_list_is_told_at_its_field(lewis, data, people):
    answer = lewis.post(NEW, data(people))

    assert errors_of(answer) == [("#id_people", "Paste a list or choose a file")]
    assert answer.content.count(b"<title>Error: Invite staff") == 1


def test_a_lead_cannot_give_access_and_an_administrator_can(elm, lewis, data, sign_in):
    lewis.post(NEW, data("Mei,mei@example.org", access="admin", confirmed="1"))
    ash = sign_in(elm.ash)
    checked = ash.post(NEW, data("Jo,jo@example.org", access="lead"))
    ash.post(NEW, {**hidden_of(checked), "confirmed": "1"})

    given = dict(Invitation.objects.values_list("email", "access"))
    assert given == {"mei@example.org": "", "jo@example.org": "lead"}
    assert "Access for everybody below: Training lead of the whole organisation" in text_of(checked)


def test_a_lead_of_north_invites_to_north_alone(elm, data, sign_in):
    noor = sign_in(elm.noor)

    answer = noor.post(NEW, data("Mei,mei@example.org,,South"))
    refused = noor.post(NEW, data(site=str(elm.south.pk)))

    assert "South Enter one that you have set up (North)" in text_of(answer)
    assert errors_of(refused) == [("#id_site", "Choose a site")]


def test_without_a_job_nobody_can_be_placed_yet(elm, harbour, sign_in, monkeypatch):
    Role.objects.filter(organisation=elm.organisation)
    monkeypatch.setattr(
        "courses.web.lead.views.invitations.places_in",
        lambda _scope: __import__("courses.accounts.places").accounts.places.Places([], [], []),
    )

    answer = sign_in(elm.lewis).get(NEW)

    assert "First somebody who administers the organisation sets up a site" in text_of(answer)


@pytest.fixture
def invitation(elm, lewis, data):
    """Return Mei's open invitation."""
    lewis.post(NEW, data("Mei Tan, mei@example.org", confirmed="1"))
    return Invitation.objects.get()


def test_the_list_says_what_became_of_each(lewis, invitation):
    assert "No answer yet. The link works until" in text_of(lewis.get(LIST))

    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert "No answer. The link stopped working on" in text_of(lewis.get(LIST))

    Invitation.objects.update(used_at=timezone.now())
    words = text_of(lewis.get(LIST))
    assert "Joined on" in words
    assert "Send again" not in words


def test_sent_again_and_withdrawn(lewis, invitation):
    old = invitation.token_hash
    Invitation.objects.update(invited_at=timezone.now() - timedelta(minutes=1))

    sent = lewis.post(f"{LIST}{invitation.pk}/resend/")
    invitation.refresh_from_db()
    gone = lewis.post(f"{LIST}{invitation.pk}/withdraw/")

    assert [(a.status_code, a["Location"]) for a in (sent, gone)] == [(303, LIST)] * 2
    assert invitation.token_hash != old
    words = text_of(lewis.get(LIST))
    assert "The invitation to Mei Tan is sent again." in words
    assert "The invitation to Mei Tan is withdrawn." in words


@pytest.mark.parametrize("act", ["resend", "withdraw"])
def test_an_invitation_with_access_is_an_administrators_alone(elm, lewis, invitation, sign_in, act):
    Invitation.objects.update(access="lead")

    assert "Send again" not in text_of(lewis.get(LIST))
    assert lewis.post(f"{LIST}{invitation.pk}/{act}/").status_code == 404
    assert sign_in(elm.ash).post(f"{LIST}{invitation.pk}/{act}/").status_code == 303


@pytest.mark.parametrize("act", ["resend", "withdraw"])
def test_answered_meanwhile_is_told_calmly(lewis, invitation, act, monkeypatch):
    monkeypatch.setattr(
        "courses.web.lead.views.invitations.invitation_in", lambda _scope, _pk: invitation
    )
    Invitation.objects.update(used_at=timezone.now())

    lewis.post(f"{LIST}{invitation.pk}/{act}/")

    assert "Mei Tan has answered meanwhile." in text_of(lewis.get(LIST))


def test_invited_people_are_in_the_list_of_people(lewis, invitation):
    assert Membership.objects.filter(user__email="mei@example.org").count() == 1
    assert User.objects.get(email="mei@example.org").has_usable_password() is False
    assert "Mei Tan" in text_of(lewis.get("/lead/elm-park/people/"))


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_costs_the_same_however_many_they_are(
    lewis, data, people, django_assert_num_queries
):
    rows = "\n".join(f"P {n},p{n}@example.org" for n in range(people))
    lewis.post(NEW, data(rows, confirmed="1"))
    lewis.get(LIST)

    with django_assert_num_queries(6):
        answer = lewis.get(LIST)

    assert len(answer.context["rows"]) == people
