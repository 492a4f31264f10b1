"""Views and lists that people keep."""

from uuid import uuid4

from courses.common.dates import local_date
from courses.common.scope import Scope
from courses.reporting.list_files import Question, ask
from courses.reporting.statuses import Wanted
from courses.usecases.save_view import save_view
from courses.usecases.schedule_list import schedule_list
from tests.people import NOON


def view_of(user, organisation, **changes):
    """Keep the overdue people under a name for ``user``."""
    fields = {
        "page": "people",
        "name": "Overdue",
        "query": "status=overdue",
        "is_shared": False,
        "at": NOON,
    }
    return save_view(organisation=organisation, owner=user, **(fields | changes))


def schedule_of(user, organisation, **changes):
    """Tell ``user`` of the overdue people every week."""
    fields = {"page": "people", "query": "status=overdue", "every": "week", "at": NOON}
    return schedule_list(organisation=organisation, owner=user, **(fields | changes))


def workbook_of(user, organisation, *, at=NOON, key=None, **wanted):
    """Ask for everybody of the organisation as a workbook, without a trail; it waits to be made."""
    question = Question(Scope(organisation.pk, local_date(at), whole=True), Wanted(**wanted))
    file, _is_new = ask(
        reference=key or uuid4(),
        organisation=organisation,
        by=user,
        report="people",
        question=question,
        at=at,
    )
    return file
