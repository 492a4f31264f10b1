"""Check that every published course still says what was published."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.catalogue.models import CourseVersion
from courses.catalogue.queries import versions_once_published
from courses.packages.verifying import faults_of, is_rendered_here


class Command(BaseCommand):
    """Checks hashes and HTML of every version that was ever published; exit code 1 lists faults."""

    help = "Check the text of every published version against its hash, and its HTML against it."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Check and report.

        :raises CommandError: when something stored is not what was published.
        """
        checked = versions_once_published()
        problems = [
            f"{address_of(version)}: {fault}."
            for version in checked
            for fault in faults_of(version)
        ]
        if problems:
            raise CommandError("\n".join(problems))
        for version in checked:
            if not is_rendered_here(version):
                said = f"made by {version.renderer}, so its HTML was not compared"
                self.stdout.write(f"{address_of(version)}: {said}.")
        self.stdout.write(f"Versions checked: {len(checked)}. Each says what was published.")


def address_of(version: CourseVersion) -> str:
    """Return which version is meant: whose own where it is not bundled, course, number."""
    course = version.course
    owner = f"{course.owner.slug}: " if course.owner else ""
    return f"{owner}{course.slug} {version.version}"
