"""Make an inspection pack: asked for, drawn in the background, kept, and recorded."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from courses.accounts.models import Organisation, User
from courses.audit.services import record
from courses.certification.document import CannotDraw
from courses.common.dates import day_ends, local_date
from courses.common.scope import Scope
from courses.compliance.queries import rules_of
from courses.notifications.queries import reminders_given
from courses.packages.uploads import digest_of
from courses.reporting import pack_files
from courses.reporting import services as reporting
from courses.reporting.inspection import Facts, Part
from courses.reporting.models import InspectionPack
from courses.reporting.pack_archive import write_pack
from courses.reporting.pack_document import draw_pack
from courses.reporting.pack_evidence import evidence_parts
from courses.reporting.pack_parts import here_in, people_parts
from courses.reporting.packs import past_keeping, scope_of
from courses.usecases.tell_of_file import tell_of_file

State = InspectionPack.State
REMINDER_DAYS = 365
logger = logging.getLogger(__name__)


@transaction.atomic
def ask_for_pack(
    *, organisation: Organisation, scope: Scope, where: str, by: User, narrowed: bool, at: datetime
) -> InspectionPack:
    """Have a pack made of the people, the day and what counts in ``scope``.

    ``narrowed``: ``scope`` is one place of what ``by`` may see: figures of answers stay out.
    """
    pack = reporting.ask_for_pack(organisation=organisation, scope=scope, where=where, by=by, at=at)
    record(
        verb="asked-for-pack",
        about=pack,
        organisation_id=organisation.pk,
        actor_id=by.pk,
        at=at,
        details={"on": scope.on.isoformat(), "places": pack.places},
    )
    transaction.on_commit(lambda: draw.enqueue(pack.pk, not narrowed))
    return pack


@task()
def draw(pack_id: int, with_questions: bool) -> bool:  # noqa: FBT001 - a task takes plain values
    """Make the file of one pack; return whether it is ready."""
    pack = InspectionPack.objects.select_related("organisation", "by").get(pk=pack_id)
    try:
        return make_pack(pack=pack, with_questions=with_questions, at=timezone.now())
    except Exception:
        note_failure(pack, at=timezone.now())
        logger.exception("pack-failed pack=%s", pack_id)
        pack_files.drop(pack.reference)
        return False


@transaction.atomic
def note_failure(pack: InspectionPack, *, at: datetime) -> None:
    """Note that ``pack`` could not be made, and tell whoever waits for it."""
    if reporting.settle_pack(pack=pack, state=State.FAILED):
        tell_of_file(pack, is_ready=False, at=at)


def make_pack(*, pack: InspectionPack, with_questions: bool, at: datetime) -> bool:
    """Make the file of ``pack`` and write that it is ready; False where it no longer waits.

    The file is in its place before it is said to be ready.
    """
    facts, parts = told(pack, with_questions=with_questions)
    path = written(facts, parts, pack)
    digest, size = digest_of(path), path.stat().st_size
    with transaction.atomic():
        ready = reporting.settle_pack(
            pack=pack,
            state=State.READY,
            ready_at=at,
            people=facts.people,
            size=size,
            sha256=digest,
        )
        if ready:
            path.replace(pack_files.place_of(pack.reference))
            record(
                verb="made-pack",
                about=pack,
                organisation_id=pack.organisation_id,
                actor_id=pack.by_id,
                at=at,
                details={"people": facts.people, "sha256": digest},
            )
            tell_of_file(pack, is_ready=True, at=at)
        else:
            path.unlink()
    return ready


def told(pack: InspectionPack, *, with_questions: bool) -> tuple[Facts, list[Part]]:
    """Return what the pack is about, and all its parts."""
    scope, organisation = scope_of(pack), pack.organisation
    rules = rules_of([organisation.pk], known_at=scope.known_at)[organisation.pk]
    in_force = [rule for rule in rules if any(one.in_force(scope.on) for one in rule.revisions)]
    here = here_in(scope, rules=in_force)
    summary, *others = people_parts(here)
    end = day_ends(scope.on)
    reminded = reminders_given(
        organisation_id=organisation.pk, since=end - timedelta(days=REMINDER_DAYS), until=end
    )
    evidence = evidence_parts(
        here,
        organisation=organisation,
        keys=settings.DATA_DIR / "keys",
        with_questions=with_questions,
        reminded=reminded,
        asked_on=local_date(pack.asked_at),
    )
    facts = Facts(
        organisation=organisation.name,
        where=pack.where,
        as_at=pack.as_at,
        known_at=pack.known_at,
        people=len(here.rows),
        made_by=pack.by.name,
        asked_at=pack.asked_at,
        site_url=settings.SITE_URL,
    )
    return facts, [summary, *others, *evidence]


def written(facts: Facts, parts: list[Part], pack: InspectionPack) -> Path:
    """Write the pack beside its place and return where."""
    try:
        fonts = (settings.BUILD_DIR / "fonts", settings.DATA_DIR / "fonts")
        pdf = draw_pack(facts, parts, fonts=fonts)
    except CannotDraw as error:
        logger.warning("pack-without-pdf pack=%s why=%s", pack.pk, error)
        pdf = None
    path = pack_files.draft_of(pack.reference)
    write_pack(facts, parts, pdf=pdf, keys=settings.DATA_DIR / "keys", to=path)
    return path


def expire_packs(*, at: datetime) -> int:
    """Remove each pack kept for more than 90 days, with its file; return how many."""
    return sum(expire(pack, at=at) for pack in past_keeping(at))


@transaction.atomic
def expire(pack: InspectionPack, *, at: datetime) -> bool:
    """Remove one pack; return whether it was still kept. The file goes after the commit."""
    removed = reporting.mark_removed(pack=pack)
    if removed:
        record(verb="removed-pack", about=pack, organisation_id=pack.organisation_id, at=at)
        transaction.on_commit(lambda: pack_files.drop(pack.reference))
    return removed
