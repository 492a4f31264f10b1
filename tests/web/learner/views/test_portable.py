"""Taking one's signed record, in the browser."""

from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

from django.conf import settings

from courses.certification.issuer_keys import published
from courses.certification.models import Certificate
from courses.certification.portable import read
from courses.certification.record_archive import text_in
from courses.learning.models import Completion
from tests.people import NOON
from tests.web.reading import heading_of, text_of

PAGE = "/learn/record/signed/"
FILE = "/learn/record/signed/training-record.zip"


def test_it_is_two_clicks_from_my_record(amira, passed):
    assert f'href="{PAGE}"' in amira.get("/learn/record/").content.decode()

    page = amira.get(PAGE)
    answer = amira.get(FILE)

    assert heading_of(page) == "Your signed record"
    assert f'action="{FILE}"' in page.content.decode()
    assert "A small course" in text_of(page)
    assert "Which name" not in text_of(page)
    assert answer["Content-Disposition"].startswith('attachment; filename="signed-training-record-')
    checked = read(text_in(answer.content), keys=published(settings.DATA_DIR / "keys"))
    assert checked.record.subject.name == "Amira Haddad"
    with ZipFile(BytesIO(answer.content)) as archive:
        readable = archive.read("record.html").decode()
    assert "Training record of Amira Haddad" in readable
    assert Certificate.objects.get().number in readable


def test_a_name_of_a_certificate_may_be_chosen_and_no_other(amira, passed):
    Certificate.objects.update(printed_name="Amira Khan")

    assert "Amira Haddad Amira Khan" in text_of(amira.get(PAGE))
    named = {
        name: read(
            text_in(amira.get(FILE, {"name": name}).content),
            keys=published(settings.DATA_DIR / "keys"),
        ).record.subject.name
        for name in ("Amira Khan", "The King")
    }
    assert named == {"Amira Khan": "Amira Khan", "The King": "Amira Haddad"}


def test_without_anything_completed_it_says_so(amira):
    assert "There is nothing to sign yet." in text_of(amira.get(PAGE))


def test_it_costs_the_same_with_one_and_three(amira, passed, django_assert_num_queries):
    with django_assert_num_queries(7):
        amira.get(FILE)
    done, enrolment = Completion.objects.get(), passed.enrolment
    for _again in range(2):
        enrolment.pk, enrolment.registration, enrolment.closed_at = None, uuid4(), NOON
        enrolment.save(force_insert=True)
        done.pk, done.thread, done.enrolment = None, uuid4(), enrolment
        done.save(force_insert=True)

    with django_assert_num_queries(7):
        answer = amira.get(FILE)

    checked = read(text_in(answer.content), keys=published(settings.DATA_DIR / "keys"))
    assert len(checked.record.completions) == 3
