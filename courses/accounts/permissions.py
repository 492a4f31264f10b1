"""What each access level may do: one enum of permissions, and levels as named lists of them."""

from enum import StrEnum
from typing import Final

from courses.accounts.membership import Access


class Permission(StrEnum):
    """One thing somebody may do in one organisation beyond learning."""

    SEE_STAFF_PROGRESS = "see-staff-progress"
    SET_REQUIREMENTS = "set-requirements"
    MANAGE_STAFF = "manage-staff"
    IMPORT_COURSES = "import-courses"
    PUBLISH_COURSES = "publish-courses"
    ADMINISTER = "administer"


LEVELS: Final[dict[str, frozenset[Permission]]] = {
    Access.LEAD: frozenset(
        {Permission.SEE_STAFF_PROGRESS, Permission.SET_REQUIREMENTS, Permission.MANAGE_STAFF}
    ),
    Access.AUTHOR: frozenset({Permission.IMPORT_COURSES}),
    Access.ADMIN: frozenset(Permission),
}


def levels_with(permission: Permission) -> list[str]:
    """Return the access levels that hold ``permission``, sorted."""
    return sorted(level for level, permissions in LEVELS.items() if permission in permissions)
