"""Questions about jobs, sites and teams: where somebody may be placed within a scope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Model, Q, Value

from courses.accounts.invitation import Invitation
from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, Role, Site, Tag, Team
from courses.accounts.queries import sites_in, working_addresses
from courses.accounts.staff_list import Known
from courses.common.scope import Scope


@dataclass(frozen=True, slots=True)
class Places:
    """The jobs and tags of an organisation, and the sites and teams of a scope, each by name."""

    roles: Sequence[Role]
    sites: Sequence[Site]
    teams: Sequence[Team]
    tags: Sequence[Tag] = ()

    def role(self, pk: int | str | None) -> Role | None:
        """Return the job with this id, or None."""
        return next((one for one in self.roles if str(one.pk) == str(pk)), None)

    def site(self, pk: int | str | None) -> Site | None:
        """Return the site with this id, or None."""
        return next((one for one in self.sites if str(one.pk) == str(pk)), None)

    def team(self, pk: int | str | None) -> Team | None:
        """Return the team with this id, or None."""
        return next((one for one in self.teams if str(one.pk) == str(pk)), None)


def places_in(scope: Scope) -> Places:
    """Return where people of the scope may be placed; three queries."""
    here = scope.organisation_id
    teams = Team.objects.filter(organisation=here)
    if not scope.whole:
        teams = teams.filter(Q(site__in=scope.site_ids) | Q(pk__in=scope.team_ids))
    return Places(
        roles=list(Role.objects.filter(organisation=here).order_by("name")),
        sites=sites_in(scope),
        teams=list(teams.order_by("name")),
    )


@dataclass(frozen=True, slots=True)
class Names:
    """What every job, site, team and tag of an organisation is called, by id."""

    roles: Mapping[int, str] = field(default_factory=dict)
    sites: Mapping[int, str] = field(default_factory=dict)
    teams: Mapping[int, str] = field(default_factory=dict)
    tags: Mapping[int, str] = field(default_factory=dict)


def names_of(organisation_id: int) -> Names:
    """Return the names of an organisation's jobs, sites, teams and tags; one query."""
    tables: dict[str, type[Model]] = {"roles": Role, "sites": Site, "teams": Team, "tags": Tag}
    rows = [
        table._default_manager.filter(organisation=organisation_id)  # noqa: SLF001 - Django's public way to a model's manager
        .annotate(kind=Value(kind))
        .order_by()
        .values_list("kind", "pk", "name")
        for kind, table in tables.items()
    ]
    found: dict[str, dict[int, str]] = {kind: {} for kind in tables}
    for kind, pk, name in rows[0].union(*rows[1:], all=True):
        found[kind][pk] = name
    return Names(**found)


def lies_within(scope: Scope, *, site_id: int, team_id: int | None) -> bool:
    """Test whether somebody at this site, perhaps in this team, is within ``scope``."""
    return scope.whole or site_id in scope.site_ids or team_id in scope.team_ids


def known_to(
    organisation: Organisation, places: Places, *, scope: Scope, defaults: Mapping[str, object]
) -> Known:
    """Return what a list of staff is read against; three queries.

    ``defaults``: job, site (ids) and start (day) of rows that leave them empty.
    """
    waiting = Invitation.objects.open().filter(organisation=organisation)
    members = Membership.objects.filter(organisation=organisation).exclude(staff_number="")
    job, site, start = (defaults.get(name) for name in ("job", "site", "start"))
    return Known(
        jobs={one.name: one.pk for one in places.roles},
        sites={one.name: one.pk for one in places.sites},
        teams={one.name: one.pk for one in places.teams},
        today=scope.on,
        job=job if isinstance(job, int) else None,
        site=site if isinstance(site, int) else None,
        start=start if isinstance(start, date) else None,
        working=frozenset(working_addresses(organisation, on=scope.on)),
        invited=frozenset(waiting.values_list("email", flat=True)),
        numbers=frozenset(members.values_list("staff_number", flat=True)),
        whole_sites=None if scope.whole else scope.site_ids,
        team_sites={one.pk: one.site_id for one in places.teams if one.site_id is not None},
    )


def invitations_in(scope: Scope, *, newest: int = 500) -> list[Invitation]:
    """Return the newest invitations of the scope, open ones first; one query."""
    rows = Invitation.objects.visible_to(scope).filter(withdrawn_at__isnull=True)
    found = rows.select_related("site", "role").order_by(
        F("used_at").asc(nulls_first=True), "-invited_at", "-pk"
    )
    return list(found[:newest])


def invitation_in(scope: Scope, pk: int) -> Invitation | None:
    """Return one invitation of the scope that is still unanswered, or None."""
    return Invitation.objects.visible_to(scope).open().filter(pk=pk).first()


def invitation_by_token(token_hash: str) -> Invitation | None:
    """Return the unanswered invitation of a link, with its organisation, or None."""
    rows = Invitation.objects.open().filter(token_hash=token_hash)
    return rows.select_related("organisation").first()
