"""The page of the later due days of one person, and giving them in the browser."""

from datetime import timedelta

import pytest

from courses.compliance.extensions import Extension
from courses.compliance.services import end
from tests.people import NOON
from tests.tables import everything
from tests.web.lead.views.test_chosen import CHOSEN, confirm, hidden, of
from tests.web.reading import errors_of, text_of

DAY = timedelta(days=1)


def typed(course, on):
    """Return the form filled in."""
    day = {"due_on_day": on.day, "due_on_month": on.month, "due_on_year": on.year}
    return {"course": course, "reason": "Works few hours at present", **day}


@pytest.fixture
def page(elm):
    """Return the address of Amira's later due days."""
    return f"/lead/elm-park/people/{elm.membership(elm.amira).pk}/later-due/"


def test_more_time_is_given_shown_everywhere_and_taken_back(
    elm, lewis, rule, page, small_course, today, sign_in
):
    path, person = f"{CHOSEN}extend/{of(elm, elm.amira)}", page.removesuffix("later-due/")
    later = today + 20 * DAY
    checked = lewis.post(path, {**hidden(lewis.get(path)), **typed(rule.course_id, later)})

    done = confirm(lewis, path, checked)

    shown = text_of(checked)
    assert "1 person: 1 will have more time." in shown
    assert "Amira Haddad Overdue since 1 October 2024 Due soon:" in shown
    assert Extension.objects.get().due_on == later
    assert "1 person: 1 has more time." in text_of(done)
    assert "Undo this" in text_of(done)
    words = f"{later.day} {later:%B %Y}"
    told = text_of(lewis.get(person))
    assert f"Given a later due day: {words}" in told
    assert "More time by Lewis Grant, because: Works few hours at present." in told
    assert "Due on 30 September 2024 by the rule. More time was given on" in told
    why = sign_in(elm.amira).get(f"/learn/why/elm-park/{small_course.course.slug}/")
    assert f"due on {words}." in text_of(why)
    shown = text_of(lewis.get(page))
    assert f"Due on {words}, given on" in shown
    for _click in range(2):
        answer = lewis.post(page, {"end": rule.course_id})
        assert (answer.status_code, answer["Location"]) == (303, person)
    assert list(Extension.objects.current()) == []
    assert "No later due day holds for this person today." in text_of(lewis.get(page))


@pytest.mark.parametrize(
    ("offset", "error"),
    [(-1, "Enter today or a later day"), (733, "Enter a day at most two years ahead")],
)
def test_a_day_that_cannot_be_is_explained(elm, lewis, rule, today, offset, error):
    path = f"{CHOSEN}extend/{of(elm, elm.amira)}"
    sent = {**hidden(lewis.get(path)), **typed(rule.course_id, today + offset * DAY)}

    answer = lewis.post(path, sent)

    assert errors_of(answer) == [("#id_due_on_0", error)]
    assert list(Extension.objects.all()) == []


def test_what_is_too_far_cannot_be_confirmed(elm, lewis, rule, today):
    path = f"{CHOSEN}extend/{of(elm, elm.amira)}"
    sent = {**hidden(lewis.get(path)), **typed(rule.course_id, today + 100 * DAY)}

    checked = lewis.post(path, sent)
    confirm(lewis, path, checked)

    assert "1 would have more than 12 weeks: choose an earlier day" in text_of(checked)
    assert "more time</button>" not in checked.content.decode()
    assert list(Extension.objects.all()) == []


def test_the_day_of_a_rule_that_is_over_is_not_shown_and_no_course_of_nobody_taken_back(
    elm, lewis, rule, page, today
):
    path = f"{CHOSEN}extend/{of(elm, elm.amira)}"
    sent = {**hidden(lewis.get(path)), **typed(rule.course_id, today + 9 * DAY)}
    confirm(lewis, path, lewis.post(path, sent))
    end(requirement=rule, last_day=today - DAY, at=NOON, actor_id=None)
    before = everything()

    assert "No later due day holds" in text_of(lewis.get(page))
    assert [lewis.post(page, {"end": end_of}).status_code for end_of in (0, "9" * 30)] == [303, 200]
    assert [row for row in everything() if row not in before and "session" not in str(row)] == []


def test_a_lead_of_another_site_finds_nothing_and_staff_neither(elm, harbour, sign_in, rule, page):
    users = (elm.grace, elm.amira, harbour.callum)
    assert [sign_in(one).post(page, {"end": "1"}).status_code for one in users] == [404, 404, 404]
    path = f"{CHOSEN}extend/{of(elm, elm.amira)}"
    assert [sign_in(one).get(path).status_code for one in users] == [404, 404, 404]
