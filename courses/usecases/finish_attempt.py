"""Hand in an attempt at the quiz.

Mark it, and on a pass complete the course and issue the certificate.
"""

import secrets
from datetime import datetime
from fractions import Fraction
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import BigIntegerField
from django.template.loader import render_to_string

from courses.assessment import services as assessment
from courses.assessment.editions import quiz_of
from courses.assessment.models import Attempt, Response
from courses.assessment.queries import mastery_of
from courses.assessment.scoring import Marked, mark
from courses.assessment.timing import is_over
from courses.audit.services import record
from courses.catalogue import item_types
from courses.catalogue.item_types import OptionFact, answers
from courses.catalogue.models import CourseVersion
from courses.catalogue.queries import course_minutes
from courses.certification import services as certification
from courses.certification.designs import design_of
from courses.certification.models import Certificate
from courses.common.prepared import Parameter, Prepared
from courses.learning import services as learning
from courses.learning.models import Completion
from courses.notifications import services as notifications
from courses.notifications.models import Message
from courses.notifications.tasks import send_due


@transaction.atomic
def finish_attempt(
    *, attempt: Attempt, at: datetime, mode: Completion.Mode = Completion.Mode.OWN
) -> Attempt:
    """Hand in ``attempt`` and everything that follows from it, or nothing at all.

    ``mode`` is where it was taken; it is noted with the completion and counts the same. A repeat
    returns the attempt as it was handed in and writes nothing. Once its time is over it is handed
    in as it stood at the end: as of then, and a question without an answer counts as not right.

    :raises AnswersMissing: when a question is not answered yet and there is time left.
    """
    attempt = assessment.lock(attempt=attempt)
    if attempt.handed_in_at is not None:
        return attempt
    attempt = marked_and_closed(attempt, at)
    met_at = attempt.handed_in_at or at
    enrolment = attempt.enrolment
    note = partial(
        record, organisation_id=enrolment.organisation_id, actor_id=enrolment.learner_id, at=at
    )
    if not attempt.passed:
        note(verb="failed", about=attempt)
        return attempt
    completion = learning.complete(
        enrolment=enrolment,
        how=Completion.How.QUIZ,
        minutes=course_minutes(enrolment.version_id),
        mode=mode,
        at=met_at,
        recorded_at=at,
    )
    certificate = issue_certificate(completion=completion, version=enrolment.version, at=at)
    note(verb="passed", about=attempt)
    note(verb="issued", about=certificate)
    return attempt


def issue_certificate(
    *, completion: Completion, version: CourseVersion, at: datetime
) -> Certificate:
    """Issue the certificate of ``completion`` and tell its holder; call it in a transaction."""
    design = design_of(completion.organisation_id)
    certificate = certification.issue(
        completion=completion,
        version=version,
        editions=editions_of(version),
        site_url=settings.SITE_URL,
        random_bytes=secrets.token_bytes(16),
        keys=settings.DATA_DIR / "keys",
        signatory=design.signatory,
        logo=design.logo,
        at=at,
    )
    tell_learner(certificate, at)
    transaction.on_commit(send_due.enqueue)
    return certificate


def editions_of(version: CourseVersion) -> tuple[str, ...]:
    """Return the law and guidance that ``version`` teaches, each with its edition, by title."""
    sources = EDITIONS.rows(version=version.pk)
    return tuple(", ".join(part for part in source if part) for source in sources)


EDITIONS = Prepared(
    lambda: (
        CourseVersion.objects.filter(
            pk=Parameter("version", BigIntegerField()), editions__isnull=False
        )
        .order_by("editions__title")
        .values_list("editions__title", "editions__edition")
    )
)


def marked_and_closed(attempt: Attempt, at: datetime) -> Attempt:
    """Mark every response and close the attempt with its score, at the latest when its time ended.

    :raises AnswersMissing: when a question is not answered yet and there is time left.
    """
    responses = assessment.responses_to_mark(attempt=attempt)
    is_whole = all(answers.is_answered(response.chosen) for response in responses)
    ran_out = is_over(attempt.ends_at, at)
    if not is_whole and not ran_out:
        raise assessment.AnswersMissing
    quiz = quiz_of(attempt.enrolment.version)
    if quiz is None:
        raise ValueError("An attempt belongs to a version with a quiz")
    marked = [
        Marked(response.item.identifier, credit_of(response), response.item.critical)
        for response in responses
    ]
    outcome = mark(marked, mastery=mastery_of(quiz))
    return assessment.finish(
        attempt=attempt,
        responses=responses,
        marked=marked,
        mark=outcome,
        at=attempt.ends_at or at if ran_out else at,
    )


def credit_of(response: Response) -> Fraction:
    """Return the credit for what was chosen, from 0 to 1."""
    kind = response.item.kind
    options = [
        OptionFact(option.identifier, option.correct, option.place, option.pair)
        for option in response.item.options.all()
    ]
    return item_types.mark(kind, options, answers.read(kind, response.chosen))


def tell_learner(certificate: Certificate, at: datetime) -> None:
    """Queue the mail that the certificate is ready; its subject names neither topic nor result."""
    body = render_to_string(
        "courses/email/certificate.txt",
        {
            "name": certificate.printed_name,
            "url": f"{settings.SITE_URL}/learn/certificates/{certificate.number}.html",
            "record_url": f"{settings.SITE_URL}/learn/record/",
            "valid_until": certificate.valid_until,
        },
    )
    notifications.queue(
        key=f"certificate:{certificate.number}",
        kind=Message.Kind.CERTIFICATE,
        recipient=certificate.learner,
        organisation=certificate.organisation,
        subject="Safeguarding training: your record was updated",
        body=body,
        due_at=at,
    )
