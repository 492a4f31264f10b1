"""What a corrected key changes, as the lead sees it."""

import pytest

from courses.assessment.models import Attempt
from courses.learning.models import Completion
from tests.usecases.test_give_pass import first, sat, second  # noqa: F401 - fixtures
from tests.web.reading import text_of

pytestmark = pytest.mark.django_db
URL = "/lead/elm-park/courses/small-course/corrected/2.0.0/"


def test_results_are_listed_and_the_pass_is_given_with_a_reason(
    elm,
    harbour,
    sign_in,
    first,  # noqa: F811 - a fixture
    second,  # noqa: F811 - a fixture
):
    attempt = sat(elm, elm.amira, first, "wait")
    sat(elm, elm.ash, first, "wait")
    lewis, noor = sign_in(elm.lewis), sign_in(elm.noor)

    page = text_of(lewis.get(URL))
    refused = text_of(lewis.post(URL, {"tries": [attempt.pk], "reason": " "}))
    elsewhere = text_of(noor.post(URL, {"tries": [attempt.pk + 1], "reason": "Key corrected"}))
    given = text_of(
        lewis.post(URL, {"tries": [attempt.pk], "reason": "Key corrected"}, follow=True)
    )

    assert "2 tries at the quiz were handed in with such a question." in page
    assert "2 people did not meet the standard then and would now." in page
    assert "Fewer than 10 tries met the standard then and would not now." in page
    assert "Amira Haddad, quiz of 3 March 2026" in page
    assert "There is a problem Enter why they are given the pass" in refused
    assert "There is a problem Tick people from the list" in elsewhere
    assert "1 person has the pass and a certificate." in given
    assert [one.learner for one in Completion.objects.all()] == [elm.amira]
    person = text_of(lewis.get(f"/lead/elm-park/people/{elm.membership(elm.amira).pk}/"))
    assert "Given the pass after the answer key was corrected" in person
    assert "Reason: Key corrected. Accepted by Lewis Grant" in person


def test_who_sits_another_try_is_said_to_wait(
    elm,
    harbour,
    sign_in,
    first,  # noqa: F811 - a fixture
    second,  # noqa: F811 - a fixture
):
    attempt = sat(elm, elm.amira, first, "wait")
    Attempt.objects.create(
        enrolment=attempt.enrolment,
        number=2,
        seed="b",
        start_key="00000000-0000-4000-8000-000000000001",
        started_at=attempt.started_at,
    )

    said = sign_in(elm.lewis).post(
        URL, {"tries": [attempt.pk], "reason": "Key corrected"}, follow=True
    )

    assert "1 person sits another try at the moment." in text_of(said)
    assert Completion.objects.count() == 0


def test_without_a_correction_it_says_so_and_a_version_nobody_has_is_missing(
    elm, harbour, sign_in, small_course
):
    lewis = sign_in(elm.lewis)

    page = text_of(lewis.get(URL.replace("2.0.0", "1.0.0")))

    assert "No right answer differs from an earlier version" in page
    assert lewis.get(URL).status_code == 404
    assert lewis.get(URL.replace("2.0.0", "a%00b")).status_code == 404
