"""What somebody completed on this platform, as the record they take with them says it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from uuid import UUID

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.certification.models import Certificate
from courses.certification.portable import (
    Achieved,
    Issuer,
    Record,
    Subject,
    clean,
    identity,
    last_day,
)
from courses.certification.queries import Shown, certificates_of, shown
from courses.certification.validity import CertificateState
from courses.common.names import fold
from courses.learning.models import Completion
from courses.learning.queries import completions_of

PRODUCT = "Safeguarding training"


def names_of(learner: User) -> list[str]:
    """Return the names that may stand on the record: today's, and those printed on certificates."""
    printed = (one.printed_name for one in certificates_of(learner=learner))
    names: dict[str, str] = {}
    for name in (learner.name, *printed):
        names.setdefault(fold(name), clean(name))
    return list(names.values())


def own_record(
    learner: User, *, name: str, site_url: str, keys: Path, salt: str, on: date
) -> Record:
    """Return what ``learner`` completed here as it stands on a day, newest first.

    Left out: training held elsewhere, which is for others to vouch for, and what a withdrawn
    certificate stands for.
    """
    issued = {
        one.completion_thread: shown(one, on=on, keys=keys)
        for one in reversed(certificates_of(learner=learner))
    }
    here = [one for one in completions_of(learner=learner) if one.enrolment_id is not None]
    rows = [achieved(one, issued.get(one.thread)) for one in here if stands(one, issued)]
    return Record(
        issuer=Issuer(id=site_url, name=PRODUCT),
        subject=Subject(
            name=clean(name),
            identifier=identity(email=learner.email, staff_code=staff_code_of(learner), salt=salt),
        ),
        as_at=on,
        until=last_day(on),
        completions=rows[:500],
    )


def stands(completion: Completion, issued: Mapping[UUID, Shown]) -> bool:
    """Test whether no withdrawn certificate stands for a completion."""
    one = issued.get(completion.thread)
    return one is None or one.state is not CertificateState.WITHDRAWN


def achieved(completion: Completion, certificate: Shown | None) -> Achieved:
    """Return one completion as the record names it."""
    version, facts = completion.version, certificate.facts if certificate else None
    return Achieved(
        id=str(completion.thread),
        course=completion.course.slug,
        title=clean(version.title if version else completion.course.slug),
        version=version.version if version else "1",
        editions=[clean(one) for one in facts.editions] if facts else [],
        mode="room" if completion.mode == Completion.Mode.ROOM else "online",
        minutes=min(completion.minutes, 6_000),
        provider=clean(completion.organisation.name),
        completed_on=completion.completed_on,
        valid_until=facts.valid_until if facts else None,
        certificate=facts.number if facts else None,
        state=certificate.state.value if certificate else None,  # type: ignore[arg-type] # never withdrawn
    )


def is_ours(identifier: str) -> bool:
    """Test whether a completion that stands is of a course of the platform itself; one query.

    An organisation's own course may bear the same short name, and teach what it likes.
    """
    done = Completion.objects.current().filter(thread=identifier, course__owner__isnull=True)
    return done.exists()


def is_withdrawn(identifier: str, *, learner_id: int) -> bool:
    """Test whether the newest certificate of what a learner completed was withdrawn; one query."""
    issued = Certificate.objects.filter(learner=learner_id, completion_thread=identifier)
    newest = issued.order_by("-issued_at", "-pk").first()
    return newest is not None and newest.revoked_at is not None


def staff_code_of(learner: User) -> str:
    """Return the staff code of the learner's newest membership that has one, or empty."""
    codes = Membership.objects.filter(user=learner).exclude(staff_number="").order_by("-pk")
    return codes.values_list("staff_number", flat=True).first() or ""


def shown_by(learner: User) -> list[str]:
    """Return what may show that a record is the learner's: address and staff codes; one query."""
    codes = Membership.objects.filter(user=learner).exclude(staff_number="")
    return [learner.email or "", *codes.values_list("staff_number", flat=True)]
