"""Go on with a staff file whose reading, applying or undoing broke off."""

from datetime import datetime

from django.db import transaction

from courses.packages import staff_services as staff_files
from courses.packages.staff_files import StaffFile
from courses.usecases.apply_staff_file import apply_file
from courses.usecases.read_staff_file import read_in_background
from courses.usecases.undo_staff_file import undo_file

State = StaffFile.State


@transaction.atomic
def resume_staff_file(*, file: StaffFile, at: datetime, actor_id: int) -> StaffFile:
    """Hand ``file`` to the worker again, where nothing moved for two minutes."""
    moving = staff_files.lock(file=file, states=[State.READING, State.APPLYING, State.UNDOING])
    if not moving or not staff_files.is_stuck(file, at=at):
        return file
    staff_files.turn(file=file, state=State(file.state), at=at)
    if file.state == State.READING:
        read_in_background(file)
        return file
    job = apply_file if file.state == State.APPLYING else undo_file
    transaction.on_commit(lambda: job.enqueue(file.pk, actor_id))
    return file
