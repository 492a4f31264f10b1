"""A practice referral: written, compared, done; what was typed is nowhere afterwards."""

import logging

import pytest
from django.core.cache import cache
from django.utils import timezone
from django.views.debug import SafeExceptionReporterFilter

from courses.catalogue.services import publish, save_draft
from courses.learning import services as learning
from courses.web.learner.practice_page import MOST_LETTERS
from courses.web.learner.views.practice import practice
from tests.people import NOON
from tests.practising import make_practice_course, practice_draft
from tests.small_course import enrol
from tests.tables import everything
from tests.web.reading import heading_of, text_of

SECRET = "Zebulon of Quince Lane"
TYPED = {"part_1": f"I saw {SECRET}.\nTwice.", "part_2": "<b>He owes</b>"}


@pytest.fixture
def enrolment(elm, harbour):
    """Return Amira's enrolment in the course with the practice referral."""
    return enrol(elm.amira, elm.organisation, make_practice_course())


def address(enrolment, after=""):
    return f"/learn/{enrolment.registration}/practice/write-it/{after}"


def test_the_lesson_and_the_overview_lead_to_it(amira, enrolment):
    course = f"/learn/{enrolment.registration}/"
    lesson = amira.get(f"{course}lessons/first/").content.decode()
    overview = amira.get(course)

    assert f'href="{address(enrolment)}"' in lesson
    assert "Ellis has a second phone." not in lesson
    assert f'href="{address(enrolment)}"' in overview.content.decode()
    assert "Write it down Write a referral and compare it with a model Not started" in text_of(
        overview
    )


def test_one_for_another_nation_or_sector_is_not_offered(elm, sign_in):
    draft = practice_draft(nations=("W",))
    version = save_draft(draft=draft)
    publish(version=version, at=NOON, actor_id=None, reason="")
    enrolment = enrol(elm.amira, elm.organisation, version)

    text = text_of(sign_in(elm.amira).get(f"/learn/{enrolment.registration}/"))

    assert "Practise: what would you do?" in text
    assert "Write it down" not in text


def test_the_case_stands_above_one_field_a_heading_with_what_happens_to_the_text(amira, enrolment):
    answer = amira.get(address(enrolment))

    page, text = answer.content.decode(), text_of(answer)
    assert heading_of(answer) == "Write it down"
    assert "Ellis has a second phone." in text
    assert "On Tuesday" not in text
    assert (
        "Use the made-up case only. What you type is shown back to you once and then gone. "
        "We keep only that you did this." in text
    )
    assert "4,000 characters at most" in text
    assert page.count("<textarea") == 2
    assert f'href="/learn/{enrolment.registration}/lessons/first/"' in page


def test_the_text_stands_beside_the_model_with_the_checklist(amira, enrolment):
    answer = amira.post(address(enrolment), TYPED)

    page, text = answer.content.decode(), text_of(answer)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert heading_of(answer) == "Your text beside a model"
    assert page.count(SECRET) == 1
    assert f"<p>I saw {SECRET}.<br>Twice.</p>" in page
    assert "&lt;b&gt;He owes&lt;/b&gt;" in page
    assert "What you saw What you wrote I saw" in text
    assert "A model On Tuesday ." in text
    assert "Is there a day? Are his words as he said them? Is nobody blamed?" in text


def test_an_empty_text_is_explained_and_the_model_is_shown(amira, enrolment):
    nothing = amira.post(address(enrolment), {})
    half = amira.post(address(enrolment), {"part_1": "A car."})

    assert "You wrote nothing, so here is the model alone." in text_of(nothing)
    assert "What you wrote" not in text_of(nothing)
    assert "A model On Tuesday ." in text_of(nothing)
    assert "You wrote nothing, so" not in text_of(half)
    assert "What you wrote You left this heading empty." in text_of(half)


def test_a_text_that_is_too_long_comes_back_as_typed_with_what_to_do(amira, enrolment):
    long = "x" * (MOST_LETTERS + 1)

    answer = amira.post(address(enrolment), {"part_1": long, "part_2": SECRET})

    page, text = answer.content.decode(), text_of(answer)
    assert answer.status_code == 200
    assert "Shorten “What you saw” to 4,000 characters: it has 4,001" in text
    assert f"{long}</textarea>" in page
    assert f"{SECRET}</textarea>" in page
    assert 'href="#id_part_1"' in page
    assert page.count("<title>Error: Write it down") == 1


def test_a_text_far_beyond_any_form_is_refused_and_no_error_of_ours(amira, enrolment):
    answer = amira.post(address(enrolment), {"part_1": "x" * 3_000_000})

    assert answer.status_code == 400


def test_no_row_session_cookie_cache_log_or_address_holds_the_text(amira, enrolment, caplog):
    caplog.set_level(logging.DEBUG)
    amira.get(address(enrolment))
    before, session = everything(), dict(amira.session.items())
    too_long = TYPED | {"part_2": SECRET * 400}

    answers = [amira.post(address(enrolment), data) for data in (TYPED, too_long)]

    assert [SECRET in answer.content.decode() for answer in answers] == [True, True]
    assert everything() == before
    assert dict(amira.session.items()) == session
    records = [f"{one.getMessage()} {one.__dict__}" for one in caplog.records]
    assert [record for record in records if "Zebulon" in record] == []
    headers = [f"{answer.headers}{answer.cookies.output()}" for answer in answers]
    assert [header for header in headers if "Zebulon" in header] == []
    assert "Zebulon" not in repr(getattr(cache, "_cache", {}))
    assert "Zebulon" not in text_of(amira.get(address(enrolment)))


def test_the_done_request_keeps_the_day_alone_whatever_it_carries(amira, enrolment):
    before = everything()

    answer = amira.post(address(enrolment, "done/"), TYPED)
    amira.post(address(enrolment, "done/"))

    assert (answer.status_code, answer["Location"]) == (303, f"/learn/{enrolment.registration}/")
    after = everything()
    assert "Zebulon" not in repr(after)
    assert {label for label in after if after[label] != before.get(label)} == {"courses.Enrolment"}
    enrolment.refresh_from_db()
    today = timezone.localdate().isoformat()
    assert enrolment.practised == {"v": 1, "done": {"write-it": today}}
    overview = text_of(amira.get(answer["Location"]))
    assert "Practised: Write it down. What you wrote is gone." in overview
    assert "Write a referral and compare it with a model Completed" in overview
    assert "You practised this on" in text_of(amira.get(address(enrolment)))


def test_a_report_of_an_error_leaves_the_text_out(rf, elm, enrolment, settings):
    settings.DEBUG = False
    request = rf.post(address(enrolment), TYPED)
    request.user = elm.amira
    request.session = {}

    answer = practice(request, enrolment.registration, "write-it")

    reported = SafeExceptionReporterFilter().get_post_parameters(request)
    assert SECRET in answer.content.decode()
    assert reported.dict() == dict.fromkeys(TYPED, SafeExceptionReporterFilter.cleansed_substitute)


def test_who_chose_less_detail_reads_the_gentler_case(amira, enrolment):
    amira.post(f"/learn/route/?back={address(enrolment)}", {"route": "gentler"})

    text = text_of(amira.get(address(enrolment)))

    assert "Ellis has changed." in text
    assert "Ellis has a second phone." not in text


def test_a_closed_enrolment_is_read_and_no_longer_written(amira, enrolment):
    learning.close(enrolment=enrolment, at=timezone.now())

    answer = amira.get(address(enrolment))

    assert "You have taken this course anew since." in text_of(answer)
    assert "<textarea" not in answer.content.decode()
    assert amira.post(address(enrolment), TYPED).status_code == 404


def test_what_is_not_there_and_what_is_somebody_elses_is_missing(
    amira, enrolment, sign_in, harbour
):
    other = sign_in(harbour.callum)
    answers = [
        amira.get(address(enrolment).replace("write-it", "gone")),
        amira.get(address(enrolment).replace("write-it", "notice")),
        amira.post(address(enrolment, "done/").replace("write-it", "gone")),
        other.get(address(enrolment)),
        other.post(address(enrolment), TYPED),
        other.post(address(enrolment, "done/")),
    ]

    assert [answer.status_code for answer in answers] == [404] * 6
    assert "Zebulon" not in answers[4].content.decode()
    enrolment.refresh_from_db()
    assert enrolment.practised == {}


def test_it_is_asked_for_in_few_queries(amira, enrolment, django_assert_num_queries):
    amira.get(address(enrolment))

    with django_assert_num_queries(5):
        amira.get(address(enrolment))
    with django_assert_num_queries(5):
        amira.post(address(enrolment), TYPED)


def test_the_whole_course_on_one_page_leads_to_it(amira, enrolment):
    page = amira.get(f"/learn/{enrolment.registration}/whole/").content.decode()

    assert f'href="{address(enrolment)}"' in page
    assert "Ellis has a second phone." not in page


def test_whoever_reviews_the_lesson_sees_the_case_with_each_heading_and_model(elm, sign_in):
    save_draft(draft=practice_draft(), owner_id=elm.organisation.pk)
    lesson = "/author/elm-park/courses/small-course/1.0.0/lessons/first/"

    text = text_of(sign_in(elm.grace).get(lesson))

    assert "Ellis has a second phone." in text
    assert "What you saw On Tuesday . His own words He said: I owe him." in text
    assert "Is nobody blamed?" in text
