"""Asking for a version anew on the page that publishes it: looked at first, then published."""

from collections import Counter
from datetime import timedelta

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.utils import timezone

from courses.audit.models import AuditEvent
from courses.audit.queries import broken_chains
from courses.catalogue.models import CourseVersion
from courses.catalogue.services import publish, save_draft
from courses.common.dates import local_date
from courses.compliance.models import Requirement
from courses.compliance.services import end, set_requirement
from courses.learning.models import Completion
from courses.web.author.forms import PublishForm
from courses.web.author.version_page import Shown
from courses.web.author.views import publication
from courses.web.presenters import day_in_words
from tests.people import NOON, STARTED
from tests.small_course import enrol, small_draft
from tests.usecases.racing import at_once, browsers, posting
from tests.web.reading import errors_of, text_of

URL = "/author/elm-park/courses/small-course/2.0.0/publish/"
DAY = timedelta(days=1)


@pytest.fixture
def today():
    """Return today in London."""
    return local_date(timezone.now())


@pytest.fixture
def second(elm, harbour, today):
    """Return the draft of the second version; Amira has completed the first."""
    versions = []
    for number in ("1.0.0", "2.0.0"):
        version = save_draft(draft=small_draft(version=number), owner_id=elm.organisation.pk)
        for rows in (version.contacts, version.facts):
            rows.update(review_by=today + 900 * DAY)
        versions.append(version)
    first, draft = versions
    publish(version=first, at=NOON, actor_id=None)
    enrolment = enrol(elm.amira, elm.organisation, first)
    Completion.objects.create(
        learner=elm.amira,
        organisation=elm.organisation,
        course=first.course,
        version=first,
        enrolment=enrolment,
        completed_at=timezone.now() - 30 * DAY,
        completed_on=today - 30 * DAY,
        minutes=9,
        how=Completion.How.QUIZ,
        recorded_at=timezone.now() - 30 * DAY,
    )
    return draft


@pytest.fixture
def rule(elm, second):
    """Return the rule that everybody completes the course every year."""
    return set_requirement(
        organisation=elm.organisation,
        course=second.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON,
    )


@pytest.fixture
def lewis(elm, rule, sign_in):
    """Return the browser of the lead of every site."""
    return sign_in(elm.lewis)


def answers(day, **more):
    """Return what is posted to ask for it anew by ``day``."""
    parts = {f"anew_by_{part}": getattr(day, part) for part in ("day", "month", "year")}
    return {"done": "anew", **parts, **more}


def state_of(version):
    return CourseVersion.objects.get(pk=version.pk).state


def test_it_is_looked_at_first_and_published_as_looked_at(ash, second, rule, today):
    by = today + 40 * DAY
    looked = ash.post(URL, answers(by))
    page, mark = text_of(looked), looked.context["form"]["mark"].value()
    before = state_of(second)

    answer = text_of(ash.post(URL, answers(by, mark=mark), follow=True))

    assert "Who would have to complete it anew Nothing is published yet." in page
    assert (
        f"From today 1 person has to complete it anew, and stays in date until {day_in_words(by)}"
        f" at most. 1 person becomes overdue on {day_in_words(by + DAY)}, if nobody completes it by"
        " then. Completions, certificates and the status of earlier days stay as they are."
    ) in page
    assert (before, state_of(second)) == ("draft", "published")
    assert "Version 2.0.0 is published." in answer
    (asked,) = Requirement.objects.current().get(effective_from=today).anew
    assert (asked.version, asked.due_on, asked.since) == ((2, 0, 0), by, today)


def test_where_it_has_moved_meanwhile_it_is_shown_again(ash, second, rule, today):
    by = today + 40 * DAY

    moved = ash.post(URL, answers(by, mark="0"))

    assert "Something has changed since you looked: this is how it is now." in text_of(moved)
    assert state_of(second) == "draft"


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


def test_who_completed_it_and_their_lead_read_why(ash, amira, elm, sign_in, second, rule, today):
    by = today + 40 * DAY
    mark = ash.post(URL, answers(by)).context["form"]["mark"].value()
    ash.post(URL, answers(by, mark=mark))
    of_amira = f"/lead/elm-park/people/{elm.membership(elm.amira).pk}/"

    own = text_of(amira.get("/learn/why/elm-park/small-course/"))
    leads = text_of(sign_in(elm.lewis).get(of_amira))

    words = (
        f"On {day_in_words(today)} version 2.0.0 came out, which must be completed by"
        f" {day_in_words(by)}. What was completed before counts until then at most."
    )
    assert [words in text for text in (own, leads)] == [True, True]
    assert f"Completing it again by {day_in_words(by)} keeps this green." in own
    rules = text_of(sign_in(elm.lewis).get("/lead/elm-park/requirements/"))
    assert (
        f"Whoever completed a version before 2.0.0 completes it anew by {day_in_words(by)}."
        in rules
    )


@pytest.mark.django_db(transaction=True)
def test_published_by_four_while_four_revise_the_rule_nobody_meets_an_error(
    ash, elm, lewis, second, rule, today
):
    asked = answers(today + 40 * DAY)
    asked["mark"] = ash.post(URL, asked).context["form"]["mark"].value()
    revise = f"/lead/elm-park/requirements/{rule.rule}/revise/"
    fields = {
        "who": "everyone",
        "due": "days",
        "due_days": "28",
        "valid_months": "24",
        "renew_window_days": "60",
        "effective_from": today.isoformat(),
    }
    mark = lewis.post(revise, fields).context["form"].initial["mark"]
    authors = [posting(one, URL, asked) for one in browsers(elm.ash, 4)]
    leads = [
        posting(one, revise, fields | {"confirmed": "1", "mark": mark})
        for one in browsers(elm.lewis, 4)
    ]

    answered = at_once([*authors, *leads])

    # 200 is the page that asks once more, where the other came first.
    assert {status for status, _url in answered} <= {200, 303}
    is_out = 303 in {status for status, _url in answered[:4]}
    newest = Requirement.objects.current().latest("effective_from")
    is_revised = newest.valid_months == 24
    assert is_out or is_revised
    assert state_of(second) == ("published" if is_out else "draft")
    assert [one.version for one in newest.anew] == [(2, 0, 0)] * is_out
    told = Counter(AuditEvent.objects.values_list("verb", flat=True))
    assert (told["published"], told["revised-requirement"]) == (is_out, is_out + is_revised)
    assert broken_chains() == []
