"""The link of an invitation in the browser."""

import re

import pytest
from django.core import mail
from django.test import Client

from courses.accounts.invitation import Invitation
from courses.accounts.membership import Membership
from tests.inviting import invitation_to
from tests.tables import everything
from tests.web.reading import heading_of, text_of


@pytest.fixture
def link(elm, harbour):
    """Return the link of Mei, who is a member already."""
    token, _invitation = invitation_to(elm.organisation, "north")
    return f"/join/{token}/"


def test_opening_the_link_shows_one_button_and_changes_nothing(link, client):
    before = everything()

    answer = client.get(link)

    assert heading_of(answer) == "Join the safeguarding training of Elm Park"
    assert answer.content.count(b"<button") == 1
    assert "Mei" not in text_of(answer)
    assert everything() == before


def test_the_button_sends_a_code_with_which_one_is_in(
    link, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(link)

    assert (answer.status_code, answer["Location"]) == (303, "/account/login/code/confirm/")
    (sent,) = mail.outbox
    code = re.search(r"\n\n(\S+)\n\n", sent.body)[1]
    entered = client.post("/account/login/code/confirm/", {"code": code})
    assert (sent.to, entered["Location"]) == (["mei@elm-park.example"], "/learn/")
    assert client.get("/learn/").status_code == 200


def test_without_the_code_the_link_signs_nobody_in(link, client):
    client.post(link)

    assert client.get("/learn/").status_code == 302


def test_used_run_out_withdrawn_and_unknown_links_say_the_same(link, client):
    client.post(link)
    used = [Client().get(link), Client().post(link)]
    unknown = [Client().get("/join/nothing/"), Client().post("/join/nothing/")]
    row = Invitation.objects.get()
    Invitation.objects.update(used_at=None, withdrawn_at=row.used_at)
    withdrawn = [Client().get(link), Client().post(link)]
    Invitation.objects.update(withdrawn_at=None, expires_at=row.invited_at)
    over = [Client().get(link), Client().post(link)]

    answers = [*used, *unknown, *withdrawn, *over]
    assert {answer.status_code for answer in answers} == {404}
    assert len({text_of(answer) for answer in answers}) == 1
    assert "This link no longer works" in text_of(answers[0])
    assert 'href="/account/login/code/"' in answers[0].content.decode()


def test_somebody_signed_in_already_goes_on_to_their_list(elm, harbour, client):
    token, row = invitation_to(elm.organisation, "north")
    Invitation.objects.update(membership=None, email="callum@harbour-trust.example")
    client.force_login(harbour.callum)

    answer = client.post(f"/join/{token}/")

    assert (answer.status_code, answer["Location"]) == (303, "/learn/")
    assert Membership.objects.filter(user=harbour.callum).count() == 2
    row.refresh_from_db()
    assert row.membership.user == harbour.callum


def test_on_somebody_elses_device_their_sign_in_ends_first(link, client, elm):
    client.force_login(elm.amira)

    answer = client.post(link)

    assert answer["Location"] == "/account/login/code/confirm/"
    assert client.get("/learn/").status_code == 302
