"""What a process keeps between requests, and how a test begins without it."""

from django.core.cache import cache

from courses.assessment.editions import kept_drawable, kept_items, kept_pool, kept_quiz
from courses.catalogue.about import kept_about
from courses.catalogue.contacts import kept_contacts, national_routes
from courses.catalogue.outlines import kept_outline
from courses.web.frames import kept_frame
from courses.web.learner.views.quiz import kept_hand_in_form
from courses.web.learner.views.quiz_start import kept_start_form
from courses.web.lesson_html import kept_other, kept_way
from courses.web.lesson_page import kept_check, kept_content
from courses.web.pieces import kept_piece
from courses.web.presenters import kept_lead_status, kept_learner_status
from courses.web.question_html import kept_question, kept_shape

KEPT = (
    kept_about,
    kept_content,
    kept_check,
    kept_contacts,
    kept_drawable,
    kept_frame,
    kept_hand_in_form,
    kept_items,
    kept_lead_status,
    kept_learner_status,
    kept_other,
    kept_outline,
    kept_piece,
    kept_pool,
    kept_question,
    kept_quiz,
    kept_shape,
    kept_start_form,
    kept_way,
    national_routes,
)


def forget() -> None:
    """Forget the counters of the rate limits and what the process keeps of lessons and pages."""
    cache.clear()
    for kept in KEPT:
        kept.cache_clear()
