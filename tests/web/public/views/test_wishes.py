"""The link that stops optional mail."""

import pytest

from courses.accounts.models import Preference
from courses.accounts.queries import wishes_of
from courses.common.links import signed
from tests.tables import everything
from tests.web.reading import heading_of, text_of


@pytest.fixture
def link(elm):
    """Return the address in Amira's mails."""
    return f"/optional-mail/{signed('optional-mail', elm.amira.pk)}/"


def wish_of(user):
    wishes = wishes_of(user.pk)
    return (wishes.optional_mail, wishes.fewer_refreshers)


def test_opening_it_asks_one_question_names_nobody_and_changes_nothing(link, client):
    before = everything()

    answer = client.get(link)

    assert heading_of(answer) == "How often do you want three short questions?"
    assert answer.content.count(b"<button") == 2
    assert answer.context["form"].initial == {"often": "usual"}
    assert "Amira" not in text_of(answer)
    assert everything() == before


@pytest.mark.parametrize(
    ("often", "kept", "said"),
    [
        ("usual", (True, False), "The questions come about every 7 weeks."),
        ("fewer", (True, True), "The questions come about every 14 weeks."),
        ("none", (False, False), "The optional emails are stopped."),
    ],
)
def test_each_answer_is_kept_for_that_person_and_shown_as_chosen(
    link, client, elm, often, kept, said
):
    for _twice in range(2):
        answer = client.post(link, {"often": often}, follow=True)

    assert answer.redirect_chain == [(link, 303)]
    assert said in text_of(answer)
    assert answer.context["form"].initial == {"often": often}
    assert [wish_of(user) for user in (elm.amira, elm.noor)] == [kept, (True, False)]
    assert Preference.objects.count() == 1


def test_one_button_stops_them_and_goes_when_they_are_stopped(link, client, elm):
    answer = client.post(link, {"wish": "none"}, follow=True)

    assert wish_of(elm.amira) == (False, False)
    assert answer.content.count(b"<button") == 1


@pytest.mark.parametrize("often", [None, "hourly"])
def test_no_answer_of_ours_is_asked_again_and_keeps_nothing(link, client, often):
    before = everything()

    answer = client.post(link, {"often": often} if often else {})

    assert "There is a problem Choose how often they come" in text_of(answer)
    assert everything() == before


def test_a_changed_link_is_not_found(link, client, elm):
    before = everything()

    for address in (link[:-2] + "x/", f"/optional-mail/{signed('optional-mail', 0)}/"):
        assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
    assert everything() == before
