"""Issuing a certificate."""

from datetime import date

import pytest

from courses.accounts.models import Organisation
from courses.catalogue.models import CourseVersion
from courses.certification import services
from courses.certification.models import Certificate
from courses.certification.numbers import new_number
from courses.certification.printed import PrintedFacts
from courses.certification.queries import shown
from courses.learning import services as learning
from courses.learning.models import Completion
from tests.people import NOON, TODAY
from tests.small_course import enrol

BYTES = bytes(range(16))
NUMBER = new_number(BYTES)


@pytest.fixture
def completion(elm, harbour, small_course):
    enrolment = enrol(elm.amira, elm.organisation, small_course)
    return learning.complete(enrolment=enrolment, how=Completion.How.QUIZ, minutes=13, at=NOON)


@pytest.fixture
def issue(completion, tmp_path):
    """Issue the certificate of Amira's completion, changed as told."""

    def call(**changes):
        fields = {
            "completion": completion,
            "version": completion.version,
            "editions": ("The guide 2026",),
            "site_url": "https://training.example.org",
            "random_bytes": BYTES,
            "keys": tmp_path,
            "at": NOON,
        }
        return services.issue(**(fields | changes))

    return call


def test_a_certificate_fixes_the_words_that_are_printed(issue, completion, elm):
    certificate = issue()

    assert list(Certificate.objects.all()) == [certificate]
    assert (certificate.number, str(certificate)) == (NUMBER, NUMBER)
    assert certificate.completion_thread == completion.thread
    assert (certificate.learner, certificate.organisation) == (elm.amira, elm.organisation)
    assert certificate.issued_at == NOON
    assert (certificate.valid_from, certificate.valid_until) == (TODAY, date(2027, 3, 3))
    kept = Certificate.objects.get().printed
    assert {
        name: kept[name] for name in ("name", "organisation", "title", "version", "editions")
    } == {
        "name": "Amira Haddad",
        "organisation": "Elm Park",
        "title": "A small course",
        "version": "1.0.0",
        "editions": ["The guide 2026"],
    }
    assert kept["verify_url"] == f"https://training.example.org/verify/{NUMBER}/"


def test_a_certificate_is_signed_and_a_changed_word_shows(issue, tmp_path):
    certificate = issue()
    assert shown(certificate, on=TODAY, keys=tmp_path).is_genuine is True

    certificate.printed = {**certificate.printed, "name": "Amira Hadad"}
    assert shown(certificate, on=TODAY, keys=tmp_path).is_genuine is False


def test_a_later_change_of_name_leaves_the_printed_one(issue, elm):
    issue()
    elm.amira.name = "Amira Khan"
    elm.amira.save()

    assert Certificate.objects.get().printed_name == "Amira Haddad"


def test_nothing_that_is_renamed_later_changes_what_is_printed(issue, completion, elm, tmp_path):
    issued = issue()
    before = Certificate.objects.get().printed
    Organisation.objects.filter(pk=elm.organisation.pk).update(name="Oak Park")
    CourseVersion.objects.update(title="Another title", version="9.9.9", certificate_months=1)
    Completion.objects.filter(pk=completion.pk).update(minutes=999)
    elm.amira.name = "Amira Khan"
    elm.amira.save()

    later = Certificate.objects.get()
    one = shown(later, on=TODAY, keys=tmp_path)
    assert later.printed == before
    assert (one.is_genuine, one.facts) == (True, PrintedFacts.from_json(issued.printed))
    assert (one.facts.name, one.facts.organisation, one.facts.title, one.facts.minutes) == (
        "Amira Haddad",
        "Elm Park",
        "A small course",
        13,
    )


def test_without_months_a_certificate_has_no_end(issue, completion):
    CourseVersion.objects.update(certificate_months=None)
    completion.version.refresh_from_db()

    assert issue().valid_until is None


def test_issuing_is_one_statement(issue, completion, django_assert_num_queries):
    read = completion.learner.name, completion.organisation.name, completion.version.version
    assert read == ("Amira Haddad", "Elm Park", "1.0.0")

    with django_assert_num_queries(1):
        issue()
