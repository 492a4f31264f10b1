"""What each level of access may do."""

import pytest

from courses.accounts.membership import Access
from courses.accounts.models import Organisation
from courses.accounts.permissions import LEVELS, Held, Permission, Rights
from courses.common.scope import Scope
from tests.people import TODAY


@pytest.mark.parametrize(
    ("permission", "levels"),
    [
        ("see-staff-progress", ["admin", "lead"]),
        ("set-requirements", ["admin", "lead"]),
        ("manage-staff", ["admin", "lead"]),
        ("export", ["admin", "lead"]),
        ("import-courses", ["admin", "author"]),
        ("publish-courses", ["admin"]),
        ("administer", ["admin"]),
    ],
)
def test_a_permission_is_held_by_these_levels(permission, levels):
    assert [level for level in sorted(LEVELS) if permission in LEVELS[level]] == levels


def test_every_level_and_every_permission_is_in_the_table():
    assert sorted(LEVELS) == sorted(Access)
    assert frozenset().union(*LEVELS.values()) == frozenset(Permission)


def rights(*held):
    return Rights(Organisation(pk=7, slug="elm-park"), TODAY, tuple(Held(*one) for one in held))


def test_each_permission_reaches_over_the_places_of_its_own_grants():
    both = rights(("lead", 1, None), ("lead", 2, 5), ("author", None, None))

    assert both.scope(Permission.SEE_STAFF_PROGRESS) == Scope(
        7, TODAY, site_ids=frozenset({1}), team_ids=frozenset({5})
    )
    assert both.scope(Permission.IMPORT_COURSES) == Scope(7, TODAY, whole=True)
    assert both.scope(Permission.ADMINISTER) == Scope(7, TODAY)


def test_what_somebody_may_do_is_what_a_grant_of_theirs_opens():
    lead = rights(("lead", 1, None))

    assert [one for one in Permission if lead.may(one)] == [
        Permission.SEE_STAFF_PROGRESS,
        Permission.SET_REQUIREMENTS,
        Permission.MANAGE_STAFF,
        Permission.RUN_GATHERINGS,
        Permission.REMIND,
        Permission.EXPORT,
        Permission.SEE_TRAIL,
    ]
    assert [one for one in Permission if rights(("unheard-of", None, None)).may(one)] == []
