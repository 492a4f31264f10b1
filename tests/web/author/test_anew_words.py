"""Asking for a version anew on the page that publishes it: looked at first, then published."""

from collections import Counter
from datetime import date, timedelta

import pytest

from courses.accounts.membership import Access
from courses.accounts.permissions import LEVELS, Permission
from courses.audit.models import AuditEvent
from courses.audit.queries import broken_chains
from courses.common.dates import add_months
from courses.compliance.anew import Anew
from courses.compliance.models import Requirement
from courses.compliance.rehearsing import Asking, Stopping, Turning
from courses.compliance.services import set_requirement
from courses.compliance.status import Finding, State
from courses.learning.models import Completion
from courses.web.author.anew_words import anewed, stopped
from courses.web.presenters import day_in_words
from tests.people import NOON, STARTED
from tests.usecases.racing import at_once, browsers, posting
from tests.web.author.asking_anew import URL, answers, completed, mark_of, state_of
from tests.web.reading import errors_of, rows_of, text_of

DAY = timedelta(days=1)
SINCE, BY = date(2026, 3, 3), date(2026, 4, 30)


@pytest.fixture
def lewis(elm, rule, sign_in):
    """Return the browser of the lead of every site."""
    return sign_in(elm.lewis)


def test_who_changes_is_looked_at_first_and_it_is_published_as_looked_at(ash, second, rule, today):
    by = today + 40 * DAY
    looked = ash.post(URL, answers(by))
    page, before, held = text_of(looked), state_of(second), add_months(today - 30 * DAY, 12)

    sent = answers(by, confirmed="1", mark=mark_of(looked))
    answer = text_of(ash.post(URL, sent, follow=True))

    assert (
        f"Who would change Whoever completed a version before 2.0.0 completes it anew by"
        f" {day_in_words(by)}. Nothing is published yet. If you publish this, 1 person changes. 4"
        " stay as they are. From today 1 person has to complete it anew, and stays in date until"
        f" {day_in_words(by)} at most. 1 person becomes overdue on {day_in_words(by + DAY)}, if"
        " nobody completes it by then. Completions, certificates and the status of earlier days"
        " stay as they are. People who would change Name From Without the change With the change"
        f" Amira Haddad {day_in_words(today)} In date until {day_in_words(held)} Renewal open, in"
        f" date until {day_in_words(by)} Overdue from {day_in_words(by + DAY)} Take everybody who"
        " would change as CSV Publish this version"
    ) in page
    assert (before, state_of(second)) == ("draft", "published")
    assert "Version 2.0.0 is published." in answer
    (asked,) = Requirement.objects.current().get(effective_from=today).anew
    assert (asked.version, asked.due_on, asked.since) == ((2, 0, 0), by, today)


def test_who_changes_is_taken_as_a_file_and_nothing_is_published(
    elm, ash, second, rule, today, monkeypatch
):
    by = today + 40 * DAY
    held = add_months(today - 30 * DAY, 12)

    rows = rows_of(ash.post(URL, answers(by, take="csv")))
    monkeypatch.setitem(LEVELS, Access.ADMIN, LEVELS[Access.ADMIN] - {Permission.EXPORT})
    page = ash.post(URL, answers(by, take="csv"))

    assert rows[1] == ["Change", f"A small course 2.0.0, to be completed anew by {by:%-d %B %Y}"]
    assert rows[6:] == [
        [
            elm.membership(elm.amira).staff_number,
            "Amira Haddad",
            str(today),
            f"In date until {day_in_words(held)}",
            f"Renewal open, in date until {day_in_words(by)}",
            str(by + DAY),
        ]
    ]
    assert "as CSV" not in text_of(page)
    assert AuditEvent.objects.filter(verb="exported").count() == 1
    assert state_of(second) == "draft"


def test_where_it_has_moved_meanwhile_it_is_shown_again(ash, second, rule, today):
    by = today + 40 * DAY

    mark = mark_of(ash.post(URL, answers(by)))
    Completion.objects.update(completed_on=today - 29 * DAY)

    moved = ash.post(URL, answers(by, confirmed="1", mark=mark))

    assert mark_of(moved) != mark
    assert "Something has changed since you looked: this is how it is now." in text_of(moved)
    assert state_of(second) == "draft"


def test_a_mark_without_the_button_of_the_page_that_shows_them_publishes_nothing(
    ash, second, rule, today
):
    mark = mark_of(ash.post(URL, answers(today + 40 * DAY)))

    answer = ash.post(URL, answers(today + 40 * DAY, mark=mark))

    assert "Something has changed" not in text_of(answer)
    assert state_of(second) == "draft"


def test_the_answers_are_kept_for_another_change(ash, second, rule, today):
    by = today + 40 * DAY

    answer = ash.post(URL, {"done": "anew", "anew_by": by.isoformat(), "change": "1"})

    form = answer.context["form"]
    assert (form["done"].value(), form["anew_by"].value()) == ("anew", by.isoformat())
    assert f'value="{by.year}"' in answer.content.decode()
    assert (errors_of(answer), state_of(second)) == ([], "draft")


def test_where_nobody_changes_it_says_so(ash, second, rule, today):
    Completion.objects.update(completed_on=today - 400 * DAY)

    page = text_of(ash.post(URL, answers(today + 40 * DAY)))

    assert (
        "If you publish this, nobody changes. 5 stay as they are. Nobody who is in date today has"
        " to complete it anew. Completions, certificates and the status of earlier days stay as"
        " they are. Publish this version"
    ) in page


def test_who_may_publish_but_not_see_how_staff_get_on_reads_numbers_alone(
    ash, second, rule, today, monkeypatch
):
    seen = text_of(ash.post(URL, answers(today + 40 * DAY)))
    few = frozenset(Permission) - {Permission.SEE_STAFF_PROGRESS}
    monkeypatch.setitem(LEVELS, Access.ADMIN, few)

    page = text_of(ash.post(URL, answers(today + 40 * DAY)))

    told = "Who they are is shown here to administrators: your access does not include"
    assert ["Amira Haddad" in one for one in (seen, page)] == [True, False]
    assert [told in one for one in (seen, page)] == [False, True]
    assert "If you publish this, 1 person changes. 4 stay as they are." in page


def test_only_the_people_of_its_own_organisation_are_named(ash, harbour, second, rule, today):
    set_requirement(
        organisation=harbour.organisation,
        course=second.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON,
    )
    completed(harbour.callum, harbour.organisation, second, on=today - 30 * DAY)

    answer = ash.post(URL, answers(today + 40 * DAY))

    assert [row["name"] for row in answer.context["rows"]] == ["Amira Haddad"]
    assert (answer.context["people"], answer.context["same"]) == (1, 4)


@pytest.mark.parametrize("number", [1, 3])
def test_more_people_ask_no_more_often(
    ash, elm, second, rule, today, number, django_assert_num_queries
):
    for user in (elm.lewis, elm.noor)[: number - 1]:
        completed(user, elm.organisation, second, on=today - 30 * DAY)

    with django_assert_num_queries(19):
        answer = ash.post(URL, answers(today + 40 * DAY))

    assert len(answer.context["rows"]) == number


def asking(*late, asked=0, renewing=0):
    """Return what is rehearsed of people who become overdue on these days."""
    held, after = Finding(State.IN_DATE, BY, ()), Finding(State.RENEWAL_OPEN, BY, ())
    turns = [Turning(n, f"Person {n}", held, after, SINCE, day) for n, day in enumerate(late)]
    return Asking(Anew((2, 0, 0), BY, SINCE), tuple(turns), 0, asked, renewing)


def test_each_sentence_stands_where_there_is_somebody():
    kept = "Completions, certificates and the status of earlier days stay as they are."

    assert anewed(asking(), names=True)["lines"] == [
        "Nobody who is in date today has to complete it anew.",
        kept,
    ]
    assert anewed(asking(BY + DAY, BY + 2 * DAY, None, asked=5, renewing=2), names=True)[
        "lines"
    ] == [
        "From today 5 people have to complete it anew, and stay in date until 30 April 2026 at"
        " most.",
        "2 of them have to renew it by then in any case: their status stays as it is.",
        "1 person becomes overdue on 1 May 2026, if nobody completes it by then.",
        "1 person becomes overdue on a later day: exempt until then, given more time, or starting"
        " later.",
        kept,
    ]


def test_at_most_200_are_named_and_since_when_late_where_that_is_not_at_once():
    shown = anewed(asking(*[BY + DAY] * 200, SINCE, None), names=True)
    three = anewed(asking(SINCE, None, BY), names=True)

    assert (len(shown["rows"]), shown["left_out"], shown["people"]) == (200, 2, 202)
    assert [row["late"] for row in three["rows"]] == ["", "", "Overdue from 30 April 2026"]
    assert {row["on"] for row in three["rows"]} == {"3 March 2026"}


def test_who_is_overdue_today_is_counted_where_it_is_asked_for_no_more():
    overdue, held = (Finding(one, BY, ()) for one in (State.OVERDUE, State.IN_DATE))
    turns = [Turning(n, f"P {n}", overdue if n < 2 else held, held, SINCE, None) for n in range(3)]

    shown = stopped(Stopping((Anew((2, 0, 0), BY, SINCE),), tuple(turns)), names=False)

    assert shown["lines"][1:3] == [
        "3 people have another status then.",
        "2 of them are overdue today.",
    ]
    assert (shown["people"], shown["rows"], stopped(Stopping(), names=True)["lines"]) == (3, [], [])


def test_who_completed_it_and_their_lead_read_why(ash, amira, elm, sign_in, second, rule, today):
    by = today + 40 * DAY
    mark = mark_of(ash.post(URL, answers(by)))
    ash.post(URL, answers(by, confirmed="1", mark=mark))
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
    asked = answers(today + 40 * DAY, confirmed="1")
    asked["mark"] = mark_of(ash.post(URL, asked))
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
