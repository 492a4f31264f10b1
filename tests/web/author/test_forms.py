"""The answers on the page that publishes a version, and what is refused of them."""

from datetime import timedelta

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.utils import timezone

from courses.compliance.models import Requirement
from courses.compliance.services import end
from courses.web.author.forms import PublishForm
from courses.web.author.version_page import Shown
from courses.web.author.views import publication
from tests.web.author.asking_anew import URL, answers, state_of
from tests.web.reading import errors_of, text_of

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "error"),
    [
        (None, "Enter the day by which they complete it anew"),
        (0, "Enter a day after today"),
        (800, "Enter a day within two years from now"),
    ],
    ids=["none", "today", "years ahead"],
)
def test_a_day_nobody_can_mean_is_refused_and_kept(ash, second, rule, today, days, error):
    fields = {"done": "anew"} if days is None else answers(today + days * DAY)

    answer = ash.post(URL, fields)

    assert errors_of(answer) == [("#id_anew_by_0", error)]
    assert state_of(second) == "draft"
    if days:
        assert f'value="{(today + days * DAY).year}"' in answer.content.decode()


def test_no_real_date_is_refused(ash, second, rule, today):
    fields = answers(today, anew_by_day="31", anew_by_month="2")

    assert errors_of(ash.post(URL, fields)) == [
        ("#id_anew_by_0", "Enter a real date, such as 30 9 2026")
    ]


def test_without_a_rule_it_is_no_choice(ash, second, today):
    page = text_of(ash.get(URL))
    refused = ash.post(URL, answers(today + 40 * DAY))

    assert "They read what changed, word by word, and confirm it" in page
    assert "They complete this version anew, by a day" not in page
    assert errors_of(refused) == [("#id_done_0", "Select one of these")]
    assert state_of(second) == "draft"


def test_a_rule_that_ends_while_it_is_published_is_told(elm, second, rule, today, rf):
    data = answers(today + 40 * DAY)
    terms = {"needs_reason": False, "part_way": 0, "done": 1, "cancel_url": ""}
    form = PublishForm(data, on=today, is_asked=True, **terms)
    request = rf.post("/")
    request.user = elm.ash
    assert form.is_valid()
    end(requirement=rule, last_day=today - DAY, at=timezone.now(), actor_id=None)

    shown = Shown(second, "elm-park", is_offered=False)
    is_out = publication.published(request, shown, form, at=timezone.now())

    words = "A rule about this course was changed meanwhile. Look at the answers again"
    assert (is_out, form.errors) == (False, {"done": [words]})
    assert state_of(second) == "draft"


def test_what_was_asked_before_midnight_is_published_as_of_then(elm, second, rule, today, rf):
    terms = {"needs_reason": False, "part_way": 0, "done": 1, "cancel_url": ""}
    form = PublishForm(answers(today), on=today - DAY, is_asked=True, **terms)
    request = rf.post("/")
    request.user, request._messages = elm.ash, CookieStorage(request)
    assert form.is_valid()

    shown = Shown(second, "elm-park", is_offered=False)

    assert publication.published(request, shown, form, at=timezone.now() - DAY)
    (asked,) = Requirement.objects.current().get(effective_from=today - DAY).anew
    assert (asked.since, asked.due_on) == (today - DAY, today)
