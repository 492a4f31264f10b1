"""Tags in a staff file: named in a column, shown before, written, and taken back."""

from datetime import timedelta

import pytest
from django.test import TestCase

from courses.accounts.membership import Membership
from courses.accounts.models import Tag
from courses.accounts.tagging import every_tagging_of, names_on
from courses.packages.staff_rows import content_of
from courses.usecases.read_staff_file import read_staff_file
from courses.usecases.tag_staff import tag_staff
from courses.usecases.undo_staff_file import start_undoing, undo_staff_file
from tests.people import NOON, TODAY
from tests.usecases.staff_lists import apply, shown, upload

DAY = timedelta(days=1)


@pytest.fixture
def tags(elm, harbour):
    """Return the tags "Cook" and "Driver" of Elm Park; Amira carries the first since yesterday."""
    made = [
        Tag.objects.create(organisation=elm.organisation, slug=name.lower(), name=name)
        for name in ("Cook", "Driver")
    ]
    amira = elm.membership(elm.amira)
    tag_staff(membership=amira, tags=made[:1], at=NOON - DAY, actor_id=elm.lewis.pk)
    return made


@pytest.fixture
def read(elm, tmp_path):
    """Return how to read a file of these rows."""

    def call(*rows):
        heading = "Name;Email;Staff number;Job;Site;Tags"
        file = upload(elm, tmp_path, "\r\n".join([heading, *rows]).encode())
        read_staff_file(file=file, at=NOON)
        return file

    return call


def carried(elm, email):
    member = Membership.objects.get(user__email=email, organisation=elm.organisation)
    return names_on(every_tagging_of(member), TODAY)


AMIRA = "Amira Haddad;amira@elm-park.example;E001;;;"
MEI = "Mei Tan;mei@elm-park.example;E099;;North;"


def test_a_row_says_which_tags_somebody_carries_from_today_on(elm, tags, read):
    file = read(f'{AMIRA}"driver"', f'{MEI}"Driver, COOK"', "Lewis Grant;;E002;;;")

    assert shown(file) == [
        (2, "change", "Amira Haddad"),
        (3, "add", "Mei Tan"),
        (4, "unchanged", "Lewis Grant"),
    ]
    changes = [content_of(row).changes for row in file.rows.order_by("position")]
    assert changes == [(("tags", "Cook", "Driver"),), (("tags", "", "Cook; Driver"),), ()]
    apply(elm, file)
    assert carried(elm, "amira@elm-park.example") == ["Driver"]
    assert carried(elm, "mei@elm-park.example") == ["Cook", "Driver"]
    amira = every_tagging_of(elm.membership(elm.amira))
    yesterday = TODAY - DAY
    assert [(one.tag.name, one.valid_from, one.valid_until) for one in amira] == [
        ("Cook", yesterday, yesterday),
        ("Driver", TODAY, None),
    ]


def test_the_same_tags_change_nothing_and_unknown_ones_are_explained(elm, tags, read):
    file = read(f"{AMIRA}Cook", f"{MEI}Baker")

    assert shown(file) == [(2, "unchanged", "Amira Haddad"), (3, "error", "Mei Tan")]
    problems = content_of(file.rows.get(row=3)).problems
    told = "Enter tags that you have set up (Cook, Driver), parted by semicolons. Not known: Baker"
    assert problems == (("tags", "Baker", told),)


def test_taking_the_file_back_puts_the_tags_back(elm, tags, read):
    file = apply(elm, read(f"{AMIRA}Driver", f"{MEI}Cook"))

    with TestCase.captureOnCommitCallbacks():
        start_undoing(file=file, at=NOON, actor_id=elm.lewis.pk)
        undo_staff_file(file=file, at=NOON, actor_id=elm.lewis.pk)

    assert carried(elm, "amira@elm-park.example") == ["Cook"]
    assert carried(elm, "mei@elm-park.example") == []
    assert [
        (one.tag.name, one.valid_until) for one in every_tagging_of(elm.membership(elm.amira))
    ] == [("Cook", None)]
