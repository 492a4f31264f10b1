"""What a process keeps between requests, and how a test begins without it."""

from django.core.cache import cache

from courses.assessment.queries import kept_pool
from courses.catalogue.contacts import national_routes
from courses.catalogue.outlines import kept_outline
from courses.web.lesson_page import kept_check, kept_content
from courses.web.pieces import kept_piece


def forget() -> None:
    """Forget the counters of the rate limits and what the process keeps of lessons and pages."""
    cache.clear()
    for kept in (kept_content, kept_check, kept_outline, kept_piece, kept_pool, national_routes):
        kept.cache_clear()
