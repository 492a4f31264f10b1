"""One course at a glance."""

import re

from courses.catalogue.models import Block, CourseVersion
from courses.catalogue.outlines import kept_outline
from courses.catalogue.queries import outcomes_of
from courses.catalogue.services import add_local_contact, keep_paces, publish, save_draft
from courses.certification.models import Certificate
from courses.learning.models import Enrolment
from courses.learning.pace import stored_paces
from tests.people import NOON, TODAY
from tests.small_course import finish_lessons, small_draft
from tests.web.reading import heading_of, text_of


def start_button(answer):
    """Return (address, words) of the page's start button, or None."""
    page = answer.content.decode()
    found = re.search(r'<a href="([^"]*)"[^>]*govuk-button--start">(.*?)</a>', page)
    return (found[1], found[2]) if found else None


def test_what_people_take_is_said_about(amira, enrolment):
    keep_paces(version=enrolment.version, paces=stored_paces({"first": 9}))

    text = text_of(amira.get(f"/learn/{enrolment.registration}/"))

    assert "About 16 minutes of lessons left." in text
    assert "First lesson about 9 minutes Not started Second lesson 7 minutes Not started" in text


def test_a_fresh_course_lists_its_lessons_with_minutes(amira, enrolment):
    address = f"/learn/{enrolment.registration}/"

    answer = amira.get(address)

    assert heading_of(answer) == "A small course"
    assert start_button(answer) == (f"{address}lessons/first/", "Start")
    text = text_of(answer)
    assert "About 13 minutes of lessons left." in text
    assert "First lesson 6 minutes Not started Second lesson 7 minutes Not started" in text
    assert "Quiz Opens when you have finished 2 more lessons Cannot start yet" in text
    assert "Nothing graphic." in text
    assert "Version 1.0.0. Law and guidance to be reviewed by 1 September 2027." in text


def test_lessons_are_open_in_any_order_and_the_quiz_is_not(amira, enrolment):
    address = f"/learn/{enrolment.registration}/"
    page = amira.get(address).content.decode()

    assert re.findall(r'task-list__link" href="([^"]*)"', page) == [
        f"{address}lessons/first/",
        f"{address}lessons/second/",
        f"{address}scenarios/late-taxi/",
    ]


def test_a_begun_course_says_continue(amira, enrolment):
    address = f"/learn/{enrolment.registration}/"
    amira.post(f"{address}lessons/second/place/", {"block": "ring"})

    answer = amira.get(address)

    assert start_button(answer) == (f"{address}lessons/second/#ring", "Continue")
    assert "Second lesson 7 minutes In progress" in text_of(answer)


def test_one_lesson_left_is_counted_as_one(amira, enrolment):
    finish_lessons(enrolment)
    enrolment.progress.filter(lesson__identifier="second").update(completed_at=None)

    answer = amira.get(f"/learn/{enrolment.registration}/")

    assert "Opens when you have finished 1 more lesson Cannot" in text_of(answer)


def test_with_every_lesson_finished_the_quiz_opens(amira, ready):
    address = f"/learn/{ready.registration}/"

    answer = amira.get(address)

    assert start_button(answer) == (f"{address}quiz/", "Go to the quiz")
    assert f'task-list__link" href="{address}quiz/"' in answer.content.decode()


def test_a_completed_course_stays_open_to_read(amira, passed):
    answer = amira.get(f"/learn/{passed.enrolment.registration}/")

    assert start_button(answer) is None
    assert "You have completed this course. Everything stays open to read" in text_of(answer)
    assert text_of(answer).count("Completed") == 3


def test_a_version_without_a_quiz_has_no_row_for_it(amira, enrolment):
    enrolment.version.assessment.delete()

    assert "Quiz" not in text_of(amira.get(f"/learn/{enrolment.registration}/"))


def test_the_lead_of_the_own_site_is_named_with_the_number(amira, enrolment, elm):
    for site, name, phone in (
        (elm.north, "Mo Khan", "01632 960001"),
        (elm.south, "Carys Bevan", "ask at the office"),
    ):
        add_local_contact(
            organisation=elm.organisation,
            site=site,
            slot="safeguarding-lead",
            name=name,
            purpose="Safeguarding lead",
            phone=phone,
            checked_on=TODAY,
            review_by=TODAY,
        )

    add_local_contact(
        organisation=elm.organisation,
        site=None,
        slot="policy",
        name="Our policy",
        purpose="How we keep children safe",
        url="https://elm-park.example/policy",
        checked_on=TODAY,
        review_by=TODAY,
    )

    answer = amira.get(f"/learn/{enrolment.registration}/")

    assert "Your safeguarding lead: Mo Khan 01632 960001 Our policy" in text_of(answer)
    assert 'href="tel:01632960001"' in answer.content.decode()
    assert 'href="https://elm-park.example/policy"' in answer.content.decode()
    assert "Carys" not in answer.content.decode()


def test_the_law_and_guidance_is_listed_with_its_edition(amira, enrolment):
    assert "Law and guidance taught here The guide 2026" in text_of(
        amira.get(f"/learn/{enrolment.registration}/")
    )


def test_a_completed_course_leads_to_its_certificate(amira, passed):
    number = Certificate.objects.get().number

    page = amira.get(f"/learn/{passed.enrolment.registration}/").content.decode()

    assert f'href="/learn/certificates/{number}.html"' in page


def test_the_overview_says_what_each_lesson_teaches_one_to_do(amira, enrolment):
    text = text_of(amira.get(f"/learn/{enrolment.registration}/"))

    expected = "".join(
        f" {title} {' '.join(texts)}" for title, texts in outcomes_of(enrolment.version_id).items()
    )
    assert f"What you will be able to do{expected} " in text


def test_the_overview_costs_the_same_begun_and_not(amira, enrolment, django_assert_num_queries):
    amira.get(f"/learn/{enrolment.registration}/")
    with django_assert_num_queries(8):
        amira.get(f"/learn/{enrolment.registration}/")
    finish_lessons(enrolment)

    with django_assert_num_queries(8):
        amira.get(f"/learn/{enrolment.registration}/")


def test_less_detail_is_offered_where_there_is_such_and_leads_back_here(amira, enrolment):
    address = f"/learn/{enrolment.registration}/"
    without = text_of(amira.get(address))
    Block.objects.filter(lesson__version=enrolment.version).update(gentler_source="x")
    kept_outline.cache_clear()

    offered = text_of(amira.get(address))
    back = amira.post(f"/learn/route/?back={address}", {"route": "gentler"})

    assert "Take the gentler route" not in without
    assert "Take the gentler route" in offered
    assert back["Location"] == address
    assert "You are on the gentler route" in text_of(amira.get(address))


def test_a_withdrawn_version_says_so_and_which_is_the_newer(amira, enrolment):
    address = f"/learn/{enrolment.registration}/"
    CourseVersion.objects.filter(pk=enrolment.version_id).update(state="withdrawn")
    alone = text_of(amira.get(address))
    newer = save_draft(draft=small_draft(version="1.1.0"))
    publish(version=newer, at=NOON, actor_id=None)

    replaced = text_of(amira.get(address))

    finish = "You can finish what you began, and it counts all the same."
    assert f"This course has been withdrawn: nobody begins it any more. {finish}" in alone
    assert f"whoever begins now gets version 1.1.0. {finish}" in replaced


def test_an_earlier_time_says_that_there_is_a_newer_one(amira, enrolment):
    Enrolment.objects.update(closed_at=NOON)

    assert "You have taken this course anew since." in text_of(
        amira.get(f"/learn/{enrolment.registration}/")
    )
