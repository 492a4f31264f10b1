"""Everybody whose status something would change, taken away as CSV before it is done."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.models import Organisation
from courses.accounts.ordering import staff_numbers
from courses.common.tables import Cell, csv_file
from courses.compliance.moving import CourseTurning
from courses.compliance.rehearsing import Turning
from courses.compliance.revising import Change
from courses.usecases.export_list import export_list
from courses.web.presenters import lead_status

REPORT = "who-would-change"


def changes_file(
    changes: Sequence[Change], *, on: date, about: str, organisation: Organisation, actor_id: int
) -> StreamingHttpResponse:
    """Return everybody of ``changes`` as CSV, by name, and record that it was taken.

    ``on`` is the day of the change, where a row tells none of its own; ``about`` what is changed.
    """
    export_list(
        organisation=organisation,
        report=REPORT,
        kind="csv",
        people=number_of(changes),
        on=on,
        at=timezone.now(),
        actor_id=actor_id,
    )
    name = f"{REPORT}-{organisation.slug}-{on.isoformat()}.csv"
    return StreamingHttpResponse(
        csv_file(lines_of(changes, on=on, about=about)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def lines_of(changes: Sequence[Change], *, on: date, about: str) -> Iterator[Sequence[Cell]]:
    """Yield what would be changed, then the headings and a row for each change; one query."""
    yield [_("Who would change. Nothing is saved yet")]
    yield [_("Change"), about]
    yield [_("First day"), on]
    yield [_("People"), number_of(changes)]
    yield []
    in_courses = any(isinstance(one, CourseTurning) for one in changes)
    yield [
        *(_("Staff number"), _("Name"), *([_("Course")] if in_courses else []), _("From")),
        *(_("Without the change"), _("With the change"), _("Overdue from")),
    ]
    numbers = staff_numbers(one.membership_id for one in changes)
    for one in changes:
        first = one.on if isinstance(one, Turning | CourseTurning) else on
        late = one.late_on if isinstance(one, Turning) else None
        states = lead_status(one.before).word, lead_status(one.after).word
        course = [one.title] if isinstance(one, CourseTurning) else []
        yield [numbers.get(one.membership_id, ""), one.name, *course, first, *states, late]


def number_of(changes: Sequence[Change]) -> int:
    """Return how many people change: one who does in several courses counts once."""
    return len({one.membership_id for one in changes})
