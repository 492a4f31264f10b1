"""The cards of corridor checks: whole, short, plain."""

from collections import Counter

from courses.packages.corridor_cards import deck


def test_every_card_is_whole_and_short():
    cards = deck().cards

    assert 8 <= len(cards) <= 14
    assert max(Counter(one.identifier for one in cards).values()) == 1
    assert {one.topic for one in cards} == set(deck().topics)
    for one in cards:
        assert one.ask.endswith("?")
        assert len(one.scene.split()) <= 40
        assert len(one.model.split()) <= 60


def test_a_card_is_found_by_name():
    assert deck().card("friday-evening").topic == "tonight"
    assert deck().card("no-such-card") is None


def test_no_card_holds_a_number_to_ring_but_999():
    words = " ".join(f"{one.scene} {one.ask} {one.model}" for one in deck().cards)

    assert {word.strip(".,") for word in words.split() if word.strip(".,").isdigit()} <= {
        "12", "13", "14", "15", "16", "17", "999",
    }  # fmt: skip
