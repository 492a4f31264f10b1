"""The shorter lists of a lead's pages as files: of people who are to come, rules, rooms, mail."""

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.accounts.access import access_in
from courses.accounts.asking_queries import requests_waiting
from courses.accounts.membership import Access, Grant
from courses.accounts.permissions import Permission
from courses.accounts.places import invitations_in
from courses.accounts.queries import members_by_id
from courses.catalogue.queries import titles_of
from courses.common.dates import local_date
from courses.learning.brought import waiting_in
from courses.learning.together_queries import gatherings_in
from courses.learning.update_queries import updates_in
from courses.learning.updates import TeamUpdate
from courses.reporting.packs import gaps_in
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.gathering_rows import place_of
from courses.web.lead.sorting import GAPS, sorting_of
from courses.web.lead.taking import Column, whole_file
from courses.web.lead.views.invitations import state_of
from courses.web.lead.views.join_requests import lines_of, list_url
from courses.web.lead.views.requirements import rule_rows
from courses.web.lead.views.undelivered import stuck_rows

MOST = 100_000  # rows of a file, where a page shows the newest alone
ALL_SITES = "All sites"
WHOLE = "The whole organisation"
GAP_COLUMNS = (
    *(Column("Gap", 8), Column("What is done", 8), Column("Who sees to it", 4), Column("Site", 4)),
    *(Column("Noted on"), Column("Due on"), Column("Done on")),
)
INVITATION_COLUMNS = (
    *(Column("Name", 5), Column("Email", 6), Column("Job"), Column("Site"), Column("Access", 3)),
    *(Column("Sent on"), Column("Answer", 6)),
)
BROUGHT_COLUMNS = (
    *(Column("Name", 5), Column("Staff number", 3), Column("Email", 0), Column("Course", 6)),
    *(Column("Completed on"), Column("Minutes", 2), Column("What shows it", 6)),
    *(Column("Signed by", 4), Column("Sent on")),
)
UPDATE_COLUMNS = (
    *(Column("About", 8), Column("Kind"), Column("Day"), Column("Minutes", 2), Column("Led by")),
    *(Column("For", 4), Column("Were there", 2), Column("Taken back on", 3)),
)
ROOM_COLUMNS = (
    *(Column("Course", 8), Column("For", 5), Column("Opened on"), Column("Open now", 3)),
)
RULE_COLUMNS = (
    *(Column("Course", 6), Column("Rule", 10), Column("Renewal", 10), Column("Holds", 5)),
)
REQUEST_COLUMNS = (
    *(Column("Name", 5), Column("Email", 6), Column("Staff number", 3), Column("Site")),
    *(Column("Asked on"), Column("Here already", 5)),
)
UNDELIVERED_COLUMNS = (
    *(Column("Mail", 4), Column("Name"), Column("Email", 6), Column("Written on")),
    *(Column("Why", 6), Column("What helps", 8), Column("Given up", 2)),
)
ACCESS_COLUMNS = (
    *(Column("Name", 5), Column("Email", 6), Column("Access"), Column("Over", 5)),
    *(Column("From"), Column("Until")),
)


def over(row: Grant | TeamUpdate) -> str:
    """Return which place a row is of, in words."""
    if row.team:
        return row.team.name
    return row.site.name if row.site else WHOLE


@leads(Permission.EXPORT, methods=["GET"])
def gaps(request: LeadRequest, kind: str) -> HttpResponseBase:
    """Give the log of gaps and actions, open ones first in the order of the page."""
    log = gaps_in(request.scope, GAPS.read(request.GET))
    here = reverse("lead:gaps", args=[request.organisation.slug])
    rows = [
        (
            *(line.gap, line.action, line.owner, line.site.name if line.site else ALL_SITES),
            *(line.noted_on, line.due_on, line.done_on),
        )
        for line in (*log.open, *log.done)
    ]
    sorting = sorting_of(GAPS, request.GET, path=here, kept={})
    return whole_file(
        request,
        kind,
        "gaps",
        rows,
        title=_("Gaps and actions"),
        columns=GAP_COLUMNS,
        told=ngettext("%d gap", "%d gaps", len(rows)),
        url=sorting.url(sorting.order),
    )


@leads(Permission.EXPORT, methods=["GET"])
def invitations(request: LeadRequest, kind: str) -> HttpResponseBase:
    """Give the invitations of the scope, those without an answer first."""
    now = timezone.now()
    rows = [
        (
            *(one.name, one.email, one.role.name, one.site.name, one.get_access_display()),
            *(local_date(one.invited_at), state_of(one, now)),
        )
        for one in invitations_in(request.scope, newest=MOST)
    ]
    return whole_file(
        request,
        kind,
        "invitations",
        rows,
        title=_("Invitations"),
        columns=INVITATION_COLUMNS,
        told=ngettext("%d invitation", "%d invitations", len(rows)),
    )


@leads(Permission.EXPORT, methods=["GET"])
def brought(request: LeadRequest, kind: str) -> HttpResponseBase:
    """Give every record that waits for a decision, the longest waiting first."""
    records = list(waiting_in(request.scope))
    titles = titles_of([one.course for one in records])
    members = members_by_id([one.membership_id for one in records])  # type: ignore[attr-defined]
    rows = [
        (
            one.learner.name,
            members[one.membership_id].staff_number,  # type: ignore[attr-defined]
            one.learner.email,
            *(titles.get(one.course_id, one.course.slug), one.completed_on, one.minutes),
            *(one.evidence, one.signed.get("issuer", "") if one.signed_key else ""),
            local_date(one.offered_at) if one.offered_at else None,
        )
        for one in records
    ]
    return whole_file(
        request,
        kind,
        "brought",
        rows,
        title=_("Training done elsewhere that waits for a decision"),
        heading=_("Training done elsewhere"),
        columns=BROUGHT_COLUMNS,
        told=ngettext("%d record", "%d records", len(rows)),
    )


@leads(Permission.EXPORT, methods=["GET"])
def updates(request: LeadRequest, kind: str) -> HttpResponseBase:
    """Give the team talks, sessions and observed practice of the scope, newest first."""
    rows = [
        (
            *(one.title, one.get_kind_display(), one.on, one.minutes, one.led_by),
            over(one),
            one.people,  # type: ignore[attr-defined] # counted by the query
            local_date(one.withdrawn_at) if one.withdrawn_at else None,
        )
        for one in updates_in(request.scope, newest=MOST)
    ]
    return whole_file(
        request,
        kind,
        "updates",
        rows,
        title=_("Other learning"),
        columns=UPDATE_COLUMNS,
        told=ngettext("%d occasion", "%d occasions", len(rows)),
    )


@leads(Permission.EXPORT, methods=["GET"])
def rooms(request: LeadRequest, kind: str) -> HttpResponseBase:
    """Give the training rooms of the scope, the last opened first."""
    now = timezone.now()
    rows = [
        (
            *(one.version.title, place_of(one), local_date(one.opened_at)),
            "yes" if one.is_open(now) else "no",
        )
        for one in gatherings_in(request.scope, newest=MOST)
    ]
    return whole_file(
        request,
        kind,
        "rooms",
        rows,
        title=_("Training rooms"),
        columns=ROOM_COLUMNS,
        told=ngettext("%d room", "%d rooms", len(rows)),
        url=reverse("lead:gatherings", args=[request.organisation.slug]),
    )


@leads(Permission.ADMINISTER, methods=["GET"], whole=True)
def access(request: LeadRequest, kind: str) -> HttpResponseBase:
    """Give who may do more than learn, over what, from when until when."""
    rows = [
        (
            *(one.membership.user.name, one.membership.user.email, Access(one.access).label),
            over(one),
            *(one.valid_from, one.valid_until),
        )
        for one in access_in(request.organisation, on=request.scope.on)
    ]
    return whole_file(
        request,
        kind,
        "access",
        rows,
        title=_("Access"),
        columns=ACCESS_COLUMNS,
        told=ngettext("%d access", "%d accesses", len(rows)),
    )


@leads(Permission.SET_REQUIREMENTS, methods=["GET"])
def rules(request: LeadRequest, kind: str) -> HttpResponseBase:
    """Give the rules of the scope as the sentences of their page."""
    rows = [
        (row["course"], row["sentence"], " ".join(row["renewal"]), row["since"])
        for row in rule_rows(request)
    ]
    return whole_file(
        request,
        kind,
        "rules",
        rows,
        title=_("Rules"),
        columns=RULE_COLUMNS,
        told=ngettext("%d rule", "%d rules", len(rows)),
        url=reverse("lead:requirements", args=[request.organisation.slug]),
    )


@leads(Permission.MANAGE_STAFF, methods=["GET"])
def requests(request: LeadRequest, kind: str) -> HttpResponseBase:
    """Give who asks to join at the sender's sites, longest first."""
    lines = lines_of(request, list(requests_waiting(request.scope)[:MOST]))
    rows = [
        (
            *(line.request.name, line.request.email, line.request.staff_number),
            *(line.request.site.name, local_date(line.request.asked_at), line.here),
        )
        for line in lines
    ]
    return whole_file(
        request,
        kind,
        "requests",
        rows,
        title=_("Requests to join"),
        columns=REQUEST_COLUMNS,
        told=ngettext("%d request", "%d requests", len(rows)),
        url=list_url(request),
    )


@leads(Permission.REMIND, methods=["GET"])
def undelivered(request: LeadRequest, kind: str) -> HttpResponseBase:
    """Give the mail of the last 90 days that was not delivered, the newest first."""
    rows = [
        (
            *(row["kind"], row["name"], row["address"], local_date(row["on"])),
            *(row["why"], row["remedy"], "yes" if row["is_given_up"] else "no"),
        )
        for row in stuck_rows(request, newest=MOST)
    ]
    return whole_file(
        request,
        kind,
        "undelivered",
        rows,
        title=_("Mail that was not delivered"),
        columns=UNDELIVERED_COLUMNS,
        told=ngettext("%d mail", "%d mails", len(rows)),
    )
