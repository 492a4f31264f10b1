"""Views and lists that people keep."""

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
