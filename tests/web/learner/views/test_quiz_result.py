"""The result of an attempt: passed, not yet, after leaving, and before the first refresher."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.accounts.membership import MembershipPeriod
from courses.assessment.models import Attempt, Response
from courses.certification.models import Certificate
from courses.certification.numbers import grouped
from courses.common.dates import local_date
from courses.learning.models import Completion
from tests.people import STARTED
from tests.refreshing import met
from tests.small_course import answer_all, chosen, enrol, finish_lessons, open_attempt
from tests.tables import verbs_about
from tests.web.reading import heading_of, text_of


@pytest.fixture
def address(attempt):
    """Return the address of Amira's open attempt."""
    return f"/learn/{attempt.enrolment.registration}/quiz/1/"


def test_handing_in_right_answers_passes(amira, attempt, address):
    answer_all(attempt)

    answer = amira.post(f"{address}hand-in/")
    result = amira.get(f"{address}result/")

    assert (answer.status_code, answer["Location"]) == (303, f"{address}result/")
    assert heading_of(result) == "You passed"
    number = Certificate.objects.get().number
    assert f'href="/learn/certificates/{number}.html"' in result.content.decode()
    assert f"2 of 2 right Your reference: {grouped(number)}" in text_of(result)
    assert verbs_about(attempt) == ["passed"]


def test_handing_in_wrong_answers_is_not_yet_and_says_what_to_read(amira, attempt, address):
    answer_all(attempt, "wait")

    amira.post(f"{address}hand-in/")
    result = amira.get(f"{address}result/")

    assert heading_of(result) == "Not yet"
    text = text_of(result)
    assert "You had 0 of 2 right. The standard is at least 1 of 2." in text
    assert "1 question that must be right was not right yet." in text
    assert "topics" not in text
    assert "Try again with different questions" in text
    assert text.count("Not quite. Do not wait.") == 2
    assert list(Completion.objects.all()) == []


def test_a_missed_critical_item_is_not_yet_whatever_the_score(amira, attempt, address):
    answer_all(attempt)
    critical = attempt.responses.get(item__critical=True)
    Response.objects.filter(pk=critical.pk).update(chosen=chosen("ask"))

    amira.post(f"{address}hand-in/")

    text = text_of(amira.get(f"{address}result/"))
    assert "You had 1 of 2 right. The standard is at least 1 of 2. You met 1 of 2 topics." in text
    assert Attempt.objects.get().passed is False


def test_before_handing_in_the_result_leads_back_to_the_answers(amira, address):
    answer = amira.get(f"{address}result/")

    assert (answer.status_code, answer["Location"]) == (303, f"{address}answers/")


def test_colleagues_with_equal_results_are_each_told_their_own_reference(
    elm, small_course, sign_in
):
    pages, own = [], []
    for person in (elm.amira, elm.noor):
        enrolment = enrol(person, elm.organisation, small_course)
        finish_lessons(enrolment)
        answer_all(open_attempt(enrolment))
        client, quiz = sign_in(person), f"/learn/{enrolment.registration}/quiz/1/"
        client.post(f"{quiz}hand-in/")
        pages.append(client.get(f"{quiz}result/").content.decode())
        number = Certificate.objects.get(learner=person).number
        own.append([person.name, grouped(number), number, str(enrolment.registration)])

    assert [[page.count(word) for word in own[0]] for page in pages] == [[1, 1, 2, 1], [0] * 4]
    assert [[page.count(word) for word in own[1]] for page in pages] == [[0] * 4, [1, 1, 2, 1]]


def test_a_leaver_reads_the_result_without_dead_links(elm, amira, failed):
    address = f"/learn/{failed.enrolment.registration}/quiz/1/result/"
    at_work = amira.get(address).content.decode()
    MembershipPeriod.objects.filter(membership__user=elm.amira).update(valid_until=STARTED)

    after = amira.get(address).content.decode()

    assert f"/learn/{failed.enrolment.registration}/" in at_work
    assert f"/learn/{failed.enrolment.registration}/" not in after
    assert "This result stays in your record." in after


@pytest.mark.parametrize(("days", "is_told"), [(0, True), (20, True), (21, False), (60, False)])
def test_a_result_tells_of_the_first_refresher_until_it_comes(
    amira, elm, small_course, days, is_told
):
    at = timezone.now() - timedelta(days=days)
    done = met(elm.amira, elm.organisation, small_course, at=at)

    text = text_of(amira.get(f"/learn/{done.registration}/quiz/2/result/"))

    day = local_date(at) + timedelta(days=21)
    assert (f"About {day:%-d %B %Y} we email you three short questions" in text) is is_told
    assert "You passed" in text
