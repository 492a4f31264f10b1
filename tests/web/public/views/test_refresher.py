"""Three questions from the link of a mail."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.assessment.models import Refresher, RefresherCard
from courses.common.links import signed
from tests.refreshing import give_refresher
from tests.small_course import enrol
from tests.tables import everything
from tests.web.reading import heading_of, text_of


@pytest.fixture
def refresher(elm, small_course):
    """Return a refresher of Amira, offered today."""
    return give_refresher(enrol(elm.amira, elm.organisation, small_course), at=timezone.now())


@pytest.fixture
def link(refresher):
    """Return the address in Amira's mail."""
    return f"/refresher/{signed('refresher', refresher.pk)}/"


def test_opening_it_shows_a_question_names_nobody_and_changes_nothing(link, refresher, client):
    before = everything()

    answer = client.get(link)

    assert heading_of(answer) == f"Question 1 of {refresher.cards.count()}"
    assert [word in text_of(answer) for word in ("Amira", "Elm Park")] == [False, False]
    assert everything() == before


def test_each_answer_shows_its_reasons_and_the_next_question_till_it_is_done(
    link, refresher, client
):
    number = refresher.cards.count()
    for position in range(1, number + 1):
        chosen = "tell-lead" if position == 1 else "not-sure"
        answer = client.post(f"{link}{position}/", {"answer": chosen}, follow=True)
        assert answer.redirect_chain == [(link, 303)]
        assert ("Yes" if position == 1 else "Good to ask. Here is the answer") in text_of(answer)

    assert heading_of(answer) == "Done. Thank you"
    assert list(refresher.cards.values_list("right", flat=True)) == [True] + [False] * (number - 1)
    missed = refresher.cards.filter(right=False).values_list("item__outcome__text", flat=True)
    assert all(text in text_of(answer) for text in missed)


def test_all_right_is_said_in_a_line(link, refresher, client):
    for card in refresher.cards.all():
        answer = client.post(f"{link}{card.position}/", {"answer": "tell-lead"}, follow=True)

    assert "You knew all of it." in text_of(answer)


def test_nothing_chosen_is_asked_again_and_keeps_nothing(link, client):
    before = everything()

    answer = client.post(f"{link}1/")

    assert answer.status_code == 200
    assert "There is a problem Select an answer" in text_of(answer)
    assert "<title>Error: " in answer.content.decode()
    assert everything() == before


def test_the_first_answer_stays(link, client):
    client.post(f"{link}1/", {"answer": "wait"})
    before = everything()

    assert client.post(f"{link}1/", {"answer": "tell-lead"})["Location"] == link
    assert client.get(f"{link}1/")["Location"] == link
    assert everything() == before


def test_an_unknown_option_or_question_is_refused(link, client):
    assert "There is a problem" in text_of(client.post(f"{link}1/", {"answer": "else\x00"}))
    assert client.post(f"{link}9/", {"answer": "wait"}).status_code == 404
    assert not RefresherCard.objects.filter(answered_at__isnull=False).exists()


def test_old_changed_and_invented_links_say_the_same(link, refresher, client):
    changed = client.get(link[:-2] + "x/")
    invented = client.get("/refresher/nothing/")
    Refresher.objects.update(offered_at=timezone.now() - timedelta(days=31))
    old = client.get(link)
    posted = client.post(f"{link}1/", {"answer": "wait"})

    assert {answer.status_code for answer in (changed, invented, old, posted)} == {404}
    assert {heading_of(answer) for answer in (changed, invented, old, posted)} == {
        "This link no longer works"
    }
    assert not RefresherCard.objects.filter(answered_at__isnull=False).exists()
