"""What each access level may do: one enum of permissions, and levels as named lists of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from courses.accounts.membership import Access
from courses.accounts.models import Organisation
from courses.common.scope import Scope


class Permission(StrEnum):
    """One thing somebody may do in one organisation beyond learning."""

    SEE_STAFF_PROGRESS = "see-staff-progress"
    SET_REQUIREMENTS = "set-requirements"
    MANAGE_STAFF = "manage-staff"
    RUN_GATHERINGS = "run-gatherings"
    REMIND = "remind"
    EXPORT = "export"
    SEE_TRAIL = "see-trail"
    IMPORT_COURSES = "import-courses"
    SEE_DRAFTS = "see-drafts"
    PUBLISH_COURSES = "publish-courses"
    ADMINISTER = "administer"


LEVELS: Final[dict[str, frozenset[Permission]]] = {
    Access.LEAD: frozenset(
        {
            Permission.SEE_STAFF_PROGRESS,
            Permission.SET_REQUIREMENTS,
            Permission.MANAGE_STAFF,
            Permission.RUN_GATHERINGS,
            Permission.REMIND,
            Permission.EXPORT,
            Permission.SEE_TRAIL,
        }
    ),
    Access.AUTHOR: frozenset({Permission.IMPORT_COURSES, Permission.SEE_DRAFTS}),
    Access.ADMIN: frozenset(Permission),
}


@dataclass(frozen=True, slots=True)
class Held:
    """One access level over one place; without site and team, over the whole organisation."""

    access: str
    site_id: int | None
    team_id: int | None


@dataclass(frozen=True, slots=True)
class Rights:
    """What one person may do in one organisation on one day, and over which of its places."""

    organisation: Organisation
    on: date
    held: tuple[Held, ...]

    def scope(self, permission: Permission) -> Scope:
        """Return what the person may see there under ``permission``; empty without a grant."""
        grants = [one for one in self.held if permission in LEVELS.get(one.access, ())]
        return Scope(
            organisation_id=self.organisation.pk,
            on=self.on,
            whole=any(one.site_id is None and one.team_id is None for one in grants),
            site_ids=frozenset(
                one.site_id for one in grants if one.site_id is not None and one.team_id is None
            ),
            team_ids=frozenset(one.team_id for one in grants if one.team_id is not None),
        )

    def may(self, permission: Permission) -> bool:
        """Test whether the person holds ``permission`` over any place of the organisation."""
        return not self.scope(permission).is_empty
