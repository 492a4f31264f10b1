"""An inspection pack by its link: read-only, without a sign-in, each look recorded."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.common.dates import local_date
from courses.reporting import pack_files
from courses.reporting.inspection import readable
from courses.reporting.models import InspectionLink
from courses.reporting.pack_archive import rows_of_part, told_by
from courses.reporting.packs import open_link
from courses.usecases.share_inspection_pack import view_by_link
from courses.web.presenters import day_in_words
from courses.web.public.gate import anybody

ROWS_A_PAGE = 100
INLINE = ("summary", "gaps-and-actions")
View = Callable[..., HttpResponseBase]


def by_link(view: View) -> View:
    """Return ``view`` with the open link of its token; any other token gets one and the same page.

    Search engines keep none of it.
    """

    @wraps(view)
    def entry(request: HttpRequest, inspection: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        link = open_link(inspection, at=timezone.now())
        try:
            answer = view(request, link, inspection, *args, **kwargs) if link else over(request)
        except (pack_files.PackGone, KeyError):
            answer = over(request)
        answer["X-Robots-Tag"] = "noindex"
        return answer

    return entry


def over(request: HttpRequest) -> HttpResponse:
    """Say that the link opens nothing, and whom to ask."""
    return render(request, "courses/public/inspection_over.html", status=404)


@anybody(methods=["GET"], limit="verify")
@by_link
def overview(request: HttpRequest, link: InspectionLink, token: str) -> HttpResponseBase:
    """Show what the pack is about, its summary and gaps, and the way to its other parts."""
    path = pack_files.kept(link.pack.reference)
    told = told_by(path)
    inline = [
        table_of(part, rows_of_part(path, part["name"])[: ROWS_A_PAGE + 1])
        for part in told["parts"]
        if part["name"] in INLINE
    ]
    view_by_link(link=link, what="overview", at=timezone.now())
    context = {
        "link": link,
        "told": told,
        "facts": facts_of(link, told),
        "inline": inline,
        "parts": [
            (part, reverse("public:inspection_part", args=[token, part["name"]]))
            for part in told["parts"]
        ],
        "file_url": reverse("public:inspection_file", args=[token]),
    }
    return render(request, "courses/public/inspection.html", context)


def facts_of(link: InspectionLink, told: dict[str, Any]) -> list[dict[str, str]]:
    """Return what the pack is about, row by row."""
    counts = _("Only what was recorded by the end of that day")
    rows = {
        _("As at"): readable(told["as_at"]),
        _("What counts"): counts if told["known_at"] else _("Everything known when it was made"),
        _("Whose people"): told["where"],
        _("People"): str(told["people"]),
        _("Made by"): told["made_by"],
        _("This link works until"): day_in_words(local_date(link.expires_at)),
        _("SHA-256 of the file"): grouped(link.pack.sha256),
        _("Signed with the key"): grouped(told["key"]),
    }
    return [{"key": key, "value": value} for key, value in rows.items()]


def grouped(digest: str) -> str:
    """Return a digest in groups of eight, so that eyes can compare it and a line can break."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


@anybody(methods=["GET"], limit="verify")
@by_link
def part(request: HttpRequest, link: InspectionLink, token: str, part: str) -> HttpResponseBase:
    """Show one part of the pack, a hundred rows at a time.

    :raises KeyError: when the pack has no such part.
    """
    path = pack_files.kept(link.pack.reference)
    found = {one["name"]: one for one in told_by(path)["parts"]}[part]
    rows = rows_of_part(path, part)
    first = first_row(request.GET.get("from", ""), len(rows) - 1)
    view_by_link(link=link, what=part, at=timezone.now())
    last = first + ROWS_A_PAGE
    context = {
        "link": link,
        "table": table_of(found, [rows[0], *rows[first:last]]),
        "first": first,
        "last": min(last - 1, len(rows) - 1),
        "previous_url": f"?from={max(1, first - ROWS_A_PAGE)}" if first > 1 else "",
        "next_url": f"?from={last}" if last < len(rows) else "",
        "back_url": reverse("public:inspection", args=[token]),
    }
    return render(request, "courses/public/inspection_part.html", context)


def first_row(text: str, total: int) -> int:
    """Return the number of the first row to show, from 1; the first where ``text`` names none."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 1
    return number if 1 <= number <= max(total, 1) else 1


def table_of(part: dict[str, Any], rows: list[list[str]]) -> dict[str, Any]:
    """Return one part as a table for people: each cell with the heading of its column."""
    headings, *body = rows
    return {
        **part,
        "headings": headings,
        "body": [
            [(heading, readable(cell)) for heading, cell in zip(headings, row, strict=True)]
            for row in body
        ],
    }


@anybody(methods=["GET"], limit="verify")
@by_link
def pack_file(request: HttpRequest, link: InspectionLink, token: str) -> HttpResponseBase:  # noqa: ARG001 - every view of a link takes them
    """Give the whole pack as a file."""
    path = pack_files.kept(link.pack.reference)
    view_by_link(link=link, what="file", at=timezone.now())
    name = f"inspection-pack-{link.pack.organisation.slug}-{link.pack.as_at.isoformat()}.zip"
    return FileResponse(BytesIO(path.read_bytes()), as_attachment=True, filename=name)
