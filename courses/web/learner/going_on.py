"""Where a learner goes on in a course, and what the button says that leads there."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.catalogue.sections import section_at
from courses.learning.models import Enrolment
from courses.learning.progress import LessonState, goes_on_in_pretest, resume_point
from courses.web.lesson_page import Reader


def resume_url(enrolment: Enrolment, lessons: Sequence[LessonState]) -> str:
    """Return where the learner goes on: in the pre-test while that comes first, else reading."""
    if goes_on_in_pretest(lessons):
        return reverse("learner:pretest", args=[enrolment.registration])
    return reading_url(enrolment, lessons)


def reading_url(enrolment: Enrolment, lessons: Sequence[LessonState]) -> str:
    """Return the address of the block where the learner stopped, else of the first lesson left."""
    point = resume_point(lessons)
    if point is None:
        return reverse("learner:quiz", args=[enrolment.registration])
    url = reverse("learner:lesson", args=[enrolment.registration, point.lesson])
    return f"{url}#{point.block}" if point.block else url


def next_words(lessons: Sequence[LessonState], *, reader: Reader) -> str:
    """Return what comes next: the lesson, the section where the learner stopped, the minutes left.

    The sections are those that ``reader`` is shown.
    """
    if goes_on_in_pretest(lessons):
        return _("what you already know")
    point = resume_point(lessons)
    if point is None:
        return _("the quiz")
    lesson = next(one for one in lessons if one.identifier == point.lesson)
    section = section_at(
        lesson.blocks, lesson.last_block, nation=reader.nation, sector=reader.sector
    )
    if section is None:
        words = _("%(title)s — about %(minutes)d min left")
        return words % {"title": lesson.title, "minutes": lesson.minutes}
    return _("%(title)s, section %(number)d of %(of)d — about %(minutes)d min left") % {
        "title": lesson.title,
        "number": section.number,
        "of": section.of,
        "minutes": section.minutes_left(lesson.minutes),
    }
