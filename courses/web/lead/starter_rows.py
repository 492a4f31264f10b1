"""Starters as pages and files show them: light in words, where they begin, who looks after them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.accounts.places import names_of
from courses.accounts.queries import members_by_id
from courses.common.scope import Scope
from courses.common.tables import Cell
from courses.compliance.models import Supervision
from courses.compliance.starting import Light
from courses.compliance.supervising import supervisions_by_membership
from courses.reporting.starters import Starter
from courses.web.lead.taking import Column
from courses.web.presenters import Status, day_from_here, day_in_words

SHAPES = {Light.COMPLETE: "tick", Light.SUPERVISED: "half", Light.NOT_YET: "triangle"}
PAPER = (
    *(Column("Name", 5), Column("Job", 4), Column("Site and team", 5), Column("Start date", 4)),
    *(Column("Light", 6), Column("Still to finish", 7)),
)
# What a single central record asks of one person's induction, in a column each.
COLUMNS = tuple(
    Column(heading)
    for heading in (
        *("Name", "Staff number", "Email", "Job", "Site", "Team", "Start date"),
        *("Training before start", "Courses to finish", "Supervised until", "Supervisor", "Reason"),
    )
)


@dataclass(frozen=True, slots=True)
class ShownStarter:
    """One starter with names; ``url`` is empty where the sender may not open the person yet."""

    name: str
    staff_number: str
    email: str
    job: str
    site: str
    team: str
    started_on: date
    begins: str
    light: Light
    status: Status
    missing: tuple[str, ...]
    supervision: Supervision | None
    url: str
    supervise_url: str


def starter_status(starter: Starter, supervisor: str = "") -> Status:
    """Return the light of a starter in words and shape."""
    if starter.light is Light.COMPLETE:
        return Status(_("Training complete for the start date"), SHAPES[starter.light])
    if starter.light is Light.SUPERVISED and starter.supervised_until is not None:
        words = _("Supervised until %(day)s (%(name)s)") % {
            "day": day_in_words(starter.supervised_until),
            "name": supervisor,
        }
        return Status(words, SHAPES[Light.SUPERVISED])
    number = len(starter.missing)
    words = ngettext("Not yet: %d course to finish", "Not yet: %d courses to finish", number)
    return Status(words % number, SHAPES[Light.NOT_YET])


def shown_starters(
    starters: Sequence[Starter], *, slug: str, scope: Scope, titles: Mapping[int, str]
) -> list[ShownStarter]:
    """Return the starters as a page shows them; three queries, none without a starter."""
    if not starters:
        return []
    ids = [one.membership_id for one in starters]
    members = members_by_id(ids)
    watched = supervisions_by_membership(ids, on=scope.on, known_at=scope.known_at)
    names = names_of(scope.organisation_id)
    found = []
    for one in starters:
        member = members[one.membership_id]
        supervision = watched.get(one.membership_id) if one.supervised_until else None
        opens = scope.whole or one.started_on <= scope.on
        site, job, team = one.place
        found.append(
            ShownStarter(
                name=member.user.name,
                staff_number=member.staff_number,
                email=member.user.email or "",
                job=names.roles[job],
                site=names.sites[site],
                team=names.teams[team] if team else "",
                started_on=one.started_on,
                begins=day_from_here(one.started_on, on=scope.on),
                light=one.light,
                status=starter_status(one, supervision.supervisor.user.name if supervision else ""),
                missing=tuple(titles[course] for course in one.missing),
                supervision=supervision,
                url=reverse("lead:person", args=[slug, member.pk]) if opens else "",
                supervise_url=reverse("lead:supervise", args=[slug, member.pk]),
            )
        )
    return found


def printed_rows(shown: Sequence[ShownStarter]) -> Iterator[tuple[str, ...]]:
    """Yield the list of starters as it is printed, one row a person."""
    for one in shown:
        yield (
            f"{one.name} ({one.staff_number})" if one.staff_number else one.name,
            one.job,
            f"{one.site}, {one.team}" if one.team else one.site,
            day_in_words(one.started_on),
            one.status.word,
            "; ".join(one.missing),
        )


def table_rows(shown: Sequence[ShownStarter]) -> Iterator[list[Cell]]:
    """Yield the list of starters, one row a person, a value for each of ``COLUMNS``."""
    for one in shown:
        watched = one.supervision
        yield [
            one.name,
            one.staff_number,
            one.email,
            one.job,
            one.site,
            one.team,
            one.started_on,
            one.status.word,
            "; ".join(one.missing),
            watched.valid_until if watched else None,
            watched.supervisor.user.name if watched else "",
            watched.reason if watched else "",
        ]
