"""What a training room answered, on the big screen when the lead asks, with nobody's name."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.common.html import trusted
from courses.learning.together_queries import parts_of
from courses.reporting.figures import SMALLEST_GROUP
from courses.reporting.pooled import Pooled, pooled_in
from courses.web.lead import gathering_rows as rows
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.views.gatherings import own_gathering


@leads(Permission.RUN_GATHERINGS, methods=["GET"])
def answers(request: LeadRequest, gathering: UUID) -> HttpResponse:
    """Show how the room answered the checks of the part that was opened last, ten people or more.

    The quiz is everybody's own and is never shown.
    """
    found = own_gathering(request, gathering)
    parts = parts_of(found.version)[: found.open_parts]
    part = parts[-1] if parts else None
    pooled = pooled_in(found, part.lesson) if part and part.lesson else []
    here = [request.organisation.slug, found.reference]
    context = {
        "gathering": found,
        "part": rows.title_of(part) if part else "",
        "is_quiz": part is not None and not part.lesson,
        "questions": [shown(one) for one in pooled],
        "least": SMALLEST_GROUP,
        "wall_url": reverse("lead:gathering_wall", args=here),
    }
    return render(request, "courses/lead/wall_answers.html", context)


def shown(
    one: Pooled,
) -> dict[str, SafeString | str | int | list[dict[str, SafeString | str | bool]]]:
    """Return one check as the screen shows it."""
    return {
        "stem": trusted(one.item.stem_html),
        "people": one.people,
        "right": words(one.right),
        "options": [
            {"html": trusted(option.html), "share": words(share), "is_right": option.correct}
            for option, share in one.options
        ],
    }


def words(share: int) -> str:
    """Return a share of tenths in words: the outermost hold what is beyond them too."""
    percent = 10 * share
    if share <= 1:
        return _("%d%% or fewer") % percent
    return _("%d%% or more") % percent if share >= 9 else _("about %d%%") % percent
