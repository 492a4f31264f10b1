"""Everything the learner ever did here."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.accounts.membership import MembershipPeriod
from courses.certification.models import Certificate
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.record_training import record_training
from tests.people import NOON, STARTED, TODAY
from tests.small_course import answer_all, enrol
from tests.web.reading import heading_of, text_of


def test_without_anything_it_says_so_and_leads_to_what_there_is(amira):
    answer = amira.get("/learn/record/")

    assert heading_of(answer) == "My record"
    assert "You have not completed a course here yet." in text_of(answer)
    assert 'href="/learn/"' in answer.content.decode()


def test_a_passed_course_stands_with_its_certificate(amira, passed):
    answer = amira.get("/learn/record/")

    number = Certificate.objects.get().number
    text = text_of(answer)
    assert "1 completed course, 13 minutes of learning." in text
    assert "With Elm Park Length 13 minutes Version 1.0.0 Certificate Valid until" in text
    assert f'href="/learn/certificates/{number}.html"' in answer.content.decode()
    assert text.count("A small course, passed") == 1


def test_a_withdrawn_certificate_is_not_said_to_run_on(elm, amira, passed):
    Certificate.objects.update(
        revoked_at=NOON, revoked_by_id=elm.lewis.pk, revoked_reason="Issued to the wrong person"
    )

    assert "Certificate Withdrawn Open the certificate" in text_of(amira.get("/learn/record/"))


def test_a_certificate_that_ran_out_says_when(amira, attempt):
    answer_all(attempt)
    finish_attempt(attempt=attempt, at=timezone.now() - timedelta(days=800))

    assert "Certificate Expired ran out at the end of" in text_of(amira.get("/learn/record/"))


def test_an_attempt_that_did_not_pass_is_there_for_its_owner(amira, failed):
    answer = amira.get("/learn/record/")

    assert "A small course, not yet" in text_of(answer)
    assert "You have not completed a course here yet." in text_of(answer)


def test_an_open_attempt_is_not_listed(amira, attempt):
    assert "Your attempts" not in text_of(amira.get("/learn/record/"))


def test_training_outside_stands_with_what_shows_it(elm, amira, small_course):
    record_training(
        membership=elm.membership(elm.amira),
        course=small_course.course,
        completed_on=TODAY,
        minutes=90,
        evidence="Certificate of an earlier provider",
        at=NOON,
    )

    text = text_of(amira.get("/learn/record/"))

    assert "1 completed course, 1 hour 30 minutes of learning." in text
    assert "A small course Completed on 3 March 2026 With Elm Park Length" in text
    assert "Length 1 hour 30 minutes Evidence Certificate of an earlier provider" in text


def test_a_leaver_keeps_the_record(elm, amira, passed):
    MembershipPeriod.objects.filter(membership__user=elm.amira).update(valid_until=STARTED)

    assert "1 completed course, " in text_of(amira.get("/learn/record/"))


def test_nobody_elses_record_shows(elm, passed, sign_in):
    assert "A small course" not in text_of(sign_in(elm.lewis).get("/learn/record/"))


def test_the_record_costs_the_same_with_one_course_and_three(
    elm, amira, passed, small_course, django_assert_num_queries
):
    # session, person, certificates, completions, attempts, brought, changes, two for the frame
    with django_assert_num_queries(11):
        amira.get("/learn/record/")
    for days in (1, 2):
        record_training(
            membership=elm.membership(elm.amira),
            course=small_course.course,
            completed_on=TODAY.replace(day=days),
            minutes=30,
            evidence="Seen",
            at=NOON,
        )
    enrol(elm.lewis, elm.organisation, small_course)

    with django_assert_num_queries(11):
        answer = amira.get("/learn/record/")

    assert "3 completed courses, 1 hour 13 minutes of learning." in text_of(answer)


def test_time_is_counted_by_year_and_each_year_is_a_link(amira, two_years):
    answer = amira.get("/learn/record/")

    text = text_of(answer)
    assert (
        "Year Courses Other Time 2026 only 2 0 1 hour 15 minutes 2024 only 1 0 1 hour 30 minutes"
        in text
    )
    assert 'href="/learn/record/?year=2024"' in answer.content.decode()


def test_one_year_shows_that_year_alone(amira, two_years):
    text = text_of(amira.get("/learn/record/", {"year": "2024"}))

    assert "1 completed course in 2024, 1 hour 30 minutes of learning." in text
    assert ("Seen, 90 minutes" in text, "Seen, 30 minutes" in text) == (True, False)


@pytest.mark.parametrize("year", ["1999", "", "x", "2024 OR 1=1"])
def test_a_year_without_learning_shows_them_all(amira, two_years, year):
    assert "3 completed courses, " in text_of(amira.get("/learn/record/", {"year": year}))


def test_the_file_holds_what_the_page_shows_and_no_answer(amira, passed):
    answer = amira.get("/learn/record/training-record.json")

    data = answer.json()
    number = Certificate.objects.get().number
    assert answer["Content-Disposition"].startswith('attachment; filename="training-record-')
    assert (data["format"], data["version"], data["name"]) == (
        "training-record",
        1,
        "Amira Haddad",
    )
    (done,) = data["completions"]
    assert (done["course"], done["version"], done["organisation"], done["minutes"]) == (
        "A small course",
        "1.0.0",
        "Elm Park",
        13,
    )
    assert (done["certificate"]["number"], done["certificate"]["state"]) == (number, "valid")
    (attempt,) = data["attempts"]
    assert (attempt["passed"], attempt["score"]) == (True, [2, 2])
    assert sorted(attempt) == ["course", "handed_in_at", "passed", "score", "version"]


def test_training_outside_stands_in_the_file_without_a_certificate(amira, two_years):
    data = amira.get("/learn/record/training-record.json").json()

    assert [one["certificate"] for one in data["completions"]] == [None, None, None]
    assert [one["version"] for one in data["completions"]] == [None, None, None]


def test_an_empty_record_is_an_empty_file(amira):
    data = amira.get("/learn/record/training-record.json").json()

    assert (data["completions"], data["attempts"]) == ([], [])


def lines_of(answer):
    """Return the lines of a CSV answer."""
    return b"".join(answer).decode("utf-8-sig").splitlines()


def test_the_table_holds_the_courses_with_their_certificates(amira, passed):
    answer = amira.get("/learn/record/training-record.csv")

    head, row = lines_of(answer)
    certificate = Certificate.objects.get()
    day = certificate.valid_from.isoformat()
    assert head.startswith('"Course","Version","Organisation","Completed on","Minutes","Mode"')
    assert row == (
        f'"A small course","1.0.0","Elm Park","{day}","13","Self-paced","",'
        f'"{certificate.number}","Valid",'
        f'"{certificate.valid_until.isoformat()}"'
    )
    assert answer["Content-Disposition"].endswith('.csv"')


def test_a_spreadsheet_runs_nothing_of_what_was_typed_as_evidence(elm, amira, small_course):
    record_training(
        membership=elm.membership(elm.amira),
        course=small_course.course,
        completed_on=TODAY,
        minutes=30,
        evidence="=HYPERLINK(1)",
        at=NOON,
    )

    assert lines_of(amira.get("/learn/record/training-record.csv"))[1] == (
        '"A small course","","Elm Park","2026-03-03","30","Outside this site",'
        '"\'=HYPERLINK(1)","","",""'
    )
