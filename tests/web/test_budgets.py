"""The ways that UX promises in so few clicks, walked by the links and forms of the pages."""

import gzip
import re

from django.test import Client
from django.utils import timezone

from courses.certification.models import Certificate
from courses.common.links import signed
from tests.refreshing import give_refresher
from tests.rooms import JOIN, make_room
from tests.web.reading import heading_of, text_of


def href(answer, words):
    """Return where the link or button of these words leads, within the main part of a page."""
    main = answer.content.decode().partition('id="main-content"')[2].partition("</main>")[0]
    links = re.findall(r'<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>', main, re.DOTALL)
    found = [
        url for url, inside in links if words in " ".join(re.sub("<[^>]*>", "", inside).split())
    ]
    assert found, words
    return found[0]


def test_from_signing_in_to_the_text_of_a_lesson_two_clicks(amira, enrolment):
    overview = amira.get(href(amira.get("/learn/"), "Start: A small course"))
    lesson = amira.get(href(overview, "Start"))

    assert heading_of(lesson) == "First lesson"
    assert "Small signs count." in text_of(lesson)


def test_back_to_the_exact_block_one_click(amira, enrolment):
    amira.post(f"/learn/{enrolment.registration}/lessons/first/place/", {"block": "who"})

    there = href(amira.get("/learn/"), "Continue: First lesson")

    assert there == f"/learn/{enrolment.registration}/lessons/first/#who"
    assert 'id="who"' in amira.get(there).content.decode()


def test_from_any_page_to_the_number_of_the_local_lead_one_click(amira, passed, mo_khan):
    course = f"/learn/{passed.enrolment.registration}/"
    pages = ["/learn/", "/learn/record/", course, f"{course}lessons/first/", "/no-such-page/"]

    ways = {
        re.search(r'href="([^"]*)"[^>]*>Report a concern', amira.get(page).content.decode())[1]
        for page in pages
    }

    assert ways == {"/concern/elm-park/north/"}
    concern = amira.get(ways.pop())
    assert 'href="tel:01632960001"' in concern.content.decode()
    assert len(gzip.compress(concern.content)) <= 25_000


def test_from_the_finished_quiz_to_the_certificate_one_click(amira, passed):
    result = amira.get(f"/learn/{passed.enrolment.registration}/quiz/1/result/")

    document = amira.get(re.search(r'href="([^"]*\.pdf)"', result.content.decode())[1])

    assert document["Content-Type"] == "application/pdf"


def test_a_refresher_takes_three_clicks_and_an_answer_each(enrolment, client):
    refresher = give_refresher(enrolment, at=timezone.now())
    answer = client.get(f"/refresher/{signed('refresher', refresher.pk)}/")

    for _click in range(3):
        form = re.search(r'<form[^>]*action="([^"]*/\d/)"', answer.content.decode())
        if form is not None:
            answer = client.post(form[1], {"answer": "tell-lead"}, follow=True)

    assert (heading_of(answer), refresher.cards.count() <= 3) == ("Done. Thank you", True)


def test_in_a_room_one_form_leads_to_the_first_part_with_its_question(elm, harbour, small_course):
    room = make_room(elm.organisation, small_course, [elm.amira], by=elm.lewis, parts=1)
    browser = Client()

    here = browser.post(JOIN, room.codes(elm.amira), follow=True)
    part = browser.get(href(here, "Start: First lesson"))

    assert "Check what you would do" in text_of(part)


def test_a_visitor_has_the_answer_after_one_form(client, passed):
    asked = client.get("/verify/").content.decode()

    answer = client.post("/verify/", {"number": Certificate.objects.get().number}, follow=True)

    assert re.findall(r'<form[^>]*method="post"', asked) == ['<form method="post"']
    assert "Valid" in text_of(answer)
