"""What the table of certificates refuses."""

import pytest
from django.db import IntegrityError, transaction

from courses.certification import services
from courses.certification.models import Certificate
from courses.learning import services as learning
from courses.learning.models import Completion
from tests.people import NOON
from tests.small_course import enrol

BYTES = bytes(range(16))


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


# SQLite names the columns of a unique index, PostgreSQL the constraint.
def test_a_completion_has_one_certificate_in_force(issue, tmp_path):
    first = issue()

    with (
        pytest.raises(
            IntegrityError, match=r"one_live_certificate_per_completion|completion_thread"
        ),
        transaction.atomic(),
    ):
        issue(random_bytes=bytes(16))

    Certificate.objects.filter(pk=first.pk).update(replaced_at=NOON)
    second = issue(random_bytes=bytes(16))
    assert list(Certificate.objects.live()) == [second]


def test_a_number_is_one_certificates(issue):
    first = issue()
    Certificate.objects.update(replaced_at=NOON)

    with pytest.raises(IntegrityError, match="number"), transaction.atomic():
        issue()

    assert list(Certificate.objects.all()) == [first]


@pytest.mark.parametrize(
    ("changes", "accepted"),
    [
        ({"revoked_by_id": 1, "revoked_reason": "Issued in error"}, True),
        ({"revoked_by_id": 1}, False),
        ({"revoked_reason": "Issued in error"}, False),
    ],
)
def test_a_withdrawal_has_an_actor_and_a_reason(issue, changes, accepted):
    certificate = Certificate.objects.filter(pk=issue().pk)

    if accepted:
        assert certificate.update(revoked_at=NOON, **changes) == 1
    else:
        with (
            pytest.raises(IntegrityError, match="revoked_has_time_actor_and_reason"),
            transaction.atomic(),
        ):
            certificate.update(revoked_at=NOON, **changes)
