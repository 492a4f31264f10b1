"""Put an organisation's own text into a local part of a course, confirm it, and take it away."""

from datetime import datetime

from django.db import transaction

from courses.accounts.models import Organisation, Site, User
from courses.accounts.place_rows import lock
from courses.accounts.services import refuse_foreign
from courses.audit.services import record
from courses.catalogue import overlays
from courses.catalogue.models import Block, Course, Overlay
from courses.common.history import Superseded, cancel
from courses.common.markdown import RENDERER
from courses.packages.problems import Findings
from courses.packages.rendering import Piece, render


class TextRefused(ValueError):
    """The text cannot be shown; its words say what to change."""


def save_own_text(
    *,
    organisation: Organisation,
    site: Site | None,
    course: Course,
    block: Block,
    source: str,
    by: User,
    at: datetime,
) -> Overlay:
    """Show ``source`` (Markdown) in ``block`` to staff of ``site``, or of every site without one.

    The same text again confirms that it still holds, also where the course's own has changed.

    :raises TextRefused: when it holds what a text may not hold.
    :raises OtherOrganisation: when the site belongs elsewhere.
    """
    html = html_of(source)
    with transaction.atomic():
        refuse_foreign(organisation, site)
        lock(organisation)
        text = overlays.save(
            organisation=organisation,
            site=site,
            course=course,
            block=block,
            words={"source": source, "html": html, "renderer": RENDERER},
            at=at,
            actor_id=by.pk,
        )
        note("saved-own-text", text, by=by, at=at)
    return text


def html_of(source: str) -> str:
    """Return ``source`` as sanitised HTML, made as the texts of a course are.

    :raises TextRefused: when it cannot be made.
    """
    findings = Findings()
    made = render([Piece(source, "block", "", 0, "text")], findings)
    if findings.problems:
        raise TextRefused("; ".join(dict.fromkeys(one.message for one in findings.problems)))
    return made[source, "block"]


@transaction.atomic
def remove_own_text(*, text: Overlay, by: User, at: datetime) -> bool:
    """Let nobody read ``text`` any more; return whether it was in force until now."""
    lock(text.organisation)
    try:
        cancel(text, at=at)
    except Superseded:
        return False
    note("removed-own-text", text, by=by, at=at)
    return True


def note(verb: str, text: Overlay, *, by: User, at: datetime) -> None:
    """Record what was done to ``text``."""
    record(
        verb=verb,
        about=text,
        organisation_id=text.organisation_id,
        actor_id=by.pk,
        at=at,
        details={"course": text.course_id, "site": text.site_id},
    )
