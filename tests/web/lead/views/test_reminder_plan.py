"""Changing how people are reminded, in the browser."""

from datetime import time, timedelta

from courses.notifications.models import QuietDays
from courses.notifications.planning import add_quiet_days, plan_of
from tests.web.reading import errors_of, text_of

PAGE = "/lead/elm-park/reminders/"
PLAN = {
    "before": "21, 7",
    "every_days": "7",
    "repeats": "2",
    "quiet_from": "6pm",
    "quiet_until": "8am",
    "digest_on": "0",
}


def test_when_reminders_go_is_kept_and_shown(elm, lewis):
    done = lewis.post(f"{PAGE}when/", PLAN)

    plan = plan_of(elm.organisation.pk)
    assert (done.status_code, done["Location"]) == (303, PAGE)
    assert (plan.before, plan.quiet_from, plan.digest_on) == ((21, 7), time(18), 0)
    assert "21, 7 days before" in text_of(lewis.get(PAGE))
    assert 'value="18:00"' in lewis.get(f"{PAGE}when/").text


def test_what_is_wrong_is_shown_with_what_was_typed(elm, lewis):
    answer = lewis.post(f"{PAGE}when/", PLAN | {"before": "soon"})

    told = "Enter whole numbers with commas, such as 30, 14, 3"
    assert errors_of(answer) == [("#id_before", told)]
    assert 'value="soon"' in answer.text
    assert plan_of(elm.organisation.pk).before == (30, 14, 3)


def test_the_words_are_kept_and_an_unknown_placeholder_is_not(elm, lewis):
    refused = lewis.post(f"{PAGE}words/", {"opening": "Hello {who}", "closing": ""})
    lewis.post(f"{PAGE}words/", {"opening": "Hello {name}", "closing": ""})

    known = "{name}, {organisation}, {courses}, {first_day}"
    assert errors_of(refused) == [("#id_opening", f"{{who}} stands for nothing. Use only {known}")]
    assert plan_of(elm.organisation.pk).opening == "Hello {name}"
    assert "Hello {name}" in lewis.get(f"{PAGE}words/").text


def test_reminders_are_paused_and_taken_up_again(elm, lewis, today):
    until = today + timedelta(days=7)
    refused = lewis.post(f"{PAGE}pause/", {"paused_until": "1900-01-01"})
    lewis.post(f"{PAGE}pause/", {"paused_until": until.isoformat()})
    paused = plan_of(elm.organisation.pk).paused_until
    lewis.post(f"{PAGE}pause/", {"resume": "1"})

    assert errors_of(refused) == [("#id_paused_until_0", "Enter today or a later day")]
    assert (paused, plan_of(elm.organisation.pk).paused_until) == (until, None)
    assert "Reminders go again." in text_of(lewis.get(PAGE))
    assert "Pause reminders" in text_of(lewis.get(f"{PAGE}pause/"))


def test_quiet_days_are_named_and_taken_away(elm, lewis, today):
    last = today + timedelta(days=7)
    days = {"name": "Half term", "first_day": today.isoformat(), "last_day": last.isoformat()}
    lewis.post(f"{PAGE}quiet-days/", days)
    listed = text_of(lewis.get(PAGE))
    wrong = lewis.post(f"{PAGE}quiet-days/", days | {"last_day": "1900-01-01"})
    empty = lewis.post(f"{PAGE}quiet-days/", {})
    lewis.post(f"{PAGE}quiet-days/remove/", {"days": QuietDays.objects.get().pk})

    assert "Half term" in listed
    told = "The last day is before the first. Enter a later day"
    assert errors_of(wrong) == [("#id_last_day_0", told)]
    assert [link for link, _ in errors_of(empty)] == [
        "#id_name",
        "#id_first_day_0",
        "#id_last_day_0",
    ]
    assert list(QuietDays.objects.all()) == []


def test_quiet_days_of_another_organisation_or_none_stay(elm, harbour, lewis, today):
    theirs = add_quiet_days(
        organisation=harbour.organisation, name="Rest", first_day=today, last_day=today
    )

    answers = [
        lewis.post(f"{PAGE}quiet-days/remove/", {"days": days})
        for days in (theirs.pk, "0", "x", "9" * 30, "")
    ]

    assert {answer.status_code for answer in answers} == {303}
    assert list(QuietDays.objects.all()) == [theirs]
