"""Make the HTML of one version anew from its text, with the installed renderer."""

from datetime import datetime

from django.db import transaction

from courses.audit.services import record
from courses.catalogue import services as catalogue
from courses.catalogue.recalling import recalled
from courses.catalogue.rewriting import Written, rewrite_html, stale_in, written_in
from courses.catalogue.structure import CourseVersion
from courses.catalogue.versions import content_hash
from courses.common.markdown import RENDERER
from courses.packages.rerendering import TextsRefused, html_of, shape_of

Stale = list[tuple[Written, str]]


def rerender_content(*, version: CourseVersion, at: datetime, dry_run: bool = False) -> int:
    """Rewrite the HTML that differs and name the renderer; return how many texts differed.

    Text and hash stay as they are. All of a version is rewritten or nothing; a second run finds
    nothing to write. With ``dry_run`` nothing is.

    :raises TextsRefused: when the installed renderer refuses a text, or the text is not the one of
        its hash; nothing is written then.
    """
    if content_hash(recalled(version)) != version.content_hash:
        raise TextsRefused(["the text is not its hash's, see verify_content"])
    texts = written_in(version)
    html = html_of(texts)
    stale = stale_in(texts, lambda text: html[text.source, shape_of(text)])
    if not dry_run and (stale or version.renderer != RENDERER):
        rewrite(version, stale, at=at)
    return len(stale)


@transaction.atomic
def rewrite(version: CourseVersion, stale: Stale, *, at: datetime) -> bool:
    """Write what was made with its event; False where the text changed meanwhile, as a draft may.

    A draft that is saved meanwhile was rendered by the installed renderer already.
    """
    before = version.content_hash
    catalogue.lock(version=version)
    if version.content_hash != before:
        return False
    rewrite_html(version=version, stale=stale, renderer=RENDERER)
    record(
        verb="rerendered",
        about=version,
        organisation_id=version.course.owner_id,
        at=at,
        details={"texts": len(stale), "renderer": RENDERER},
    )
    return True
