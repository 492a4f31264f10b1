"""Asking for a version anew, and no more, where there are too many people to look at each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.audit.models import AuditEvent
from courses.compliance import moving
from courses.compliance.models import Requirement
from courses.usecases.publish_version import publish_version
from courses.web.presenters import day_in_words
from tests.small_course import make_rule
from tests.web.author.asking_anew import URL, answers, completed, mark_of, state_of
from tests.web.reading import text_of

DAY = timedelta(days=1)
NOT_WORKED_OUT = "Whose status would change is not worked out for so many people at once."
AFTERWARDS = "Afterwards the list of people for this course shows how each of them stands."
LAST = (
    "Completions, certificates and the status of earlier days stay as they are. Publish this"
    " version"
)


@pytest.mark.parametrize(("more_rules", "most"), [(0, 5), (1, 10)], ids=["one rule", "two rules"])
def test_as_many_as_can_be_looked_at_are_named(
    ash, elm, second, rule, today, monkeypatch, more_rules, most
):
    for _number in range(more_rules):
        make_rule(elm.organisation, second)
    monkeypatch.setattr(moving, "MOST", most)

    page = text_of(ash.post(URL, answers(today + 40 * DAY)))

    assert "If you publish this, 1 person changes. 4 stay as they are." in page
    assert "Amira Haddad" in page
    assert "not worked out" not in page


@pytest.mark.parametrize(
    ("more_rules", "bound", "most"), [(0, 4, 4), (1, 9, 4)], ids=["one rule", "two rules"]
)
def test_of_one_more_it_says_why_not_and_what_is_known(
    ash, elm, second, rule, today, monkeypatch, more_rules, bound, most
):
    for _number in range(more_rules):
        make_rule(elm.organisation, second)
    monkeypatch.setattr(moving, "MOST", bound)

    answer = ash.post(URL, answers(today + 40 * DAY))

    assert (
        f"Nothing is published yet. {NOT_WORKED_OUT} 5 people would have to be looked at, under"
        f" each rule about this course. That is done for at most {most} people. 1 of them"
        f" has completed this course, in whichever version. {AFTERWARDS} {LAST}"
    ) in text_of(answer)
    assert "Amira Haddad" not in answer.content.decode()
    assert state_of(second) == "draft"


def test_nobody_of_another_organisation_counts(ash, elm, harbour, second, rule, today, monkeypatch):
    monkeypatch.setattr(moving, "MOST", 4)
    for user in (elm.lewis, elm.noor):
        completed(user, elm.organisation, second, on=today - 30 * DAY)
    completed(harbour.callum, harbour.organisation, second, on=today - 30 * DAY)

    page = text_of(ash.post(URL, answers(today + 40 * DAY)))

    assert "5 people would have to be looked at" in page
    assert "3 of them have completed this course, in whichever version." in page


def test_it_is_published_once_it_was_confirmed(ash, second, rule, today, monkeypatch):
    monkeypatch.setattr(moving, "MOST", 4)
    by = today + 40 * DAY
    mark = mark_of(ash.post(URL, answers(by)))

    other = text_of(ash.post(URL, answers(by + DAY, confirmed="1", mark=mark)))
    before = state_of(second)
    answer = text_of(ash.post(URL, answers(by, confirmed="1", mark=mark), follow=True))

    assert "Something has changed since you looked: this is how it is now." in other
    assert (before, state_of(second)) == ("draft", "published")
    assert "Version 2.0.0 is published." in answer
    (asked,) = Requirement.objects.current().get(effective_from=today).anew
    assert (asked.version, asked.due_on) == ((2, 0, 0), by)


def test_where_they_can_be_looked_at_by_then_they_are(ash, second, rule, today, monkeypatch):
    by = today + 40 * DAY
    with monkeypatch.context() as fewer:
        fewer.setattr(moving, "MOST", 4)
        mark = mark_of(ash.post(URL, answers(by)))

    page = text_of(ash.post(URL, answers(by, confirmed="1", mark=mark)))

    assert "Something has changed since you looked: this is how it is now." in page
    assert "Amira Haddad" in page
    assert state_of(second) == "draft"


def test_no_file_of_them_is_given(ash, second, rule, today, monkeypatch):
    monkeypatch.setattr(moving, "MOST", 4)

    page = text_of(ash.post(URL, answers(today + 40 * DAY, take="csv")))

    assert NOT_WORKED_OUT in page
    assert "as CSV" not in page
    assert AuditEvent.objects.filter(verb="exported").count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_more_people_ask_no_more_often(
    ash, elm, second, rule, today, number, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(moving, "MOST", 1)
    for user in (elm.lewis, elm.noor)[: number - 1]:
        completed(user, elm.organisation, second, on=today - 30 * DAY)

    with django_assert_num_queries(16):
        answer = ash.post(URL, answers(today + 40 * DAY))

    assert f"{number} of them ha" in text_of(answer)


@pytest.mark.parametrize(("most", "is_named"), [(5, True), (4, False)], ids=["as many", "one more"])
@pytest.mark.parametrize(
    ("number", "act"), [("1.0.0", "roll-back"), ("2.0.0", "withdraw")], ids=["rolled", "withdrawn"]
)
def test_what_is_asked_no_more_is_said_of_any_number_and_of_whom_up_to_the_bound(
    ash, second, rule, today, monkeypatch, number, act, most, is_named
):
    monkeypatch.setattr(moving, "MOST", most)
    by = today + 40 * DAY
    url = f"/author/elm-park/courses/small-course/{number}/{act}/"
    publish_version(version=second, at=timezone.now(), anew_by=by)

    page = text_of(ash.get(url))
    ash.post(url)

    asked = f"Version 2.0.0 is asked for anew by {day_in_words(by)}. Nobody is asked for it any"
    asked += " more."
    beyond = (
        f"{asked} {NOT_WORKED_OUT} 5 people would have to be looked at, under each rule about this"
        f" course. That is done for at most {most} people. 1 of them has completed this course, in"
        f" whichever version. {AFTERWARDS} If it is given to learners again later"
    )
    assert asked in page
    assert (beyond in page, "Amira Haddad" in page) == (not is_named, is_named)
    assert ("1 person has another status then." in page) is is_named
    assert Requirement.objects.current().get(effective_from=today).anew == ()
