"""Let the minutes of lessons follow how long people take."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from courses.learning.pace import is_far
from courses.usecases.calibrate_minutes import calibrate_minutes


class Command(BaseCommand):
    """Shows each lesson as long as the middle person took, where ten people or more have read it.

    Safe to run twice.
    """

    help = "Work out how long lessons take from how long people took, and say where it is far off."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Keep the minutes and print them, those a quarter off what the text is given marked."""
        found = calibrate_minutes(at=timezone.now())
        for one in found:
            course, given = one.version.course.slug, one.lesson.minutes
            far = " (far off: count its words again)" if is_far(given, one.observed) else ""
            self.stdout.write(
                f"{course} {one.version.version} {one.lesson.identifier}: "
                f"given {given} minutes, observed {one.observed}{far}"
            )
        self.stdout.write(f"Lessons with observed minutes: {len(found)}")
