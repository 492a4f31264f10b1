"""How far an organisation is set up, counted from its rows on one day."""

from dataclasses import dataclass
from datetime import date

from courses.accounts.membership import Access, Grant, Membership
from courses.accounts.models import Organisation


@dataclass(frozen=True, slots=True)
class Readiness:
    """What there is of an organisation: jobs, teams, people who work there, those who lead."""

    jobs: int
    teams: int
    people: int
    leads: int


def readiness_of(*, organisation: Organisation, on: date) -> Readiness:
    """Return the counts on ``on``; four queries."""
    members = Membership.objects.filter(organisation=organisation).on(on)
    leading = Grant.objects.current().on(on).filter(membership__in=members, access=Access.LEAD)
    return Readiness(
        jobs=organisation.roles.count(),
        teams=organisation.teams.count(),
        people=members.count(),
        leads=leading.values("membership").distinct().count(),
    )
