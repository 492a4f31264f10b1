"""A lead opens a training room."""

from uuid import uuid4

import pytest

from courses.catalogue.models import CourseVersion
from courses.learning.together import Gathering
from courses.usecases.enrol_staff import NothingPublished
from courses.usecases.open_gathering import open_gathering
from tests.people import NOON
from tests.tables import everything, trail


@pytest.fixture
def opening(elm, harbour, small_course):
    """Return how Lewis opens a room for North."""

    def open_it(key, **changes):
        asked = {
            "organisation": elm.organisation,
            "course": small_course.course,
            "site": elm.north,
            "team": None,
            "key": key,
            "by": elm.lewis,
            "at": NOON,
        }
        return open_gathering(**asked | changes)

    return open_it


def test_a_room_opens_with_a_code_and_nothing_of_the_course(opening, elm, small_course):
    key = uuid4()

    room = opening(key)

    assert (room.reference, room.version, room.site) == (key, small_course, elm.north)
    assert (len(room.code), room.open_parts, room.opened_by) == (6, 0, elm.lewis)
    assert trail(elm.organisation.pk)[-1] == ("opened-room", "gathering", room.pk, elm.lewis.pk)


def test_a_double_click_opens_one_room(opening):
    key = uuid4()

    rooms = {opening(key).pk, opening(key).pk}

    assert rooms == set(Gathering.objects.values_list("pk", flat=True))
    assert len(rooms) == 1


def test_the_key_of_another_organisations_room_opens_ones_own(opening, harbour):
    key = uuid4()
    theirs = opening(key, organisation=harbour.organisation, site=None, by=harbour.beth)

    mine = opening(key)

    assert mine != theirs
    assert mine.reference != theirs.reference


def test_a_course_without_a_published_version_opens_no_room(opening, small_course):
    CourseVersion.objects.update(state=CourseVersion.State.WITHDRAWN)
    before = everything()

    with pytest.raises(NothingPublished):
        opening(uuid4())

    assert everything() == before
