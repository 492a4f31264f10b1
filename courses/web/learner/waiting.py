"""What stands on the learner's list and may not be begun yet, with the day on which it opens."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from courses.web.learner.todo import Entry, Row, row_of
from courses.web.presenters import Status, day_from_here


def waiting_rows(entries: Sequence[Entry], *, on: date) -> list[Row]:
    """Return the entries that may not be begun yet, the first to open first."""
    later = [(one.opens_on, one) for one in entries if one.is_open and one.opens_on is not None]
    return [
        replace(
            row_of(one, on=on),
            due=_("Opens on %s") % day_from_here(opens_on, on=on),
            hint="",
            status=Status(_("Not open yet")),
            progress=None,
            begin_url="",
        )
        for opens_on, one in sorted(later, key=lambda pair: pair[0])
    ]
