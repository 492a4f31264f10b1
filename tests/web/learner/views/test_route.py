"""Choosing how much detail the lessons give."""

import pytest

from courses.catalogue.services import publish, save_draft
from tests.library import library_draft
from tests.people import NOON
from tests.small_course import enrol
from tests.tables import everything
from tests.web.reading import text_of


@pytest.fixture
def lesson(elm, harbour):
    version = save_draft(draft=library_draft())
    publish(version=version, at=NOON, actor_id=None)
    enrolment = enrol(elm.amira, elm.organisation, version)
    return f"/learn/{enrolment.registration}/lessons/first/"


def choose(client, route, back):
    return client.post(f"/learn/route/?back={back}", {"route": route})


def test_less_detail_is_chosen_and_taken_back(amira, lesson):
    usual = text_of(amira.get(lesson))
    answer = choose(amira, "gentler", lesson)
    gently = text_of(amira.get(lesson))
    choose(amira, "standard", lesson)

    assert (answer.status_code, answer["Location"]) == (303, lesson)
    assert "Take the gentler route" in usual
    assert "Most worries wait too long." in usual
    assert "You are on the gentler route" in gently
    assert "Pass it on today." in gently
    assert "Most worries wait too long." not in gently
    assert text_of(amira.get(lesson)) == usual


def test_no_table_keeps_the_choice(amira, lesson):
    amira.get(lesson)
    before = everything()

    choose(amira, "gentler", lesson)

    assert everything() == before


def test_signing_out_forgets_it(amira, lesson, elm):
    choose(amira, "gentler", lesson)
    amira.post("/account/logout/")
    amira.force_login(elm.amira)

    assert "Take the gentler route" in text_of(amira.get(lesson))


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/", ""])
def test_it_leads_back_within_the_platform(amira, lesson, back):
    assert choose(amira, "gentler", back)["Location"] == "/learn/"


def test_blocks_for_other_nations_and_sectors_are_left_out(amira, lesson, elm):
    assert "In Wales" not in text_of(amira.get(lesson))
    assert "In clubs" not in text_of(amira.get(lesson))

    elm.north.nation = "W"
    elm.north.save()
    elm.organisation.sector = "club"
    elm.organisation.save()

    assert "In Wales Ask your DSP." in text_of(amira.get(lesson))
    assert "In clubs Ask your welfare officer." in text_of(amira.get(lesson))
