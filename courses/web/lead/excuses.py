"""The reasons for which somebody may be excused from a course, or given more time for it.

Short and neutral: health and personal history are nobody's business here.
"""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

REASONS: Final[tuple[str | Promise, ...]] = (
    gettext_lazy("On long leave"),
    gettext_lazy("On secondment elsewhere"),
    gettext_lazy("Trained elsewhere, evidence on its way"),
    gettext_lazy("Work without contact with children for now"),
    gettext_lazy("Another way of learning is agreed"),
)
MORE_TIME: Final[tuple[str | Promise, ...]] = (
    gettext_lazy("Back from leave only now"),
    gettext_lazy("Works few hours at present"),
    gettext_lazy("Waits for a day with a computer or a quiet room"),
    gettext_lazy("Takes part in a training room on that day"),
    gettext_lazy("Came to this job or place only now"),
    gettext_lazy("The course could not be opened"),
)
