"""No table and no column is missing from the export, or from the list of what is not in it."""

from pathlib import Path

import pytest
from django.apps import apps

from courses.usecases.own_data_left_out import NOT_EXPORTED
from courses.usecases.own_data_table import TECHNICAL
from courses.usecases.own_data_tables import TABLES
from tests.own_data import page

ROOT = Path(__file__).parents[2]


def test_every_table_is_exported_or_on_the_list_with_a_reason():
    every = {one._meta.label for one in apps.get_models(include_auto_created=True)}
    exported = {one.label for one in TABLES}

    assert exported | set(NOT_EXPORTED) == every
    assert exported & set(NOT_EXPORTED) == set()
    assert [label for label, why in NOT_EXPORTED.items() if not why] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_every_column_is_given_or_left_out_by_name(table):
    fields = {one.name for one in apps.get_model(table.label)._meta.concrete_fields}
    given = {lookup.partition("__")[0] for lookup in table.columns.values()}
    given |= {"item"} if table.answers else set()
    followed = {path.partition("__")[0] for path in table.path}
    left_out = set(table.left_out)

    assert fields - TECHNICAL - given - left_out - followed == set()
    assert left_out & given <= followed | {
        "attempt",
        "refresher",
        "update",
        "gathering",
        "file",
    } | {
        "enrolment",
        "message",
    }
    assert left_out <= fields


def test_names_of_lists_are_used_once():
    assert len({one.name for one in TABLES}) == len(TABLES)


def test_the_page_of_the_documentation_is_that_of_the_code():
    assert (ROOT / "docs" / "own-data.md").read_text(encoding="utf-8") == page()
