"""Let the demonstration trust another platform, and somebody bring a signed record of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from django.db import transaction

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation
from courses.catalogue.models import Course
from courses.certification.issuer_keys import BITS, EXPONENT, jwk_of, thumbprint
from courses.certification.jws import sign_compact
from courses.certification.known_issuers import evidence_of, proof_of
from courses.certification.portable import TYPE, Achieved, Issuer, Record, Subject, last_day, read
from courses.common.dates import add_months, local_date
from courses.learning.acceptance import TrustedIssuer
from courses.packages.yaml_text import load
from courses.usecases.offer_record import offer_record
from courses.usecases.set_acceptance import set_acceptance
from courses.usecases.trust_issuer import trust_issuer

FILE = "desk.yaml"


def bring_signed(*, folder: Path, courses: Mapping[str, Course], at: datetime) -> None:
    """Bring what ``desk.yaml`` names under ``signed``, where no platform is trusted yet."""
    for slug, data in load((folder / FILE).read_text(encoding="utf-8")).data.items():
        organisation = Organisation.objects.get(slug=slug)
        trusts = TrustedIssuer.objects.filter(organisation=organisation).exists()
        if "signed" in data and not trusts:
            bring(organisation, data["signed"], courses[data["signed"]["course"]], at)


@transaction.atomic
def bring(
    organisation: Organisation, told: Mapping[str, Any], course: Course, at: datetime
) -> None:
    """Trust the platform with a key made for it here, rule about one course, and bring each row."""
    key = generate_private_key(public_exponent=EXPONENT, key_size=BITS)
    jwk = jwk_of(key.public_key())
    members = Membership.objects.filter(organisation=organisation).select_related("user")
    people = {one.staff_number: one for one in members}
    admin = people[told["by"]].user_id
    begun = at - timedelta(days=told["ago"])
    issuer = trust_issuer(
        organisation=organisation,
        name=told["name"],
        address=told["address"],
        keys=[jwk],
        at=begun,
        actor_id=admin,
    )
    set_acceptance(
        organisation=organisation,
        issuer=issuer,
        their_course=told["their_course"],
        course=course,
        months=12,
        automatic=True,
        at=begun,
        actor_id=admin,
    )
    for row in told["rows"]:
        member = people[row["by"]]
        record = record_of(member, row, issuer, as_at=local_date(at - timedelta(days=row["ago"])))
        kid = f"{issuer.address}/api/keys/{thumbprint(jwk)}.json"
        text = sign_compact(record.model_dump(mode="json"), key=key, kid=kid, kind=TYPE)
        checked = read(text, keys={thumbprint(jwk): key.public_key()})
        (done,) = checked.record.completions
        offer_record(
            membership=member,
            course=course,
            completed_on=done.completed_on,
            minutes=done.minutes,
            evidence=evidence_of(done),
            at=at - timedelta(days=row["ago"]),
            proof=proof_of(checked, done, owner=member.user, issuer=issuer),
            issuer=issuer,
        )


def record_of(
    member: Membership, row: Mapping[str, Any], issuer: TrustedIssuer, *, as_at: Any
) -> Record:
    """Return the record that one person brings, as the other platform made it."""
    done = as_at - timedelta(days=row["done"])
    return Record(
        issuer=Issuer(id=issuer.address, name=issuer.name),
        subject=Subject(name=member.user.name),
        as_at=as_at,
        until=last_day(as_at),
        completions=[
            Achieved(
                id=str(uuid4()),
                course=row["course"],
                title=row["title"],
                version=row["version"],
                mode="online",
                minutes=row["minutes"],
                provider=row["provider"],
                completed_on=done,
                valid_until=add_months(done, 12),
            )
        ],
    )
