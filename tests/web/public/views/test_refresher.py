"""Three questions from the link of a mail."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.accounts.services import wish_for_mail
from courses.assessment.models import Refresher, RefresherCard
from courses.assessment.recall import open_refreshers
from courses.common.links import signed
from tests.refreshing import THREE_WEEKS, give_refresher, met
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
    skipped = client.post(f"{link}skip/")

    assert Refresher.objects.get().skipped_at is None
    assert {answer.status_code for answer in (changed, invented, old, posted, skipped)} == {404}
    assert {heading_of(answer) for answer in (changed, invented, old, posted)} == {
        "This link no longer works"
    }
    assert not RefresherCard.objects.filter(answered_at__isnull=False).exists()


def test_it_is_skipped_in_one_click_and_answered_after_all_in_another(link, refresher, client, elm):
    client.post(f"{link}1/", {"answer": "wait"})

    skipped = client.post(f"{link}skip/", follow=True)
    again = client.post(f"{link}skip/", follow=True)

    assert {heading_of(page) for page in (skipped, again)} == {"Skipped, and that is fine"}
    assert "One to revisit" not in text_of(skipped)
    assert open_refreshers(learner=elm.amira, at=timezone.now()) == []
    back = client.post(f"{link}skip/", {"skip": "no"}, follow=True)
    assert heading_of(back) == f"Question 2 of {refresher.cards.count()}"
    assert open_refreshers(learner=elm.amira, at=timezone.now()) == [refresher]
    assert client.get(f"{link}skip/")["Location"] == link


def test_the_end_says_what_comes_and_leads_to_how_often(elm, small_course, client):
    enrolment = met(elm.amira, elm.organisation, small_course, at=timezone.now() - THREE_WEEKS)
    given = give_refresher(enrolment, at=timezone.now())
    link = f"/refresher/{signed('refresher', given.pk)}/"
    first = text_of(answer_cards(client, given, link, "not-sure"))

    wish_for_mail(user_id=elm.amira.pk, optional=True, fewer=True)
    fewer = client.get(link)
    wish_for_mail(user_id=elm.amira.pk, optional=False)
    none = text_of(client.get(link))

    assert "What was hard comes back once, in about two weeks." in first
    assert "Next three questions in about 7 weeks." in first
    assert "comes back once" not in text_of(fewer)
    assert "Next three questions in about 14 weeks." in text_of(fewer)
    assert "No more questions are planned." in none
    often = client.get(fewer.context["following"].often_url)
    assert heading_of(often) == "How often do you want three short questions?"


def test_what_comes_back_says_so_and_comes_back_no_more(elm, small_course, client):
    enrolment = met(elm.amira, elm.organisation, small_course, at=timezone.now() - THREE_WEEKS)
    given = give_refresher(enrolment, at=timezone.now())
    Refresher.objects.update(again=True)
    link = f"/refresher/{signed('refresher', given.pk)}/"

    assert "What was hard two weeks ago comes back this once." in text_of(client.get(link))
    assert "comes back once" not in text_of(answer_cards(client, given, link, "not-sure"))


def answer_cards(client, refresher, link, chosen):
    """Answer every card with the same option and return the page at the end."""
    for card in refresher.cards.all():
        answer = client.post(f"{link}{card.position}/", {"answer": chosen}, follow=True)
    return answer
