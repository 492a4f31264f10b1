"""Questions about certificates: a learner's own, and the public one by number."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.certification.keys import fits, from_text, is_genuine, public_keys
from courses.certification.models import Badge, Certificate, HolderLink
from courses.certification.numbers import normalise
from courses.certification.printed import PrintedFacts
from courses.certification.validity import CertificateState, state_on
from courses.common.jcs import canonical
from courses.common.names import fold
from courses.common.prepared import Parameter, Prepared
from courses.common.scope import Scope
from courses.learning.models import Completion


@dataclass(frozen=True, slots=True)
class Shown:
    """One certificate as a page shows it.

    Its printed facts, its state on a day, and whether the record is whole.
    """

    certificate: Certificate
    facts: PrintedFacts
    state: CertificateState
    is_genuine: bool


def shown(certificate: Certificate, *, on: date, keys: Path) -> Shown:
    """Return ``certificate`` with its state on ``on`` and the check of its signature."""
    facts = PrintedFacts.from_json(certificate.printed)
    state = state_on(
        on=on,
        valid_until=facts.valid_until,
        is_revoked=certificate.revoked_at is not None,
        is_replaced=certificate.replaced_at is not None,
    )
    genuine = is_genuine(canonical(facts.signable()), certificate.signature, folder=keys)
    return Shown(certificate, facts, state, genuine and facts.number == certificate.number)


def by_number(text: str) -> Certificate | None:
    """Return the certificate whose number ``text`` is, however it was typed.

    None for every other text.
    """
    number = normalise(text)
    if number is None:
        return None
    return Certificate.objects.filter(number=number).select_related("replaced_by").first()


def states_of(numbers: Collection[str], *, on: date) -> dict[str, CertificateState]:
    """Return the state of each of our certificates with one of ``numbers``; one query."""
    return {
        one.number: state_on(
            on=on,
            valid_until=one.valid_until,
            is_revoked=one.revoked_at is not None,
            is_replaced=one.replaced_at is not None,
        )
        for one in Certificate.objects.filter(number__in=numbers)
    }


def own_by_number(*, learner: User, number: str) -> Certificate | None:
    """Return the learner's own certificate at this address, or None when missing or foreign."""
    return Certificate.objects.filter(learner=learner, number=number).first()


def open_link_of(certificate: Certificate, *, at: datetime) -> HolderLink | None:
    """Return the link by which the holder shows ``certificate``, or None where none works."""
    links = HolderLink.objects.filter(
        certificate=certificate, cancelled_at__isnull=True, expires_at__gt=at
    )
    return links.order_by("pk").first()


def by_open_link(number: int, *, at: datetime) -> HolderLink | None:
    """Return a holder's link with its certificate, or None: run out and cancelled alike."""
    links = HolderLink.objects.filter(pk=number, cancelled_at__isnull=True, expires_at__gt=at)
    return links.select_related("certificate__replaced_by").first()


def badge_of(certificate: Certificate) -> Badge | None:
    """Return the badge of ``certificate``, or None where none was made."""
    return Badge.objects.filter(certificate=certificate).first()


def badges_of(learner: User) -> list[Badge]:
    """Return the badges that ``learner`` had made, with their certificates; one query."""
    rows = Badge.objects.filter(certificate__learner=learner).select_related("certificate")
    return list(rows.order_by("pk"))


def ended_in(status_list: int) -> list[int] | None:
    """Return the bits of badges in one list that count no more; None where there is no such list.

    List 0 is always there, empty at first. Two queries.
    """
    badges = Badge.objects.filter(status_list=status_list)
    if status_list and not badges.exists():
        return None
    ended = badges.exclude(certificate__in=Certificate.objects.live())
    return list(ended.order_by("status_index").values_list("status_index", flat=True))


def certificate_in(scope: Scope, *, number: str) -> Certificate | None:
    """Return the certificate at this address where its holder lies in ``scope``, else None.

    Whoever sees the whole organisation sees those of its leavers too.
    """
    holders = Membership.objects.visible_to(scope).values("user")
    found = Certificate.objects.filter(organisation=scope.organisation_id, number=number)
    return found.filter(learner__in=holders).select_related("replaced_by").first()


def certificates_of(*, learner: User) -> list[Certificate]:
    """Return every certificate the learner was issued, newest first."""
    return list(Certificate.objects.filter(learner=learner).order_by("-issued_at", "-pk"))


@dataclass(frozen=True, slots=True)
class Held:
    """When a course was met last; ``number`` of its live certificate, empty where there is none."""

    completed_on: date
    number: str = ""


def held_by(learner: User) -> dict[tuple[int, int], Held]:
    """Return what the learner met last, by organisation and course id; one query."""
    live = Certificate.objects.filter(
        completion_thread=OuterRef("thread"), revoked_at__isnull=True, replaced_at__isnull=True
    )
    rows = (
        Completion.objects.current()
        .filter(learner=learner)
        .annotate(number=Subquery(live.values("number")[:1]))
        .order_by("completed_at", "pk")
    )
    return {
        (organisation, course): Held(day, number or "")
        for organisation, course, day, number in rows.values_list(
            "organisation", "course", "completed_on", "number"
        )
    }


def names_match(certificate: Certificate, typed: str) -> bool:
    """Test whether ``typed`` is the printed name; case, accents and spacing are forgiven."""
    return bool(typed.strip()) and fold(typed) == fold(certificate.printed_name)


def latest_by_enrolment(enrolment_id: int) -> Certificate | None:
    """Return the certificate in force for what one enrolment completed, or None; one query."""
    return OF_ENROLMENT.first(enrolment=enrolment_id)


def in_force() -> QuerySet[Certificate]:
    """Return the certificates in force for what one enrolment completed, by a parameter."""
    done = Completion.objects.current().filter(enrolment=Parameter("enrolment", BigIntegerField()))
    mine = Certificate.objects.live().filter(completion_thread__in=done.values("thread"))
    return mine.order_by("pk")


OF_ENROLMENT = Prepared(in_force)


def forged(*, keys: Path) -> int:
    """Return how many certificates no key of ``keys`` signed as they stand; one query."""
    known = list(public_keys(keys))
    every = Certificate.objects.only("printed", "signature").iterator(chunk_size=2_000)
    return sum(not is_signed(one, known) for one in every)


def is_signed(certificate: Certificate, known: list[Ed25519PublicKey]) -> bool:
    """Test whether one of the ``known`` keys signed what ``certificate`` says."""
    raw = from_text(certificate.signature)
    data = canonical(PrintedFacts.from_json(certificate.printed).signable())
    return raw is not None and any(fits(key, raw, data) for key in known)
