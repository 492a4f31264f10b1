"""The picture of a badge."""

import pytest

from courses.certification.badge_picture import SIDE, badge_picture, blank


@pytest.mark.parametrize(
    "title", ["Safety", "Recognising and reporting child sexual exploitation, " * 6, "x" * 300]
)
def test_every_title_leaves_room_for_version_and_day(title, facts_with, fonts):
    picture = badge_picture(facts_with(title=title), fonts=fonts)

    assert picture.size == (SIDE, SIDE)
    assert picture.tobytes() != blank().tobytes()
    edge = picture.crop((10, SIDE - 24, SIDE - 10, SIDE - 10))
    assert edge.getcolors() == [(edge.width * edge.height, (255, 255, 255))]


def test_it_names_nobody(facts_with, fonts):
    one = badge_picture(facts_with(), fonts=fonts)
    other = badge_picture(facts_with(name="Bo", organisation="Elsewhere"), fonts=fonts)

    assert one.tobytes() == other.tobytes()


def test_without_a_font_it_has_no_words(facts_with, fonts):
    facts = facts_with(title="பாதுகாப்பு")  # Tamil: no font of it is built

    assert badge_picture(facts, fonts=fonts).tobytes() == blank().tobytes()
