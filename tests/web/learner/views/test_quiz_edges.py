"""Taking the quiz: its result after leaving, and before the first refresher."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.accounts.membership import MembershipPeriod
from courses.common.dates import local_date
from tests.people import STARTED
from tests.refreshing import met
from tests.web.reading import text_of


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
