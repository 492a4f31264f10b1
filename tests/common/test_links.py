"""Signed links: one row, one purpose."""

from courses.common.links import read, signed


def test_a_link_names_its_row_for_its_purpose_alone():
    token = signed("refresher", 12)

    assert read("refresher", token) == 12
    assert read("optional-mail", token) is None


def test_what_nobody_signed_names_nothing():
    token = signed("refresher", 12)

    assert [read("refresher", text) for text in ("", "12", "13" + token[2:], token + "x")] == [
        None
    ] * 4
