"""The pages of what one person was given about courses, and giving it in the browser."""

from datetime import timedelta

import pytest

from courses.compliance.assignments import Assignment
from courses.compliance.extensions import Extension
from courses.compliance.models import Requirement
from courses.compliance.services import end
from courses.usecases.record_training import record_training
from tests.people import NOON
from tests.tables import everything
from tests.web.lead.views.test_chosen import CHOSEN, confirm, hidden, of
from tests.web.reading import errors_of, text_of

DAY = timedelta(days=1)


def a_day(on):
    """Return a due day as its three fields send it."""
    return {"due_on_day": on.day, "due_on_month": on.month, "due_on_year": on.year}


def typed(course, on):
    """Return the form filled in."""
    return {"course": course, "reason": "Works few hours at present", **a_day(on)}


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


def test_what_is_used_up_stands_apart_and_cannot_be_taken_back(
    elm, lewis, rule, page, today, small_course
):
    path, later = f"{CHOSEN}extend/{of(elm, elm.amira)}", today + 20 * DAY
    sent = {**hidden(lewis.get(path)), **typed(rule.course_id, later)}
    confirm(lewis, path, lewis.post(path, sent))
    before = text_of(lewis.get(page))
    record_training(
        membership=elm.membership(elm.amira),
        course=small_course.course,
        completed_on=today,
        minutes=60,
        evidence="Seen",
        at=NOON,
    )

    after = lewis.get(page)

    assert "Used up" not in before
    told = text_of(after)
    assert "No later due day holds for this person today." in told
    used = "Used up The course was completed after these were given."
    assert used in told
    assert f"A small course Due on {later.day} {later:%B %Y}, given on" in told
    assert 'name="end"' not in after.content.decode()


@pytest.fixture
def own(page, rule, today):
    """Return the address of the courses that Amira was given by a day; no other rule holds."""
    end(requirement=rule, last_day=today - 2 * DAY, at=NOON, actor_id=None)
    return page.replace("later-due", "by-a-day")


def test_a_course_is_given_by_a_day_shown_everywhere_and_taken_back(
    elm, lewis, own, small_course, today, sign_in
):
    path, person = f"{CHOSEN}assign/{of(elm, elm.amira, elm.noor)}", own.removesuffix("by-a-day/")
    by = today + 20 * DAY
    sent = {**hidden(lewis.get(path)), "course": small_course.course_id, **a_day(by)}
    checked = lewis.post(path, sent)
    assert list(Assignment.objects.all()) == []

    done = confirm(lewis, path, checked)

    shown, words = text_of(checked), f"{by.day} {by:%B %Y}"
    assert "2 people: 2 will be given it by the day." in shown
    assert "2 people get it to do." in shown
    assert f"Amira Haddad Not required Due soon: {words}" in shown
    assert "It can be undone for 24 hours." in shown
    assert "2 people: 2 were given it by the day." in text_of(done)
    told = text_of(lewis.get(person))
    assert f"Given a course by a day: {words} A small course" in told
    assert "Asked of people whom a training lead chose, by a day of their own, once." in told
    assert f"to be completed by {words}." in told
    assert "Given by Lewis Grant." in told
    why = sign_in(elm.amira).get(f"/learn/why/elm-park/{small_course.course.slug}/")
    assert f"to be completed by {words}." in text_of(why)
    assert "Not required" in text_of(lewis.get(person.replace(*ids(elm, elm.amira, elm.ash))))
    assert f"To be completed by {words}, given on" in text_of(lewis.get(own))
    for _click in range(2):
        answer = lewis.post(own, {"end": small_course.course_id})
        assert (answer.status_code, answer["Location"]) == (303, person)
    assert [one.membership for one in Assignment.objects.current()] == [elm.membership(elm.noor)]
    assert "no course to complete by a day of their own" in text_of(lewis.get(own))


def ids(elm, *users):
    """Return the ends of the addresses of these people."""
    return [f"people/{elm.membership(user).pk}/" for user in users]


def test_what_was_completed_stands_apart(elm, lewis, own, small_course, today):
    path = f"{CHOSEN}assign/{of(elm, elm.amira)}"
    sent = {**hidden(lewis.get(path)), "course": small_course.course_id, **a_day(today)}
    confirm(lewis, path, lewis.post(path, sent))
    record_training(
        membership=elm.membership(elm.amira),
        course=small_course.course,
        completed_on=today,
        minutes=60,
        evidence="Seen",
        at=NOON,
    )

    shown = lewis.get(own)

    assert "Completed Completing it once is all that was asked." in text_of(shown)
    assert 'name="end"' not in shown.content.decode()
    told = text_of(lewis.get(own.removesuffix("by-a-day/")))
    assert "(training outside the platform). It does not run out." in told


@pytest.mark.parametrize(
    ("day", "error"),
    [
        (("29", "2", "2027"), "Enter a real date"),
        (("1", "1", "1900"), "Enter today or a later day"),
        (("1", "1", "2900"), "Enter a day at most two years ahead"),
        (("", "", ""), "Enter the day"),
    ],
    ids=["no-such-day", "long-ago", "far-ahead", "none"],
)
def test_a_day_that_nobody_can_be_given_is_explained_and_kept(
    elm, lewis, small_course, today, day, error
):
    path = f"{CHOSEN}assign/{of(elm, elm.amira)}"
    parts = dict(zip(("due_on_day", "due_on_month", "due_on_year"), day, strict=True))
    before = everything()

    sent = {**hidden(lewis.get(path)), "course": small_course.course_id, **parts}
    answer = lewis.post(path, sent)

    assert errors_of(answer) == [("#id_due_on_0", error)]
    shown = answer.content.decode()
    assert f'value="{small_course.course_id}" selected' in shown
    assert [f'value="{part}"' in shown for part in day if part] == [True for part in day if part]
    assert [row for row in everything() if row not in before and "session" not in str(row)] == []


def test_who_has_left_is_left_out_and_said_and_another_organisations_person_is_not_there(
    elm, harbour, lewis, own, small_course, today
):
    path = f"{CHOSEN}assign/{of(elm, elm.amira, elm.sam)}"
    sent = {**hidden(lewis.get(path)), "course": small_course.course_id, **a_day(today + DAY)}
    checked = lewis.post(path, sent)
    confirm(lewis, path, checked)

    words = "1 will be given it by the day, 1 does not work at a place of yours any more."
    assert words in text_of(checked)
    assert [one.membership for one in Assignment.objects.all()] == [elm.membership(elm.amira)]
    alone = lewis.get(f"{CHOSEN}assign/{of(elm, elm.sam)}", follow=True)
    assert "Sam Porter does not work here today: choose somebody who does" in text_of(alone)
    foreign = f"{CHOSEN}assign/?person={harbour.membership(harbour.beth).pk}"
    assert lewis.post(foreign, sent).status_code == 404


def test_the_rule_behind_it_is_named_and_can_be_ended_but_not_revised(
    elm, lewis, own, small_course, today
):
    path = f"{CHOSEN}assign/{of(elm, elm.amira)}"
    sent = {**hidden(lewis.get(path)), "course": small_course.course_id, **a_day(today + DAY)}
    confirm(lewis, path, lewis.post(path, sent))
    rule = Requirement.objects.current().get(effective_until=None).rule

    shown = lewis.get("/lead/elm-park/requirements/")

    words = "Whoever is given it by a day must complete “A small course” by that day, once."
    assert words in text_of(shown)
    assert "Revise this rule" not in text_of(shown)
    assert lewis.get(f"/lead/elm-park/requirements/{rule}/revise/").status_code == 404
    end_page = f"/lead/elm-park/requirements/{rule}/end/"
    checked = lewis.post(end_page, {"last_day": str(today)})
    assert "1 person need not hold it." in text_of(checked)


def test_recorded_training_is_shown_and_taken_back(elm, lewis, rule, page, small_course, today):
    person = page.removesuffix("later-due/")
    amira, recorded = elm.membership(elm.amira), page.replace("later-due", "recorded")
    completion = record_training(
        membership=amira,
        course=small_course.course,
        completed_on=today - DAY,
        minutes=60,
        evidence="Certificate of somebody else",
        at=NOON,
    )

    shown = text_of(lewis.get(recorded))
    unknown = lewis.post(recorded, {"end": "x"})
    answers = [lewis.post(recorded, {"end": completion.pk}) for _click in range(2)]

    assert "Evidence: Certificate of somebody else Take this back : A small course" in shown
    assert (unknown.status_code, [one["Location"] for one in answers]) == (200, [person] * 2)
    assert "No lead has recorded or accepted training held elsewhere" in text_of(
        lewis.get(recorded)
    )
    told = text_of(lewis.get(person))
    assert "Recorded training taken back" in told
    assert "Certificate of somebody else" not in told
