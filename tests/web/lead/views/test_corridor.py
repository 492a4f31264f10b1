"""Corridor checks in the browser: a fair draw, a card, one tap."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from courses.learning.corridor import CorridorCheck, CorridorTally
from courses.learning.corridor_services import count_outcome
from tests.tables import everything
from tests.web.reading import heading_of, text_of

HOME = "/lead/elm-park/corridor/"
DRAW = f"{HOME}draw/"


@pytest.fixture
def draw(lewis, elm):
    """Return how to draw somebody at North; gives the address of the card."""

    def call(client=None, **data):
        data = {"site": str(elm.north.pk), **data}
        return (client or lewis).post(DRAW, data)["Location"]

    return call


def test_three_taps_from_the_start_to_a_noted_check(lewis, draw, elm, today, sign_in):
    page = lewis.get(HOME)
    assert "0 of 4 people were asked this term." in text_of(page)

    card = draw()
    shown = lewis.get(card)
    name = heading_of(shown)
    done = lewis.post(card, {"what": "confident"}, follow=True)

    assert "Made up. Ask kindly and alone" in text_of(shown)
    assert "What a good answer holds" in text_of(shown)
    check = CorridorCheck.objects.get()
    assert check.membership.user.name in name
    assert check.on == today
    assert CorridorTally.objects.get().confident == 1
    words = f"Noted: {check.membership.user.name} had a corridor check today."
    assert words in text_of(done)
    timeline = text_of(lewis.get(f"/lead/elm-park/people/{check.membership_id}/"))
    assert "Had a corridor check" in timeline
    record = sign_in(check.membership.user).get("/learn/record/")
    assert [one.on for one in record.context["checks"]] == [today]
    again = lewis.post(card, {"what": "talked-through"}, follow=True)
    assert "had a corridor check today already. Nothing was changed." in text_of(again)


def test_two_questions_afterwards_are_turned_on_and_off_by_who_leads_everybody(lewis, noor, elm):
    before = text_of(lewis.get(HOME))
    part = text_of(noor.get(HOME))
    on = text_of(lewis.post(f"{HOME}nudges/", {"nudges": "on"}, follow=True))
    off = text_of(lewis.post(f"{HOME}nudges/", follow=True))

    assert "Send two questions afterwards" in before
    assert "Send two questions afterwards" not in part
    assert "Whoever is asked has two optional questions after 1, 3 and 6 months." in on
    assert "Send them no more" in on
    assert "Nobody has questions after a corridor check any more." in off
    assert noor.post(f"{HOME}nudges/").status_code == 404


def test_everybody_is_drawn_once_before_anybody_twice(lewis, draw, elm):
    names = []
    for _ in range(2):
        card = draw()
        names.append(lewis.get(card).context["member"].user.name)
        lewis.post(card, {"what": "talked-through"})

    assert sorted(names) == ["Amira Haddad", "Noor Siddiqui"]
    page = lewis.get(f"{HOME}?site={elm.north.pk}")
    assert "Everybody was asked this term." in text_of(page)
    assert lewis.get(draw()).status_code == 200


def test_whoever_is_not_here_keeps_their_turn(lewis, draw, elm):
    first = draw()
    one = lewis.get(first).context["member"]
    second = lewis.post(first, {"what": "away"})["Location"]
    other = lewis.get(second).context["member"]
    nobody = lewis.post(second, {"what": "away"}, follow=True)

    assert one != other
    assert "Whoever was not asked this term is not here today." in text_of(nobody)
    assert list(CorridorCheck.objects.all()) == []


def test_a_card_is_swapped_for_another_and_the_person_stays(lewis, draw):
    first = draw()
    before = lewis.get(first).context
    after = lewis.get(lewis.post(first, {"what": "swap"})["Location"]).context

    assert before["member"] == after["member"]
    assert before["card"] != after["card"]


def test_a_draw_of_somebody_else_a_spoilt_one_and_none_lead_to_the_start(lewis, noor, draw, elm):
    foreign = draw()
    before = everything()

    for address in (foreign, f"{HOME}card/", f"{foreign}x", f"{HOME}card/?draw=x"):
        assert noor.get(address)["Location"] == HOME
    assert noor.post(foreign, {"what": "confident"})["Location"] == HOME
    assert everything() == before
    assert set(parse_qs(urlsplit(foreign).query)) == {"draw"}


def test_an_unknown_tap_shows_the_card_again(lewis, draw):
    answer = lewis.post(draw(), {"what": "shout"})

    assert answer.status_code == 200
    assert list(CorridorCheck.objects.all()) == []


def test_a_lead_of_one_site_draws_there_whatever_is_sent(noor, elm):
    card = noor.post(DRAW, {"site": str(elm.south.pk)})["Location"]

    assert noor.get(card).context["member"].user.name in {"Amira Haddad", "Lewis Grant"}
    noor.post(card, {"what": "confident"})
    assert CorridorTally.objects.get().site == elm.north


def test_alone_there_is_nobody_to_draw(lewis, elm):
    elm.organisation.memberships.exclude(user=elm.lewis).update(organisation=elm.organisation)
    for membership in elm.organisation.memberships.exclude(user=elm.lewis):
        membership.periods.all().delete()

    said = text_of(lewis.post(DRAW, {}, follow=True))

    assert "Nobody but you works here today." in said


def test_topics_are_shown_from_ten_on(lewis, elm, today):
    assert "Shown by site and topic once 10 people were asked" in text_of(lewis.get(HOME))
    for topic in ("telling", "retired-topic"):
        for _ in range(10):
            count_outcome(
                site_id=elm.north.pk,
                topic=topic,
                on=today - timedelta(days=8),
                was_confident=True,
            )

    text = text_of(lewis.get(HOME))
    assert "When a child tells you North 10 of 10 0" in text
    assert "retired-topic" not in text
