"""What waited past its period goes, once, with its file and a line in the trail."""

from datetime import datetime, timedelta

import pytest

from courses.audit.models import AuditEvent
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.learning.together import Seat
from courses.learning.together_services import close
from courses.packages import uploads
from courses.packages.models import ImportRun
from courses.usecases.confirm_import import confirm_import
from courses.usecases.run_retention import expire, expire_uploads, forget, forget_attendance
from tests.people import NOON
from tests.rooms import make_room
from tests.tables import everything, trail
from tests.usecases.uploading import uploaded

pytestmark = pytest.mark.django_db
PERIOD = timedelta(days=30)
LATER = NOON + PERIOD + timedelta(seconds=1)


@pytest.fixture(autouse=True)
def data_dir(tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def waiting(elm, tmp_path):
    """Return an upload of Elm Park's that waits since noon."""
    run = uploaded(elm, tmp_path)
    ImportRun.objects.filter(pk=run.pk).update(at=NOON)
    run.refresh_from_db()
    return run


def test_a_package_that_waited_for_more_than_30_days_goes_with_its_file(elm, waiting):
    assert expire_uploads(at=LATER) == 1

    waiting.refresh_from_db()
    assert waiting.state == "discarded"
    assert list(uploads.folder().iterdir()) == []
    assert [verb for verb, *_rest in trail(elm.organisation.pk)] == ["uploaded", "expired-upload"]
    event = AuditEvent.objects.get(verb="expired-upload")
    assert (event.actor_id, event.details) == (None, {"v": 1, "sha256": waiting.sha256})


def test_on_the_last_day_of_its_period_it_still_waits(waiting):
    before = everything()

    assert expire_uploads(at=NOON + PERIOD) == 0
    assert everything() == before
    assert uploads.kept(waiting.reference).is_file()


def test_a_second_run_writes_nothing(waiting):
    expire_uploads(at=LATER)
    before = everything()

    assert expire_uploads(at=LATER) == 0
    assert everything() == before


def test_what_became_a_draft_never_expires(elm, waiting):
    confirm_import(run=waiting, at=NOON, actor_id=elm.grace.pk)
    before = everything()

    assert expire_uploads(at=LATER) == 0
    assert everything() == before


def test_what_was_sent_again_in_the_meantime_waits_anew(waiting):
    ImportRun.objects.filter(pk=waiting.pk).update(at=LATER)

    assert expire(waiting, at=LATER) is False
    assert uploads.kept(waiting.reference).is_file()


def test_nothing_goes_where_the_trail_cannot_be_written(waiting, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "expired-upload")

    with pytest.raises(UnknownVerb):
        expire_uploads(at=LATER)

    assert everything() == before
    assert uploads.kept(waiting.reference).is_file()


def test_who_was_in_a_room_is_removed_after_its_period_once(elm, small_course):
    room = make_room(elm.organisation, small_course, [elm.amira, elm.grace], by=elm.lewis, at=NOON)
    close(gathering=room.gathering, at=NOON)
    later = datetime(2028, 3, 4, 12, tzinfo=NOON.tzinfo)

    assert forget_attendance(months=24, at=later - timedelta(days=1)) == 0
    assert forget_attendance(months=24, at=later) == 1

    assert list(Seat.objects.all()) == []
    event = AuditEvent.objects.get(verb="forgot-attendance")
    assert (event.actor_id, event.details) == (None, {"v": 1, "people": 2})
    before = everything()
    assert forget_attendance(months=24, at=later) == 0
    assert forget(room.gathering, at=later) is False
    assert everything() == before


def test_when_the_trail_cannot_be_written_it_stays_known_who_was_there(
    elm, small_course, monkeypatch
):
    room = make_room(elm.organisation, small_course, [elm.amira], by=elm.lewis, at=NOON)
    close(gathering=room.gathering, at=NOON)
    monkeypatch.delitem(VERBS, "forgot-attendance")
    before = everything()

    with pytest.raises(UnknownVerb):
        forget_attendance(months=1, at=NOON + timedelta(days=60))

    assert everything() == before
