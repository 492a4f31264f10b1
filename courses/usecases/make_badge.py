"""Make the digital badge of a certificate, once, when its holder asks for it."""

from collections.abc import Callable
from datetime import datetime
from secrets import randbelow, token_hex

from django.conf import settings
from django.db import IntegrityError, transaction

from courses.assessment.editions import quiz_of
from courses.audit.services import record
from courses.catalogue.models import CourseVersion
from courses.certification import services as certification
from courses.certification.credential import Course, credential, signed_badge
from courses.certification.models import Badge, Certificate
from courses.certification.own_record import PRODUCT, staff_code_of
from courses.certification.portable import identity
from courses.certification.printed import PrintedFacts
from courses.certification.status_list import BITS, MOST_TAKEN, Place
from courses.learning.models import Completion
from courses.usecases.revoke_certificate import NotInForce


@transaction.atomic
def make_badge(
    *, certificate: Certificate, at: datetime, draw: Callable[[int], int] = randbelow
) -> Badge:
    """Return the badge of ``certificate``, which is made where there is none yet.

    ``draw`` gives a number below another by chance: the bit of the public list of ended badges.
    Where somebody else was given that bit, or this badge, in the meantime, it is tried again.

    :raises NotInForce: when there is no badge, and the certificate was withdrawn or replaced.
    """
    while True:
        there = Badge.objects.filter(certificate=certificate).first()
        if there is not None:
            return there
        if certificate.revoked_at or certificate.replaced_at:
            raise NotInForce(certificate.number)
        place = Place(Badge.objects.count() // MOST_TAKEN, draw(BITS))
        try:
            with transaction.atomic():
                return written(certificate, place, at)
        except IntegrityError:
            continue


def written(certificate: Certificate, place: Place, at: datetime) -> Badge:
    """Write the badge with its ``place`` in the lists, and that it was made.

    :raises IntegrityError: when the certificate has one, or another badge has the place.
    """
    learner = certificate.learner
    said = credential(
        PrintedFacts.from_json(certificate.printed),
        taught(certificate),
        site=settings.SITE_URL,
        issuer=PRODUCT,
        holder=identity(email=learner.email, staff_code=staff_code_of(learner), salt=token_hex(16)),
        subject=str(certificate.completion_thread),
        place=place,
    )
    keys_url = f"{settings.SITE_URL}/api/keys/"
    compact = signed_badge(said, folder=settings.DATA_DIR / "keys", keys_url=keys_url)
    badge = certification.keep_badge(certificate=certificate, compact=compact, place=place, at=at)
    record(
        verb="made-badge",
        about=certificate,
        organisation_id=certificate.organisation_id,
        actor_id=learner.pk,
        at=at,
    )
    return badge


def taught(certificate: Certificate) -> Course:
    """Return what a badge says of the course beyond the printed words of ``certificate``."""
    met = Completion.objects.filter(thread=certificate.completion_thread).order_by("pk")[:1]
    version = CourseVersion.objects.select_related("course").get(
        course__in=met.values("course"), version=certificate.version
    )
    quiz = quiz_of(version)
    return Course(
        slug=version.course.slug,
        edition=version.content_hash,
        summary=version.summary,
        language=version.language,
        standard=f"at least {quiz.mastery_numerator} of {quiz.mastery_denominator}" if quiz else "",
    )
