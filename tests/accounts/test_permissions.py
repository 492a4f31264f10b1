"""What each level of access may do."""

import pytest

from courses.accounts.membership import Access
from courses.accounts.permissions import LEVELS, Permission, levels_with


@pytest.mark.parametrize(
    ("permission", "levels"),
    [
        ("see-staff-progress", ["admin", "lead"]),
        ("set-requirements", ["admin", "lead"]),
        ("manage-staff", ["admin", "lead"]),
        ("import-courses", ["admin", "author"]),
        ("publish-courses", ["admin"]),
        ("administer", ["admin"]),
    ],
)
def test_a_permission_is_held_by_these_levels(permission, levels):
    assert levels_with(Permission(permission)) == levels


def test_every_level_and_every_permission_is_in_the_table():
    assert sorted(LEVELS) == sorted(Access)
    assert frozenset().union(*LEVELS.values()) == frozenset(Permission)
