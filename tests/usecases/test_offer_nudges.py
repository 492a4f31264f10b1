from datetime import timedelta

import pytest

from courses.accounts.models import Preference
from courses.assessment.models import Refresher
from courses.common.dates import add_months, local_date
from courses.learning.corridor import CorridorCheck
from courses.notifications.models import Message, ReminderPlan
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.offer_refreshers import offer_refreshers
from tests.people import NOON, TODAY
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt
from tests.tables import everything

pytestmark = pytest.mark.django_db
MONTH = NOON + (add_months(TODAY, 1) - TODAY)


@pytest.fixture
def checked(elm, small_course):
    """Let Amira pass the course, be asked in passing a day later, and Elm Park send nudges."""
    began = enrol(elm.amira, elm.organisation, small_course, at=NOON - timedelta(days=1))
    finish_lessons(began)
    attempt = open_attempt(began, at=NOON - timedelta(days=1))
    answer_all(attempt)
    finish_attempt(attempt=attempt, at=NOON - timedelta(days=1))
    ReminderPlan.objects.create(organisation=elm.organisation, nudges=True)
    return CorridorCheck.objects.create(
        organisation=elm.organisation,
        membership=elm.membership(elm.amira),
        on=local_date(NOON),
        recorded_at=NOON,
        recorded_by_id=elm.lewis.pk,
    )


def test_two_questions_come_a_month_after_a_check_once(elm, checked):
    assert offer_refreshers(at=MONTH, dry_run=True) == {"elm-park": 1}
    assert offer_refreshers(at=MONTH) == {"elm-park": 1}

    nudge = Refresher.objects.get()
    assert nudge.stage == 100 + (local_date(MONTH) - local_date(NOON)).days + 1
    assert nudge.cards.count() == 2
    mail = Message.objects.get(kind="refresher")
    assert mail.subject == "Safeguarding training: two questions, if you like"
    assert "two questions about your training" in mail.body
    before = everything()
    assert offer_refreshers(at=MONTH + timedelta(days=1)) == {}
    assert everything() == before


def test_nobody_is_nudged_who_wishes_for_fewer_or_where_they_are_off(elm, checked):
    wish = Preference.objects.create(user=elm.amira, fewer_refreshers=True)
    assert offer_refreshers(at=MONTH) == {}
    wish.delete()
    ReminderPlan.objects.update(nudges=False)

    assert offer_refreshers(at=MONTH) == {}


def test_a_check_before_the_course_or_on_another_day_brings_none(elm, checked):
    assert offer_refreshers(at=MONTH - timedelta(days=1)) == {}
    CorridorCheck.objects.update(on=local_date(NOON) - timedelta(days=30))

    assert offer_refreshers(at=NOON + timedelta(days=1)) == {}
