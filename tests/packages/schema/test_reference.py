from typing import get_args

from courses.accounts.models import Nation
from courses.catalogue.reference import Status
from courses.packages.schema import base
from courses.packages.schema.reference import FILES


def test_nations_and_statuses_are_those_of_the_tables():
    assert set(get_args(base.Nation)) == set(Nation.values)
    assert set(get_args(base.Status)) == set(Status.values)


def test_each_file_has_its_shape():
    assert sorted(FILES) == [
        "contacts",
        "facts",
        "glossary",
        "misconceptions",
        "offences",
        "sources",
    ]
