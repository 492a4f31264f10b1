"""Taking the quiz: a start that went wrong, what must be right, and a result after leaving."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.accounts.membership import MembershipPeriod
from courses.assessment.models import Attempt
from courses.catalogue.models import Section
from courses.common.dates import local_date
from tests.people import STARTED
from tests.refreshing import met
from tests.web.reading import text_of


def test_a_start_without_its_key_gets_a_fresh_one(amira, ready):
    answer = amira.post(f"/learn/{ready.registration}/quiz/", {})

    key = answer.context["form"]["key"].value()
    again = amira.post(f"/learn/{ready.registration}/quiz/", {"key": str(key)})
    assert answer.context["form"].is_bound is False
    assert again.status_code == 303
    assert str(Attempt.objects.get().start_key) == str(key)


def test_an_open_attempt_is_continued_by_its_button(amira, attempt):
    text = text_of(amira.get(f"/learn/{attempt.enrolment.registration}/quiz/"))

    assert "Continue the quiz" in text
    assert "Start the quiz" not in text


def test_must_pass_questions_are_named_where_there_are_any(amira, elm, ready):
    critical = text_of(amira.get(f"/learn/{ready.registration}/quiz/"))
    Section.objects.update(critical_draw=0)
    plain = text_of(amira.get(f"/learn/{ready.registration}/quiz/"))

    assert "1 question must be right, whatever the score" in critical
    assert "must be right" not in plain


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
