"""To do, and beginning a course."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.accounts.services import wish_for_mail
from courses.assessment.models import RefresherCard
from courses.assessment.refresher import last_day
from courses.certification.models import Certificate
from courses.common.dates import local_date
from courses.common.links import signed
from courses.compliance.models import Exemption
from courses.learning.models import Completion, Enrolment
from courses.web.presenters import day_from_here, day_in_words
from tests.people import NOON
from tests.refreshing import give_refresher, met
from tests.small_course import make_small_course
from tests.tables import verbs_about
from tests.web.reading import heading_of, text_of

BEGIN = "/learn/begin/elm-park/small-course/"


def main_button(answer):
    """Return (address, words) of the page's start button."""
    before, _start, after = answer.content.decode().partition("govuk-button--start")
    words = re.split(r"</(?:a|button)>", after.partition(">")[2])[0]
    address = re.findall(r'(?:href|action)="(/learn/[^"]*)"', before)[-1]
    return address, re.sub(r"<[^>]+>", "", words).strip()


def test_with_nothing_to_do_the_page_says_so_and_leads_to_the_record(amira):
    answer = amira.get("/learn/")

    assert heading_of(answer) == "To do"
    assert "Nothing to do." in text_of(answer)
    assert 'href="/learn/record/"' in answer.content.decode()
    assert "See your team" not in text_of(answer)


def test_whoever_looks_after_people_is_led_to_them_when_nothing_is_to_do(elm, sign_in):
    page = sign_in(elm.lewis).get("/learn/").content.decode()

    assert 'href="/lead/elm-park/">See your team</a>' in page


def test_a_required_course_is_begun_by_one_button(amira, rule):
    answer = amira.get("/learn/")

    assert main_button(answer) == (BEGIN, "Start: A small course")
    assert "Overdue since 1 October 2024" in text_of(answer)
    assert 'href="/learn/why/elm-park/small-course/"' in answer.content.decode()


def test_a_begun_course_goes_on_where_it_stopped(amira, enrolment):
    amira.post(f"/learn/{enrolment.registration}/lessons/first/place/", {"block": "who"})

    assert main_button(amira.get("/learn/")) == (
        f"/learn/{enrolment.registration}/lessons/first/#who",
        "Continue: First lesson — about 6 min left",
    )


def test_a_finished_course_moves_to_completed(amira, passed):
    answer = amira.get("/learn/")

    day = day_in_words(Completion.objects.get().completed_on)
    link = f'href="/learn/certificates/{Certificate.objects.get().number}.html"'
    done = f"Completed A small course Completed on {day} Open the certificate : A small course"
    assert text_of(answer).endswith(f"{done} Why do I have this? A small course")
    assert link in answer.content.decode()
    assert "Nothing to do." in text_of(answer)


def test_beginning_opens_one_enrolment_and_leads_to_the_course(amira, elm, rule, small_course):
    answer = amira.post(BEGIN)

    enrolment = Enrolment.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/learn/{enrolment.registration}/")
    assert (enrolment.learner, enrolment.organisation, enrolment.version) == (
        elm.amira,
        elm.organisation,
        small_course,
    )
    assert verbs_about(enrolment) == ["enrolled"]


def test_beginning_twice_opens_one(amira, rule):
    first, second = amira.post(BEGIN), amira.post(BEGIN)

    assert first["Location"] == second["Location"]
    assert Enrolment.objects.count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "/learn/begin/harbour-trust/small-course/",
        "/learn/begin/no-such-place/small-course/",
        "/learn/begin/elm-park/no-such-course/",
    ],
)
def test_nothing_is_begun_where_one_does_not_belong(amira, rule, address):
    answer = amira.post(address)

    assert (answer.status_code, heading_of(answer)) == (404, "Page not found")
    assert list(Enrolment.objects.all()) == []


def test_a_leaver_begins_nothing(elm, rule, sign_in):
    assert sign_in(elm.sam).post(BEGIN).status_code == 404
    assert list(Enrolment.objects.all()) == []


def test_a_course_without_a_published_version_is_not_there(amira, small_course):
    small_course.state = "withdrawn"
    small_course.save()

    assert amira.post(BEGIN).status_code == 404
    assert list(Enrolment.objects.all()) == []


def test_a_course_of_another_organisation_is_not_there(amira, harbour, small_course):
    small_course.course.owner = harbour.organisation
    small_course.course.save()

    assert amira.post(BEGIN).status_code == 404


def test_a_course_that_is_in_date_is_not_begun_again(amira, rule, passed):
    answer = amira.post(BEGIN)

    assert answer["Location"] == f"/learn/{passed.enrolment.registration}/"
    assert list(Enrolment.objects.all()) == [passed.enrolment]


def test_an_excused_person_has_completed_nothing(amira, elm, rule):
    today = local_date(timezone.now())
    Exemption.objects.create(
        membership=elm.membership(elm.amira),
        organisation=elm.organisation,
        rule=rule.rule,
        reason="Parental leave",
        valid_from=today,
        valid_until=today,
        recorded_at=NOON,
    )

    text = text_of(amira.get("/learn/"))

    assert "Excused for now A small course" in text
    assert "Completed" not in text


def met_ago(elm, version, days):
    """Let Amira meet the course of ``version`` so many days before now."""
    return met(elm.amira, elm.organisation, version, at=timezone.now() - timedelta(days=days))


def test_three_open_questions_are_a_quiet_row_that_leads_to_them(amira, elm, small_course):
    done = met_ago(elm, small_course, 24)
    offered = timezone.now() - timedelta(days=3)
    given = give_refresher(done, at=offered)

    answer = amira.get("/learn/")
    text = text_of(answer)

    until = day_from_here(last_day(local_date(offered)), on=local_date(timezone.now()))
    assert "Nothing to do. When your organisation" in text
    assert (
        "If you like Three questions: A small course Two minutes, to keep it fresh. Up to you, "
        f"until {until}. It changes nothing about your record. Completed A small course" in text
    )
    (link,) = re.findall(r'href="(/refresher/[^"]+)"', answer.content.decode())
    assert link == f"/refresher/{signed('refresher', given.pk)}/"
    assert "Question 1 of 3" in text_of(amira.get(link))


@pytest.mark.parametrize("days", [31, 3])
def test_questions_that_are_over_or_answered_are_no_row(amira, elm, small_course, days):
    done = met_ago(elm, small_course, 60)
    give_refresher(done, at=timezone.now() - timedelta(days=days))
    if days == 3:
        RefresherCard.objects.update(answered_at=timezone.now(), right=True)

    assert "If you like" not in text_of(amira.get("/learn/"))


def test_somebody_elses_questions_are_no_row(elm, harbour, small_course, sign_in):
    give_refresher(met_ago(elm, small_course, 24), at=timezone.now())

    assert "If you like" not in text_of(sign_in(elm.lewis).get("/learn/"))


def test_with_nothing_to_do_the_next_refresher_is_told(amira, elm, small_course):
    done = met_ago(elm, small_course, 5)

    text = text_of(amira.get("/learn/"))

    day = local_date(done.attempts.latest("number").handed_in_at) + timedelta(days=21)
    assert f"Nothing to do. Next: refresher about {day:%-d %B %Y}." in text


def test_whoever_stopped_optional_mail_is_promised_none(amira, elm, small_course):
    met_ago(elm, small_course, 5)
    wish_for_mail(user_id=elm.amira.pk, optional=False)

    assert "Next: refresher" not in text_of(amira.get("/learn/"))


@pytest.mark.parametrize("courses", [1, 3])
def test_the_list_asks_the_same_with_one_course_and_three(
    amira, elm, small_course, courses, django_assert_num_queries
):
    others = [make_small_course(slug=f"other-{n}") for n in range(1, courses)]
    for version in [small_course, *others]:
        give_refresher(met_ago(elm, version, 24), at=timezone.now())
    amira.get("/learn/")

    with django_assert_num_queries(15):
        page = amira.get("/learn/").content.decode()

    assert page.count('href="/refresher/') == courses
