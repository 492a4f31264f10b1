"""The table of training that somebody did elsewhere, with its questions and writes."""

from datetime import date, datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, User
from courses.catalogue.models import Course
from courses.common.scope import Scope
from courses.learning.acceptance import AcceptanceRule, Kept, Proof
from courses.learning.models import Completion

MOST_WAITING = 20  # of one person in one organisation, each perhaps with a file of 5 MB


class AlreadyWaiting(ValueError):
    """Another record of the same course and day waits for a decision."""


class TooManyWaiting(ValueError):
    """As many records of theirs wait for a decision as one person may have at once."""


class AlreadyDecided(ValueError):
    """This very record was accepted or declined already."""


class HandedInBefore(ValueError):
    """The same training of a signed record was handed in there before, or counts there."""


class OfSomebodyElse(ValueError):
    """The training of a signed record is, or was handed in as, that of another person."""


class BroughtRecord(models.Model):
    """One record of outside training, and the decision about it.

    Offered by its owner, or looked at by a lead who declined it at once. It never counts itself:
    what is accepted becomes a completion of its own, with who recorded it. ``signed_id`` names the
    completion within a signed record, ``signed`` what that says of it, ``signed_key`` the key.
    ``file``: the name in DATA_DIR/evidence of what shows it, with its media type and SHA-256.
    Decided by ``rule``, or by a person; ``alone``: by its owner, whom nobody could stand in for.
    """

    learner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="brought_records")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    completed_on = models.DateField()
    minutes = models.PositiveIntegerField(null=True, blank=True)
    evidence = models.CharField(max_length=200)
    offered_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_id = models.BigIntegerField(null=True, blank=True)
    signed_key = models.CharField(max_length=43, blank=True, default="")
    signed_id = models.CharField(max_length=36, blank=True, default="")
    signed = models.JSONField(default=dict)
    rule = models.ForeignKey(
        AcceptanceRule, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    alone = models.BooleanField(default=False)
    file = models.UUIDField(null=True, blank=True)
    file_kind = models.CharField(max_length=20, blank=True, default="")
    file_sha256 = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(evidence="")
                & (
                    Q(decided_at__isnull=True, decided_by_id__isnull=True, accepted=False)
                    & Q(reason="", offered_at__isnull=False)
                    | Q(decided_at__isnull=False)
                    & (Q(decided_by_id__isnull=False) | Q(rule__isnull=False, accepted=True))
                    & (Q(accepted=True, reason="") | Q(accepted=False) & ~Q(reason=""))
                ),
                name="decision_has_time_actor_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(offered_at__isnull=True) | Q(minutes__isnull=False),
                name="offered_record_has_minutes",
            ),
            models.UniqueConstraint(
                fields=["learner", "organisation", "course", "completed_on", "evidence"],
                name="one_decision_per_declined_record",
            ),
            models.UniqueConstraint(
                fields=["organisation", "signed_id"],
                condition=~Q(signed_id=""),
                name="one_record_per_signed_completion",
            ),
            models.UniqueConstraint(
                fields=["learner", "organisation", "course", "completed_on"],
                condition=Q(decided_at__isnull=True),
                name="one_waiting_record_per_course_and_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation"],
                condition=Q(decided_at__isnull=True),
                name="brought_record_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"brought record {self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Test whether nobody has decided yet."""
        return self.decided_at is None


def decided_of(
    *, learner: User, organisation_id: int, known_at: datetime | None = None
) -> list[BroughtRecord]:
    """Return what was accepted or not there, as known at a moment, newest first; one query."""
    mine = BroughtRecord.objects.filter(
        learner=learner, organisation=organisation_id, decided_at__isnull=False
    )
    if known_at is not None:
        mine = mine.filter(decided_at__lte=known_at)
    return list(mine.select_related("course").order_by("-decided_at", "-pk"))


def own_brought(*, learner: User, pk: int) -> BroughtRecord | None:
    """Return one record that ``learner`` brought, or None; one query."""
    return BroughtRecord.objects.filter(learner=learner, pk=pk, offered_at__isnull=False).first()


def brought_by(*, learner: User) -> list[BroughtRecord]:
    """Return every record that ``learner`` brought, in every organisation; one query."""
    mine = BroughtRecord.objects.filter(learner=learner).select_related("course", "organisation")
    return list(mine.order_by("-completed_on", "-pk"))


def brought_in(scope: Scope) -> models.QuerySet[BroughtRecord]:
    """Return the records of the people of ``scope``, longest waiting first, each with its member.

    Whoever leads the whole organisation also finds those of who has left.
    """
    people = Membership.objects.visible_to(scope)
    member = people.filter(user=OuterRef("learner"))
    rows = BroughtRecord.objects.filter(Exists(member), organisation=scope.organisation_id)
    rows = rows.select_related("learner", "course")
    rows = rows.annotate(membership_id=Subquery(member.values("pk")[:1]))
    return rows.order_by("offered_at", "pk")


def waiting_in(scope: Scope) -> models.QuerySet[BroughtRecord]:
    """Return the records of ``scope`` that nobody has decided about yet."""
    return brought_in(scope).filter(decided_at__isnull=True)


def brought_at(scope: Scope, pk: int) -> BroughtRecord | None:
    """Return one record that its owner offered, where the scope shows it, or None; one query."""
    return brought_in(scope).filter(pk=pk, offered_at__isnull=False).first()


def offer(
    *,
    learner_id: int,
    organisation_id: int,
    course: Course,
    completed_on: date,
    minutes: int,
    evidence: str,
    at: datetime,
    proof: Proof | None = None,
    file: Kept | None = None,
) -> tuple[BroughtRecord, bool]:
    """Keep a record that waits for a decision; with False where it waits already.

    :raises HandedInBefore: when its signed completion was handed in there, or counts there.
    :raises OfSomebodyElse: when its signed completion is another person's.
    :raises AlreadyWaiting: when another one of that course and day waits.
    :raises AlreadyDecided: when the same one was accepted or declined.
    :raises TooManyWaiting: when as many wait as may.
    """
    mine = BroughtRecord.objects.filter(learner=learner_id, organisation=organisation_id)
    there = mine.filter(course=course, completed_on=completed_on)
    same = there.filter(evidence=evidence).first()
    if proof is not None and not (same and same.is_waiting and same.signed_id == proof.identifier):
        refuse_replayed(proof, learner_id=learner_id, organisation_id=organisation_id)
    if same is not None and same.is_waiting:
        return same, False
    if same is not None:
        raise AlreadyDecided(same.pk)
    if there.filter(decided_at__isnull=True).exists():
        raise AlreadyWaiting
    if mine.filter(decided_at__isnull=True).count() >= MOST_WAITING:
        raise TooManyWaiting
    made = BroughtRecord.objects.create(
        learner_id=learner_id,
        organisation_id=organisation_id,
        course=course,
        completed_on=completed_on,
        minutes=minutes,
        evidence=evidence,
        offered_at=at,
        signed_key=proof.key if proof else "",
        signed_id=proof.identifier if proof else "",
        signed=proof.facts if proof else {},
        file=file.key if file else None,
        file_kind=file.kind if file else "",
        file_sha256=file.sha256 if file else "",
    )
    return made, True


def refuse_replayed(proof: Proof, *, learner_id: int, organisation_id: int) -> None:
    """Let the completion of a signed record pass that nobody has handed in there; two queries.

    :raises HandedInBefore: when its owner did, or it was completed there in the first place.
    :raises OfSomebodyElse: when it is another person's, here or in another organisation.
    """
    used = BroughtRecord.objects.filter(signed_id=proof.identifier)
    done = Completion.objects.current().filter(thread=proof.identifier)
    found = [
        *used.values_list("learner", "organisation"),
        *done.values_list("learner", "organisation"),
    ]
    if any(learner != learner_id for learner, _organisation in found):
        raise OfSomebodyElse(proof.identifier)
    if any(organisation == organisation_id for _learner, organisation in found):
        raise HandedInBefore(proof.identifier)


def decide(
    *,
    brought: BroughtRecord,
    accepted: bool,
    reason: str = "",
    at: datetime,
    actor_id: int | None,
    rule: AcceptanceRule | None = None,
    alone: bool = False,
) -> bool:
    """Keep the decision about a waiting record; False where there is one already."""
    waiting = BroughtRecord.objects.filter(pk=brought.pk, decided_at__isnull=True)
    return bool(
        waiting.update(
            accepted=accepted,
            reason=reason,
            decided_at=at,
            decided_by_id=actor_id,
            rule=rule,
            alone=alone,
        )
    )


def take_acceptance_back(
    *, brought: BroughtRecord, reason: str, at: datetime, actor_id: int
) -> None:
    """Keep of an accepted record that it is not accepted after all; one statement."""
    BroughtRecord.objects.filter(pk=brought.pk, accepted=True).update(
        accepted=False, reason=reason, decided_at=at, decided_by_id=actor_id
    )


def decline(
    *,
    learner_id: int,
    organisation_id: int,
    course: Course,
    completed_on: date,
    evidence: str,
    reason: str,
    at: datetime,
    actor_id: int,
) -> tuple[BroughtRecord, bool]:
    """Keep that a record was not accepted; with False where that is kept already.

    :raises AlreadyDecided: when it was accepted.
    """
    there, is_new = BroughtRecord.objects.get_or_create(
        learner_id=learner_id,
        organisation_id=organisation_id,
        course=course,
        completed_on=completed_on,
        evidence=evidence,
        defaults={"reason": reason, "decided_at": at, "decided_by_id": actor_id},
    )
    if there.accepted:
        raise AlreadyDecided(there.pk)
    if there.is_waiting:
        is_new = decide(brought=there, accepted=False, reason=reason, at=at, actor_id=actor_id)
        there.refresh_from_db()
    return there, is_new
