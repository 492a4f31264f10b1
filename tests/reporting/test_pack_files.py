"""Packs on disk: in their place, for the owner alone, and gone."""

from uuid import UUID

import pytest

from courses.reporting.pack_files import PackGone, draft_of, drop, kept, place_of

ONE = UUID(int=7)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Keep packs in a folder of the test."""
    settings.DATA_DIR = tmp_path


def test_a_draft_becomes_a_pack_in_its_place():
    draft = draft_of(ONE)
    draft.write_bytes(b"pack")

    draft.replace(place_of(ONE))

    assert kept(ONE).read_bytes() == b"pack"
    assert oct(kept(ONE).stat().st_mode)[-3:] == "600"
    assert oct(kept(ONE).parent.stat().st_mode)[-3:] == "700"


def test_what_is_not_there_is_gone():
    with pytest.raises(PackGone, match=rf"^The file of pack {ONE} is gone$"):
        kept(ONE)


def test_dropping_removes_pack_and_draft_and_is_safe_to_repeat():
    place_of(ONE).write_bytes(b"pack")
    draft_of(ONE)

    drop(ONE)
    drop(ONE)

    assert list(place_of(ONE).parent.iterdir()) == []
