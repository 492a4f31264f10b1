"""The link that stops optional mail."""

import pytest

from courses.accounts.models import Preference
from courses.accounts.queries import wishes_for_mail
from courses.common.links import signed
from tests.tables import everything
from tests.web.reading import heading_of, text_of


@pytest.fixture
def link(elm):
    """Return the address in Amira's mails."""
    return f"/optional-mail/{signed('optional-mail', elm.amira.pk)}/"


def test_opening_it_shows_one_button_names_nobody_and_changes_nothing(link, client):
    before = everything()

    answer = client.get(link)

    assert heading_of(answer) == "Stop the optional emails?"
    assert answer.content.count(b"<button") == 1
    assert "Amira" not in text_of(answer)
    assert everything() == before


def test_one_post_stops_them_for_that_person_and_another_starts_them(link, client, elm):
    stopped = client.post(link, follow=True)
    client.post(link)

    assert heading_of(stopped) == "The optional emails are stopped"
    assert [wishes_for_mail(user.pk) for user in (elm.amira, elm.noor)] == [False, True]
    client.post(link, {"wish": "usual"})
    assert wishes_for_mail(elm.amira.pk) is True
    assert Preference.objects.count() == 1


def test_a_changed_link_is_not_found(link, client, elm):
    before = everything()

    for address in (link[:-2] + "x/", f"/optional-mail/{signed('optional-mail', 0)}/"):
        assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
    assert everything() == before
