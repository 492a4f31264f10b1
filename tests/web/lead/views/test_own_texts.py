"""The pages of an organisation's own texts in lessons."""

from datetime import timedelta

import pytest
from django.db.models import F

from courses.catalogue.models import Block, Overlay
from tests.tables import everything
from tests.usecases.racing import EIGHT, at_once, browsers, posting
from tests.web.reading import errors_of, heading_of, text_of

LIST = "/lead/elm-park/own-texts/"
PART = f"{LIST}small-course/who/"


@pytest.fixture
def ash(elm, harbour, small_course, sign_in):
    """Return the administrator's browser."""
    return sign_in(elm.ash)


def test_a_text_is_saved_and_read_in_the_lesson_on_the_next_load(ash, amira, enrolment):
    lesson = f"/learn/{enrolment.registration}/lessons/first/"
    before = text_of(amira.get(lesson))

    page = ash.get(PART)
    answer = ash.post(PART, {"text": "Ring *Mo* first."}, follow=True)

    assert (heading_of(page), "Tell:" in text_of(page)) == ("Who to tell", True)
    assert answer.redirect_chain == [(f"{LIST}#small-course-who", 303)]
    assert "Who to tell saved. Staff read it from now on." in text_of(answer)
    words = "From your organisation Ring Mo first."
    assert "Your organisation has not entered these contacts yet" in before
    for place in (lesson, f"/learn/{enrolment.registration}/whole/"):
        assert words in text_of(amira.get(place))
    assert "has not entered these contacts" not in text_of(amira.get(lesson))
    assert b"Ring *Mo* first." in ash.get(PART).content


def test_a_site_reads_its_own_and_others_that_of_all(ash, elm, sign_in, enrolment, amira):
    lesson = f"/learn/{enrolment.registration}/lessons/first/"
    ash.post(PART, {"text": "For all."})
    ash.post(f"{PART}?site=north", {"text": "For North."})

    assert "From your organisation For North." in text_of(amira.get(lesson))
    listed = text_of(ash.get(LIST))
    assert "All sites For all." in listed
    assert "North For North." in listed
    assert f'href="{PART}?site=south"' in ash.get(LIST).content.decode()
    assert f'href="{PART}?site=north"' in ash.get(LIST).content.decode()


def test_what_needs_a_look_is_said(ash):
    ash.post(PART, {"text": "For all."})
    fresh = text_of(ash.get(LIST))
    Overlay.objects.update(recorded_at=F("recorded_at") - timedelta(days=200))
    old = text_of(ash.get(LIST))
    Overlay.objects.update(base_hash="other")
    overtaken = text_of(ash.get(LIST))

    assert ("needs a look" in fresh, "Saved on" in fresh) == (False, True)
    assert "1 text needs a look." in old
    assert "Nobody has confirmed this since" in old
    assert "What the course says here has changed since." in overtaken
    assert "This has changed since your text was saved." in text_of(ash.get(PART))
    ash.post(PART, {"text": "For all."})
    assert "needs a look" not in text_of(ash.get(LIST))


def test_bad_text_is_refused_and_kept_in_the_form(ash):
    before = everything()

    answers = {
        typed: ash.post(PART, {"text": typed})
        for typed in ("", "x" * 3_001, "<script>alert(1)</script>")
    }

    assert [len(errors_of(one)) for one in answers.values()] == [1, 1, 1]
    assert "x" * 3_001 in answers["x" * 3_001].content.decode()
    assert "&lt;script&gt;alert(1)" in answers["<script>alert(1)</script>"].content.decode()
    assert everything() == before


def test_it_is_taken_away_once(ash, elm):
    ash.post(PART, {"text": "For all."})

    first = ash.post(PART, {"remove": "1"}, follow=True)
    second = ash.post(PART, {"remove": "1"}, follow=True)

    words = "Taken away. Staff read what the course says."
    assert (words in text_of(first), words in text_of(second)) == (True, False)
    assert Overlay.objects.current().count() == 0


def test_a_part_that_is_gone_can_still_be_taken_away(ash, elm):
    ash.post(PART, {"text": "For all."})
    Block.objects.filter(identifier="who").update(identifier="other")

    assert "so nobody reads this" in text_of(ash.get(LIST))
    page = ash.get(PART)
    assert ("For all." in text_of(page), "Save text" in text_of(page)) == (True, False)
    assert ash.post(PART, {"text": "More"}).status_code == 200
    ash.post(PART, {"remove": "1"})
    assert ash.get(PART).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_leave_one_text_in_force_and_lose_none(elm, small_course):
    jobs = [
        posting(client, PART, {"text": f"Text {n}."}) for n, client in enumerate(browsers(elm.ash))
    ]

    answers = at_once(jobs)

    assert answers == [(303, f"{LIST}#small-course-who")] * EIGHT
    assert Overlay.objects.current().count() == 1
    assert sorted(one.source for one in Overlay.objects.all()) == [f"Text {n}." for n in range(8)]
    assert Overlay.objects.values("thread").distinct().count() == 1


@pytest.mark.parametrize(
    "address",
    [
        f"{LIST}small-course/none/",
        f"{LIST}none/who/",
        f"{PART}?site=quay",
        f"{PART}?site=north%00",
    ],
)
def test_what_is_missing_or_foreign_is_not_there(ash, address):
    assert ash.get(address).status_code == 404
    assert ash.post(address, {"text": "x"}).status_code == 404
    assert Overlay.objects.count() == 0
