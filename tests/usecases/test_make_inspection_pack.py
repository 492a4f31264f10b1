"""Making a pack: asked for, made once, failed in words, and removed after its time."""

from datetime import timedelta

import pytest

from courses.audit.models import AuditEvent
from courses.audit.services import UnknownVerb
from courses.certification.document import CannotDraw
from courses.certification.keys import PRIVATE_NAME
from courses.common.scope import Scope
from courses.common.vocabulary import VERBS
from courses.reporting import pack_files
from courses.reporting.models import InspectionPack
from courses.reporting.pack_archive import check_pack, rows_of_part, told_by
from courses.usecases import make_inspection_pack
from courses.usecases.make_inspection_pack import (
    ask_for_pack,
    draw,
    expire,
    expire_packs,
    make_pack,
)
from courses.usecases.set_requirement import set_requirement
from tests.people import NOON, STARTED, TODAY
from tests.tables import everything, trail

DAY = timedelta(days=1)
State = InspectionPack.State


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Keep packs and keys in a folder of the test, with the fonts that were built."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def ask(elm, harbour, small_course):
    """Return how to ask for a pack of Elm Park."""
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON,
    )

    def call(**changes):
        fields = {
            "organisation": elm.organisation,
            "scope": Scope(elm.organisation.pk, TODAY, whole=True),
            "where": "The whole organisation",
            "by": elm.lewis,
            "narrowed": False,
            "at": NOON,
        }
        return ask_for_pack(**(fields | changes))

    return call


def test_a_pack_asked_for_is_made_after_the_commit_and_both_are_recorded(
    elm, ask, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        pack = ask()
        assert InspectionPack.objects.get().state == State.MAKING

    made = InspectionPack.objects.get()
    path = pack_files.kept(made.reference)
    assert (made.state, made.people, made.size) == (State.READY, 5, path.stat().st_size)
    assert check_pack(path, keys=settings.DATA_DIR / "keys").is_genuine
    assert [part["name"] for part in told_by(path)["parts"]] == [
        *("summary", "matrix", "people", "starters", "safe-to-start", "exemptions"),
        "later-due-days",
        "by-a-day",
        "gaps-and-actions",
        *("content-editions", "learning-outcomes", "sources", "most-missed-questions"),
        *("other-learning", "reminders", "contacts", "certificates"),
    ]
    assert len(rows_of_part(path, "matrix")) == 6
    kept = [row for row in trail(elm.organisation.pk) if "pack" in row[0]]
    assert kept == [
        ("asked-for-pack", "inspectionpack", pack.pk, elm.lewis.pk),
        ("made-pack", "inspectionpack", pack.pk, elm.lewis.pk),
    ]
    details = AuditEvent.objects.get(verb="made-pack").details
    assert details == {"v": 1, "people": 5, "sha256": made.sha256}


def test_a_pack_is_made_once(ask):
    pack = ask()
    assert make_pack(pack=pack, with_questions=True, at=NOON) is True
    before, content = everything(), pack_files.kept(pack.reference).read_bytes()

    assert make_pack(pack=pack, with_questions=True, at=NOON + DAY) is False

    assert everything() == before
    assert pack_files.kept(pack.reference).read_bytes() == content
    assert len(list(pack_files.place_of(pack.reference).parent.iterdir())) == 1


def test_a_pack_that_cannot_be_made_says_so_and_leaves_nothing(ask, settings, caplog):
    keys = settings.DATA_DIR / "keys"
    keys.mkdir(exist_ok=True)
    (keys / PRIVATE_NAME).write_text("no key")
    pack = ask()

    assert draw.call(pack.pk, with_questions=True) is False

    assert InspectionPack.objects.get().state == State.FAILED
    assert list(pack_files.place_of(pack.reference).parent.iterdir()) == []
    assert f"pack-failed pack={pack.pk}" in caplog.text


def test_where_no_pdf_can_be_drawn_the_pack_has_the_rest(elm, ask, caplog, monkeypatch):
    def refuse(*args, **more):
        raise CannotDraw("typst is not installed")

    monkeypatch.setattr(make_inspection_pack, "draw_pack", refuse)
    pack = ask()

    assert make_pack(pack=pack, with_questions=True, at=NOON) is True

    files = [one["path"] for one in told_by(pack_files.kept(pack.reference))["files"]]
    assert "report.pdf" not in files
    assert "csv/matrix.csv" in files
    assert "pack-without-pdf" in caplog.text


def test_a_name_that_no_font_holds_leaves_the_pdf_in(elm, ask, caplog):
    elm.amira.name = "Amira 王"
    elm.amira.save()
    pack = ask()

    assert make_pack(pack=pack, with_questions=True, at=NOON) is True

    files = [one["path"] for one in told_by(pack_files.kept(pack.reference))["files"]]
    assert "report.pdf" in files
    assert caplog.text == ""


def test_nothing_is_ready_where_the_trail_cannot_be_written(ask, monkeypatch):
    pack = ask()
    before = everything()
    monkeypatch.delitem(VERBS, "made-pack")

    with pytest.raises(UnknownVerb):
        make_pack(pack=pack, with_questions=True, at=NOON)

    assert everything() == before


def test_nothing_is_asked_for_where_the_trail_cannot_be_written(ask, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "asked-for-pack")

    with pytest.raises(UnknownVerb):
        ask()

    assert everything() == before


def test_after_ninety_days_the_file_goes_and_the_row_stays(ask, django_capture_on_commit_callbacks):
    pack = ask()
    make_pack(pack=pack, with_questions=True, at=NOON)

    with django_capture_on_commit_callbacks(execute=True):
        done = [expire_packs(at=NOON + days * DAY) for days in (90, 91, 91)]

    assert done == [0, 1, 0]
    assert InspectionPack.objects.get().state == State.REMOVED
    assert list(pack_files.place_of(pack.reference).parent.iterdir()) == []
    assert AuditEvent.objects.filter(verb="removed-pack").count() == 1


def test_a_pack_that_somebody_removed_meanwhile_is_removed_once(ask):
    pack = ask()
    make_pack(pack=pack, with_questions=True, at=NOON)

    assert [expire(pack, at=NOON + 91 * DAY) for _time in range(2)] == [True, False]

    assert AuditEvent.objects.filter(verb="removed-pack").count() == 1
