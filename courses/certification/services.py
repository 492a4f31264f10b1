"""Writes of this room. No transaction is opened here."""

from datetime import datetime
from pathlib import Path

from courses.catalogue.models import CourseVersion
from courses.certification.keys import sign
from courses.certification.models import Certificate
from courses.certification.numbers import new_number
from courses.certification.printed import PrintedFacts
from courses.certification.validity import valid_until
from courses.common.jcs import canonical
from courses.learning.models import Completion


def issue(
    *,
    completion: Completion,
    version: CourseVersion,
    editions: tuple[str, ...],
    site_url: str,
    random_bytes: bytes,
    keys: Path,
    at: datetime,
) -> Certificate:
    """Issue the certificate of ``completion``; its words are fixed from here on. One statement.

    ``editions``: titles of the law and guidance taught. ``random_bytes``: 16, from a secure source.
    """
    number = new_number(random_bytes)
    until = valid_until(completed_on=completion.completed_on, months=version.certificate_months)
    facts = PrintedFacts(
        number=number,
        name=completion.learner.name,
        organisation=completion.organisation.name,
        title=version.title,
        version=version.version,
        editions=editions,
        minutes=completion.minutes,
        completed_on=completion.completed_on,
        valid_from=completion.completed_on,
        valid_until=until,
        verify_url=f"{site_url}/verify/{number}/",
    )
    return Certificate.objects.create(
        number=number,
        completion_thread=completion.thread,
        learner=completion.learner,
        organisation=completion.organisation,
        printed_name=facts.name,
        title=facts.title,
        version=facts.version,
        printed=facts.as_json(),
        issued_at=at,
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
        signature=sign(canonical(facts.signable()), folder=keys),
    )
