"""One person's page: why, what happened, who may look, and that it was looked at."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.audit.models import AuditEvent
from courses.usecases.accept_record import accept_record
from courses.usecases.decline_record import decline_record
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.record_training import record_training
from courses.usecases.set_requirement import set_requirement
from courses.web.presenters import day_in_words
from tests.people import NOON, STARTED, TODAY
from tests.small_course import answer_all, open_attempt
from tests.usecases.bringing import SMALL_PDF, brought_of
from tests.web.reading import heading_of, text_of


def page(elm, user, query=""):
    return f"/lead/elm-park/people/{elm.membership(user).pk}/{query}"


def test_the_page_says_state_reason_and_history(elm, lewis, trained):
    trained(elm.amira, 10)

    answer = lewis.get(page(elm, elm.amira))
    text = text_of(answer)

    assert heading_of(answer) == "Amira Haddad"
    assert "Class teacher" in text
    assert "Asked of everyone since 2 September 2024. First due 28 days after starting." in text
    assert "(training outside the platform). It is in date until the end of" in text
    assert "A small course. Evidence: Certificate seen" in text


def test_after_three_tries_in_vain_it_says_that_support_may_help(elm, lewis, failed):
    words = "Support may help. The quiz of “A small course” was tried 3 times"
    assert words not in text_of(lewis.get(page(elm, elm.amira)))
    for seed in "bc":
        again = open_attempt(failed.enrolment, seed=seed)
        answer_all(again, "wait")
        finish_attempt(attempt=again, at=timezone.now())

    assert words in text_of(lewis.get(page(elm, elm.amira)))
    assert words not in text_of(lewis.get(page(elm, elm.amira, "?as_at=2026-03-03")))


def test_beside_what_makes_it_green_stands_the_link_that_does_it(elm, lewis, sign_in):
    member = elm.membership(elm.amira).pk
    remind = f"/lead/elm-park/people/chosen/remind/?person={member}"

    html = lewis.get(page(elm, elm.amira)).content.decode()

    assert f'href="{remind}">Remind them<span class="govuk-visually-hidden">: A small' in html
    assert lewis.get(remind).status_code == 200
    past = lewis.get(page(elm, elm.amira, "?as_at=2026-03-03")).content.decode()
    assert "makes this green" in past
    assert "Remind them" not in past


def test_opening_it_is_recorded_once(elm, lewis):
    lewis.get(page(elm, elm.amira))

    events = AuditEvent.objects.filter(verb="opened-person")
    assert list(events.values_list("actor_id", "about_id")) == [
        (elm.lewis.pk, elm.membership(elm.amira).pk)
    ]


def test_no_answer_and_no_score_is_on_the_page(elm, lewis, failed):
    html = lewis.get(page(elm, elm.amira)).content.decode()

    assert "Took the quiz: not yet" in html
    assert [word for word in ("Wait for proof", "Tell the lead", "0 of 2") if word in html] == []


@pytest.mark.parametrize("who", ["ash", "grace"])
def test_a_person_outside_the_scope_is_not_there(elm, noor, who):
    foreign = noor.get(page(elm, getattr(elm, who)))
    missing = noor.get("/lead/elm-park/people/999999/")

    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert heading_of(foreign) == heading_of(missing)
    assert AuditEvent.objects.filter(verb="opened-person").count() == 0


def test_a_member_of_another_organisation_is_not_there(elm, harbour, lewis):
    there = harbour.membership(harbour.callum).pk

    assert lewis.get(f"/lead/elm-park/people/{there}/").status_code == 404


def test_a_leaver_is_found_on_a_day_when_they_were_here(elm, noor, lewis):
    then = page(elm, elm.sam, "?as_at=2025-04-30")

    assert noor.get(page(elm, elm.sam)).status_code == 404
    assert "You are looking at 30 April 2025" in text_of(noor.get(then))
    assert "this person does not work here" in text_of(lewis.get(page(elm, elm.sam)))


def test_a_last_day_still_to_come_stands_among_the_facts(elm, lewis, today):
    pk = elm.membership(elm.amira).pk
    before = lewis.get(f"/lead/elm-park/people/{pk}/")
    lewis.post(f"/lead/elm-park/people/{pk}/leave/", {"last_day": today + timedelta(days=9)})

    after = lewis.get(f"/lead/elm-park/people/{pk}/")

    last = {one["key"]: one["value"] for one in after.context["facts"]}["Last day"]
    assert last == day_in_words(today + timedelta(days=9))
    assert "Last day" not in {one["key"] for one in before.context["facts"]}


def test_an_earlier_day_is_answered_from_what_held_then(elm, lewis, trained, today):
    trained(elm.amira, 10)
    day = today - timedelta(days=11)

    answer = lewis.get(page(elm, elm.amira, f"?as_at={day.isoformat()}"))

    assert "No completion that counts is on record." in text_of(answer)
    assert "Completed training outside the platform" not in text_of(answer)
    assert "Back to today" in text_of(answer)


def test_what_was_recorded_later_is_left_out_where_only_what_was_known_then_counts(
    elm, lewis, small_course, today
):
    record_training(
        membership=elm.membership(elm.amira),
        course=small_course.course,
        completed_on=today - timedelta(days=10),
        minutes=60,
        evidence="Certificate seen",
        at=timezone.now(),
    )
    day = f"?as_at={today - timedelta(days=3)}"

    known = text_of(lewis.get(page(elm, elm.amira, f"{day}&known_at=that-day")))
    everything = text_of(lewis.get(page(elm, elm.amira, day)))

    event = "Completed training outside the platform"
    assert (event in known, event in everything) == (False, True)
    missing = "No completion that counts is on record."
    assert (missing in known, missing in everything) == (True, False)


def test_a_wrong_day_is_named_and_today_is_shown(elm, lewis):
    answer = lewis.get(page(elm, elm.amira, "?as_at=2999-01-01"))

    assert "Enter today or a day in the past" in text_of(answer)
    assert answer.context["as_at"] is None


def test_without_a_rule_nothing_is_asked(elm, sign_in):
    assert "no rule asks anybody for a course" in text_of(
        sign_in(elm.lewis).get(page(elm, elm.amira))
    )


def test_several_rules_for_one_course_are_all_shown(elm, small_course, lewis):
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=7,
        valid_months=6,
        at=NOON,
    )

    text = text_of(lewis.get(page(elm, elm.amira)))

    assert "Several rules ask for this course. The strictest decides." in text
    assert ("It lasts for 12 months." in text, "It lasts for 6 months." in text) == (True, True)


def test_what_was_attached_is_linked_after_the_decision_too(
    elm, lewis, small_course, today, settings, tmp_path
):
    settings.DATA_DIR = tmp_path
    member, course = elm.membership(elm.amira), small_course.course
    yes, no, bare = (
        brought_of(member, course, evidence=words, completed_on=TODAY - timedelta(days), file=file)
        for words, days, file in (
            ("Certificate 1", 9, SMALL_PDF),
            ("Certificate 2", 10, SMALL_PDF),
            ("Certificate 3", 11, None),
        )
    )
    for one in (yes, bare):
        accept_record(brought=one, membership=member, at=NOON, actor_id=elm.lewis.pk)
    decline_record(
        membership=member,
        course=course,
        completed_on=no.completed_on,
        evidence=no.evidence,
        reason="Covers less than our course",
        at=NOON,
        actor_id=elm.lewis.pk,
    )

    links = [f"/lead/elm-park/brought/{one.pk}/file/" for one in (yes, no, bare)]
    shown, earlier = (
        lewis.get(page(elm, elm.amira, query)).content.decode()
        for query in ("", f"?as_at={today - timedelta(1)}")
    )
    assert [f'href="{link}"' in shown for link in links] == [True, True, False]
    assert [lewis.get(link).status_code for link in links] == [200, 200, 404]
    assert "brought/" not in earlier


def test_who_has_left_a_site_is_seen_no_more_by_its_lead(elm, noor, today):
    last_day = today - timedelta(days=1)

    answer = noor.post(f"{page(elm, elm.amira)}leave/", {"last_day": last_day})

    assert (answer.status_code, answer["Location"]) == (303, "/lead/elm-park/people/")
    assert "The last day of Amira Haddad is saved." in text_of(noor.get(answer["Location"]))
    assert noor.get(page(elm, elm.amira)).status_code == 404
