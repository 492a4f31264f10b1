"""The bundled course, read and checked once in a process: that takes seconds."""

from datetime import date
from functools import cache

from django.conf import settings

from courses.packages.opening import Opened, opened, shared_beside

COURSE = settings.BASE_DIR / "fixtures" / "courses" / "recognise-respond-report"


@cache
def bundled_course() -> Opened:
    """Return the course with its report and its parts as they were read."""
    return opened(COURSE, today=date(2026, 11, 21), shared=shared_beside(COURSE))
