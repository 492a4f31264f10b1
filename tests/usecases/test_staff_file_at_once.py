"""Staff files and details being written while the people themselves, or other leads, act too."""

from threading import Event

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.accounts.models import User
from courses.audit.queries import broken_chains
from courses.learning.models import Completion
from courses.packages.staff_files import StaffFile
from courses.usecases import apply_staff_file, change_details, finish_attempt, undo_staff_file
from courses.usecases.read_staff_file import read_staff_file
from courses.usecases.upload_staff_file import FileInHand, upload_staff_file
from tests.people import NOON
from tests.usecases.racing import WAIT, at_once
from tests.usecases.staff_lists import HEADING

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("harbour")]
A_MOMENT = 0.5  # seconds; who is waited for goes on after them
ROWS = {
    "name": "Amira Cole;amira@elm-park.example;E001;;;",
    "address": "Amira Haddad;amira.cole@elm-park.example;E001;;;",
}


@pytest.fixture(autouse=True)
def no_worker(settings):
    """Leave what follows in the background undone."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def upload(elm, tmp_path):
    """Upload a staff file of one row to Elm Park, not yet read."""

    def call(row):
        path = tmp_path / "incoming.csv"
        path.write_text(f"{HEADING}\r\n{row}")
        return upload_staff_file(
            path=path,
            file_name="staff.csv",
            organisation=elm.organisation,
            everybody=False,
            by=elm.lewis,
            at=NOON,
        )

    return call


@pytest.fixture
def jobs(elm, upload):
    """Return what a worker does with a staff file of one row, by name; and a lead by hand."""

    def applying(row):
        file = upload(row)
        read_staff_file(file=file, at=NOON)
        apply_staff_file.start_applying(file=file, at=NOON, actor_id=elm.lewis.pk)
        return worker(apply_staff_file.apply_staff_file, file)

    def undoing(row):
        job = applying(row)
        job()
        file = StaffFile.objects.get()
        undo_staff_file.start_undoing(file=file, at=NOON, actor_id=elm.lewis.pk)
        return worker(undo_staff_file.undo_staff_file, file)

    def worker(work, file):
        return lambda: work(file=StaffFile.objects.get(pk=file.pk), at=NOON, actor_id=elm.lewis.pk)

    def by_hand(row):
        name, email, number, *_rest = row.split(";")
        return lambda: change_details.change_details(
            membership=elm.membership(elm.amira),
            name=name,
            email=email,
            staff_number=number,
            at=NOON,
        )

    return {"applied": applying, "undone": undoing, "by hand": by_hand}


MODULES = {"applied": apply_staff_file, "undone": undo_staff_file, "by hand": change_details}


@pytest.mark.parametrize("what", ROWS)
@pytest.mark.parametrize("how", MODULES)
def test_whoever_hands_in_a_quiz_while_their_details_change_is_waited_for(
    elm, jobs, right_attempt, monkeypatch, how, what
):
    module, job = MODULES[how], jobs[how](ROWS[what])
    is_about_to_tell, is_told = Event(), Event()
    record_details, record_attempt = module.record, finish_attempt.record

    def late(**event):
        is_about_to_tell.set()
        is_told.wait(A_MOMENT)
        return record_details(**event)

    def early(**event):
        written = record_attempt(**event)
        is_told.set()
        return written

    def hand_in():
        is_about_to_tell.wait(WAIT)
        return finish_attempt.finish_attempt(attempt=right_attempt, at=NOON).passed

    monkeypatch.setattr(module, "record", late)
    monkeypatch.setattr(finish_attempt, "record", early)

    changed, passed = at_once([job, hand_in])

    assert (changed, passed) == ({"by hand": None}.get(how, 1), True)
    amira = User.objects.get(pk=elm.amira.pk)
    before = ["Amira Haddad", "amira@elm-park.example"]
    after = before if how == "undone" else ROWS[what].split(";")[:2]
    assert [amira.name, amira.email] == after
    assert Completion.objects.get().learner == amira
    assert broken_chains() == []


@pytest.mark.parametrize("how", ["applied", "undone"])
def test_a_file_uploaded_while_one_is_at_work_is_refused_or_comes_after_it(
    jobs, upload, monkeypatch, how
):
    module, job = MODULES[how], jobs[how](ROWS["name"])
    lock, open_file = module.staff_bulk.lock, module.staff_files.open_file
    has_begun, is_looking = Event(), Event()

    def late(organisation):
        has_begun.set()
        is_looking.wait(A_MOMENT)
        lock(organisation)

    def early(organisation):
        is_looking.set()
        return open_file(organisation)

    def another():
        has_begun.wait(WAIT)
        return upload(ROWS["address"])

    monkeypatch.setattr(module.staff_bulk, "lock", late)
    monkeypatch.setattr(module.staff_files, "open_file", early)

    handled, answer = at_once([job, another])

    assert (handled, isinstance(answer, FileInHand | StaffFile)) == (1, True)
    assert StaffFile.objects.earliest("pk").state == how


@pytest.mark.parametrize(
    ("row", "people"),
    [("Amira Haddad;amira@elm-park.example;E001;;;", 0), (ROWS["name"], 1)],
    ids=["unchanged", "renamed"],
)
def test_only_whoever_the_file_changes_is_held(jobs, row, people):
    job = jobs["applied"](row)

    with CaptureQueriesContext(connection) as asked:
        job()

    held = [one["sql"] for one in asked if 'FROM "courses_user" WHERE' in one["sql"]]
    assert len(held) == people
