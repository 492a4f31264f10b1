"""Questions about certificates."""

from datetime import date, timedelta

import pytest

from courses.certification import queries, services
from courses.certification.models import Certificate
from courses.certification.numbers import grouped
from courses.certification.validity import CertificateState
from courses.learning import services as learning
from courses.learning.models import Completion
from tests.people import NOON, TODAY
from tests.small_course import enrol, make_small_course

END = date(2027, 3, 3)


@pytest.fixture
def certify(tmp_path):
    """Issue somebody's certificate; ``number`` makes its course, day and number its own."""

    def call(learner, organisation, number=0):
        version = make_small_course(slug=f"course-{number}")
        completion = learning.complete(
            enrolment=enrol(learner, organisation, version),
            how=Completion.How.QUIZ,
            minutes=13,
            at=NOON,
        )
        return services.issue(
            completion=completion,
            version=version,
            editions=(),
            site_url="https://training.example.org",
            random_bytes=learner.pk.to_bytes(8, "big") + number.to_bytes(8, "big"),
            keys=tmp_path,
            at=NOON + timedelta(hours=number),
        )

    return call


@pytest.mark.parametrize("rows", [1, 3])
def test_a_learners_certificates_come_newest_first(
    elm, harbour, certify, rows, django_assert_num_queries
):
    made = [certify(elm.amira, elm.organisation, number) for number in range(rows)]
    certify(harbour.callum, harbour.organisation)

    with django_assert_num_queries(1):
        assert queries.certificates_of(learner=elm.amira) == made[::-1]


def test_a_certificate_is_found_however_its_number_is_typed(
    elm, harbour, certify, django_assert_num_queries
):
    certificate = certify(elm.amira, elm.organisation)
    number = certificate.number

    with django_assert_num_queries(1):
        assert queries.by_number(number.lower()) == certificate
    assert queries.by_number(f" {grouped(number)} ") == certificate
    assert queries.by_number(number.replace("0", "O").replace("1", "l")) == certificate
    with django_assert_num_queries(0):
        assert queries.by_number(f"{number}0") is None
        assert queries.by_number("") is None
    assert queries.by_number("7" + number[1:]) is None


def test_an_own_certificate_is_found_by_its_learner_alone(elm, harbour, certify):
    certificate = certify(elm.amira, elm.organisation)

    found = [
        queries.own_by_number(learner=learner, number=certificate.number)
        for learner in (elm.amira, elm.lewis, harbour.callum)
    ]

    assert found == [certificate, None, None]


@pytest.mark.parametrize(
    ("on", "changes", "state"),
    [
        (END, {}, "valid"),
        (END + timedelta(days=1), {}, "expired"),
        (TODAY, {"replaced_at": NOON}, "replaced"),
        (
            TODAY,
            {"revoked_at": NOON, "revoked_by_id": 1, "revoked_reason": "Issued in error"},
            "withdrawn",
        ),
    ],
)
def test_a_certificate_is_shown_with_its_state_on_a_day(elm, certify, tmp_path, on, changes, state):
    certificate = certify(elm.amira, elm.organisation)
    Certificate.objects.update(**changes)
    certificate.refresh_from_db()

    found = queries.shown(certificate, on=on, keys=tmp_path)

    assert (found.state, found.is_genuine) == (CertificateState(state), True)
    assert (found.certificate, found.facts.name) == (certificate, "Amira Haddad")


def test_printed_words_under_another_number_are_not_genuine(elm, certify, tmp_path):
    one = certify(elm.amira, elm.organisation, 0)
    other = certify(elm.amira, elm.organisation, 1)
    one.printed, one.signature = other.printed, other.signature

    assert queries.shown(one, on=TODAY, keys=tmp_path).is_genuine is False


@pytest.mark.parametrize(
    ("typed", "matches"),
    [
        ("Amira Haddad", True),
        ("  AMIRA   hàddad ", True),
        ("Amira", False),
        ("", False),
        ("   ", False),
    ],
)
def test_a_typed_name_is_compared_without_case_accents_and_spaces(elm, certify, typed, matches):
    certificate = certify(elm.amira, elm.organisation)

    assert queries.names_match(certificate, typed) is matches


def test_the_certificate_of_an_enrolment_is_the_one_in_force(
    elm, certify, django_assert_num_queries
):
    certificate = certify(elm.amira, elm.organisation)
    certify(elm.noor, elm.organisation, 1)
    enrolment = Completion.objects.get(thread=certificate.completion_thread).enrolment_id

    with django_assert_num_queries(1):
        assert queries.latest_by_enrolment(enrolment) == certificate
    Certificate.objects.filter(pk=certificate.pk).update(replaced_at=NOON)
    assert queries.latest_by_enrolment(enrolment) is None


def test_a_certificate_that_no_key_signed_is_counted_as_forged(elm, certify, tmp_path):
    certify(elm.amira, elm.organisation)

    genuine, without_keys = queries.forged(keys=tmp_path), queries.forged(keys=tmp_path / "none")
    Certificate.objects.update(signature="A" * 86)
    unsigned = queries.forged(keys=tmp_path)
    Certificate.objects.update(signature="not base64")

    assert (genuine, without_keys, unsigned, queries.forged(keys=tmp_path)) == (0, 1, 1, 1)
