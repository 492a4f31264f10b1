from courses.catalogue.structure import BlockKind
from courses.packages.schema.lesson import KINDS, Text


def test_every_kind_of_block_has_its_options():
    assert sorted(KINDS) == sorted(BlockKind.values)


def test_facts_and_fact_are_one_list():
    assert Text(id="a", facts=["x", "y"], fact="x").cited == ("x", "y")
    assert Text(id="a", fact="z").cited == ("z",)
