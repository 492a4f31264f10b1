"""The door of the learner's pages: own rows only, and none of an organisation one has left."""

from uuid import uuid4

import pytest

from courses.accounts.membership import MembershipPeriod
from courses.learning.models import CheckAnswer, Enrolment
from courses.learning.services import EnrolmentClosed
from courses.usecases.finish_attempt import finish_attempt
from courses.web.learner.gate import learners
from tests.people import NOON, STARTED
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt
from tests.web.reading import heading_of, text_of


def test_ones_own_enrolment_opens(amira, enrolment):
    answer = amira.get(f"/learn/{enrolment.registration}/")

    assert (answer.status_code, heading_of(answer)) == (200, "A small course")


@pytest.mark.parametrize("who", ["lewis", "ash"])
def test_nobody_elses_opens_whatever_their_access(elm, enrolment, sign_in, who):
    client = sign_in(getattr(elm, who))

    theirs = client.get(f"/learn/{enrolment.registration}/")
    missing = client.get(f"/learn/{uuid4()}/")

    assert (theirs.status_code, missing.status_code) == (404, 404)
    assert heading_of(theirs) == heading_of(missing) == "Page not found"


def test_the_page_belongs_to_the_organisation_of_the_enrolment(elm, harbour, small_course, sign_in):
    theirs = enrol(harbour.callum, harbour.organisation, small_course)

    page = sign_in(harbour.callum).get(f"/learn/{theirs.registration}/").content.decode()

    assert 'href="/concern/harbour-trust/quay/"' in page
    assert "Elm Park" not in page


def test_after_leaving_the_course_is_closed(elm, enrolment, amira):
    before = amira.get(f"/learn/{enrolment.registration}/").status_code
    MembershipPeriod.objects.filter(membership__user=elm.amira).update(valid_until=STARTED)

    assert (before, amira.get(f"/learn/{enrolment.registration}/").status_code) == (200, 404)


def test_what_was_closed_while_the_answer_was_made_leads_to_where_it_goes_on(enrolment, elm, rf):
    @learners(methods=["POST"])
    def late(_request, registration):
        raise EnrolmentClosed(registration)

    address = f"/learn/{enrolment.registration}/"
    request = rf.post(address)
    request.user = elm.amira

    answer = late(request, registration=enrolment.registration)

    assert (answer.status_code, answer["Location"]) == (303, address)


def test_a_stranger_is_asked_to_sign_in_and_led_back(enrolment, client):
    address = f"/learn/{enrolment.registration}/"

    assert client.get(address)["Location"] == f"/account/login/?next={address}"


@pytest.mark.parametrize(
    "rest", ["lessons/no-such-lesson/", "quiz/9/answers/", "quiz/99999999999999999999/answers/"]
)
def test_what_is_missing_inside_ones_own_is_not_found(amira, enrolment, rest):
    answer = amira.get(f"/learn/{enrolment.registration}/{rest}")

    assert (answer.status_code, heading_of(answer)) == (404, "Page not found")


def test_a_closed_course_is_read_and_no_longer_written(amira, enrolment):
    address = f"/learn/{enrolment.registration}/lessons/first/"
    Enrolment.objects.update(closed_at=NOON)

    read = amira.get(address)
    written = amira.post(f"{address}checks/first-check/", {"first-check-answer": "tell-lead"})

    assert (read.status_code, written.status_code) == (200, 404)
    assert list(CheckAnswer.objects.all()) == []


def test_a_course_left_for_a_newer_edition_leads_on_and_keeps_its_quizzes(amira, elm, enrolment):
    finish_lessons(enrolment)
    attempt = open_attempt(enrolment)
    answer_all(attempt, "wait")
    finish_attempt(attempt=attempt, at=NOON)
    Enrolment.objects.update(closed_at=NOON)
    again = enrol(elm.amira, elm.organisation, enrolment.version)
    below = f"/learn/{enrolment.registration}"

    read = amira.get(f"{below}/")
    wrote = amira.post(f"{below}/lessons/first/place/", {"block": "notice"}, follow=True)

    assert (read.status_code, read["Location"]) == (303, f"/learn/{again.registration}/")
    assert "a newer edition, 1.0.0. What you did has come with you." in text_of(wrote)
    assert heading_of(amira.get(f"{below}/quiz/1/result/")) == "Not yet"
