"""The reasons for which somebody may be excused from a course.

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
