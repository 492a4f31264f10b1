"""One's record as a PDF, and the page that stands in for it."""

from io import BytesIO

import pikepdf

from courses.accounts.membership import MembershipPeriod
from courses.certification.models import Certificate
from courses.certification.numbers import grouped
from courses.learning.brought import decide
from courses.learning.models import Completion
from tests.certification.reading_pdf import text_of as words_of
from tests.people import NOON, STARTED, TODAY
from tests.updating import update_of
from tests.usecases.bringing import brought_of
from tests.web.reading import text_of

PDF = "/learn/record/training-record.pdf"


def test_what_was_met_in_a_training_room_says_so(amira, passed):
    assert "In a training room" not in text_of(amira.get("/learn/record/"))
    assert "In own time" in words_of(amira.get(PDF).content)

    Completion.objects.update(mode=Completion.Mode.ROOM)

    assert "Where In a training room" in text_of(amira.get("/learn/record/"))
    assert "In a training room" in words_of(amira.get(PDF).content)


def test_the_pdf_holds_the_courses_with_their_certificates_and_no_score(amira, passed):
    answer = amira.get(PDF)

    certificate = Certificate.objects.get()
    words = words_of(answer.content)
    for told in ("Amira Haddad", "A small course", "Elm Park", "13 minutes", "Valid, until"):
        assert told in words
    assert grouped(certificate.number) in words
    assert "http://testserver/verify/" in words
    assert "passed" not in words
    with pikepdf.open(BytesIO(answer.content)) as document:
        (page,) = document.pages
        links = [str(one.A.URI) for one in page.Annots]
        assert str(document.docinfo["/Title"]) == "Training record of Amira Haddad"
    assert links == [
        "http://testserver/verify/",
        f"http://testserver/verify/{certificate.number}/",
    ]


def test_the_pdf_comes_as_the_other_files_do(amira, passed):
    told = [
        (answer.status_code, answer["Cache-Control"], answer["Content-Disposition"][:37])
        for answer in (amira.get(PDF), amira.get(PDF.replace("pdf", "csv")))
    ]

    assert told == [(200, "private, no-store", 'attachment; filename="training-record')] * 2
    assert amira.get(PDF)["Content-Type"] == "application/pdf"
    assert f'href="{PDF}"' in amira.get("/learn/record/").content.decode()


def test_training_outside_stands_in_the_pdf_with_how_it_came_there(amira, two_years):
    words = words_of(amira.get(PDF).content)

    assert "Recorded by the organisation" in words
    assert "Evidence: Seen, 90 minutes" in words


def test_a_leaver_takes_the_pdf_along(elm, amira, passed):
    MembershipPeriod.objects.filter(membership__user=elm.amira).update(valid_until=STARTED)

    assert "A small course" in words_of(amira.get(PDF).content)


def test_nobody_elses_courses_are_in_the_pdf(elm, passed, sign_in):
    words = words_of(sign_in(elm.lewis).get(PDF).content)

    assert ("A small course" in words, "0 completed courses" in words) == (False, True)


def test_a_pdf_that_cannot_be_drawn_leads_back_to_the_page_and_the_table(elm, amira, two_years):
    elm.amira.name = "அமிரா"  # Tamil: no font of it is built
    elm.amira.save()

    answer = amira.get(PDF, {"year": "2024"})

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "We cannot make the PDF yet: a font for one of its letters" in text_of(answer)
    assert "3 completed courses, " in text_of(answer)
    assert 'href="/learn/record/training-record.csv"' in answer.content.decode()


def test_the_pdf_costs_the_same_with_one_course_and_four(
    amira, passed, request, django_assert_num_queries
):
    # session, person, certificates, completions, titles, talks and sessions, what waits
    with django_assert_num_queries(7):
        amira.get(PDF)
    request.getfixturevalue("two_years")

    with django_assert_num_queries(7):
        answer = amira.get(PDF)

    assert "4 completed courses, 2 hours 58 minutes of learning" in words_of(answer.content)


def test_talks_and_what_waits_for_a_lead_stand_in_it_and_what_was_declined_does_not(
    amira, elm, small_course
):
    member = elm.membership(elm.amira)
    update = update_of(elm.amira, elm.organisation, "north")
    brought_of(member, small_course.course)
    declined = brought_of(member, small_course.course, completed_on=TODAY, evidence="Too old")
    decide(brought=declined, accepted=False, reason="x", at=NOON, actor_id=elm.lewis.pk)

    words = "".join(words_of(amira.get(PDF).content).replace("\u200b", "").split())

    assert "Otherlearning10minutesbesidethecourses" in words
    assert update.title.replace(" ", "") in words
    assert "NotcountedOutsidethissite.Waitingforyourtraininglead." in words
    assert "Tooold" not in words
