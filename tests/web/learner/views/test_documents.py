"""Reading a document and confirming it, in the browser."""

import pytest

from courses.common.vocabulary import VERBS
from courses.learning.models import Completion
from tests.documents import make_document
from tests.small_course import enrol
from tests.web.reading import text_of


@pytest.fixture
def mine(elm, harbour):
    """Return Amira's enrolment in a document."""
    return enrol(elm.amira, elm.organisation, make_document())


@pytest.fixture
def amira(elm, sign_in):
    """Return Amira's browser."""
    return sign_in(elm.amira)


def test_it_is_read_answered_and_confirmed_as_this_edition(amira, mine, elm, sign_in):
    home = f"/learn/{mine.registration}/"
    lesson = f"{home}lessons/first/"
    start = text_of(amira.get(home))
    assert "What you confirm is this edition; a later one is asked anew." in start
    assert "quiz" not in start.lower()

    page = text_of(amira.get(lesson))
    early = text_of(amira.post(f"{lesson}finish/"))
    amira.post(f"{lesson}checks/first-check/", {"first-check-answer": "tell-lead"})
    done = text_of(amira.post(f"{lesson}finish/", follow=True))

    assert "I have read it and understood it" in page
    assert "I have read it and understood it" in early
    assert Completion.objects.get().version == mine.version
    assert "Read and confirmed: Our policy." in done
    assert "You have read and confirmed this edition, version 1.0.0." in done
    assert "certificate" not in done.lower()
    assert "Read and confirmed." in text_of(amira.get(lesson))
    record = text_of(amira.get("/learn/record/"))
    assert "How Read and confirmed, with a short check Version 1.0.0" in record
    member = elm.membership(elm.amira)
    lewis = sign_in(elm.lewis)
    timeline = text_of(lewis.get(f"/lead/elm-park/people/{member.pk}/"))
    assert "Read and confirmed Our policy, version 1.0.0" in timeline
    assert "confirmed-reading" in VERBS
