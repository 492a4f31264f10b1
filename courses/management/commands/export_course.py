"""Write a version of a course as a package."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.accounts.models import Organisation
from courses.accounts.queries import organisation_by_slug
from courses.catalogue.shelves import version_to_take
from courses.usecases.export_course import export_course


class Command(BaseCommand):
    """Writes one zip that imports back to the same text; it writes over no file."""

    help = "Write a version of a course as a package that anybody can read, change and import."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("slug", help="the identifier of the course")
        parser.add_argument(
            "--organisation", default="", help="whose own course it is; bundled where left out"
        )
        parser.add_argument(
            "--number", default="", help="such as 1.2.0; that which new learners get if left out"
        )
        parser.add_argument("--to", type=Path, help="the file to write, if not SLUG-VERSION.zip")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the package.

        :raises CommandError: when there is no such version, or the file cannot be written.
        """
        owner = self.owner(options["organisation"])
        version = version_to_take(
            slug=options["slug"], organisation=owner, number=options["number"]
        )
        if version is None:
            message = "There is no such course, or no such version of it; nothing was written."
            raise CommandError(message)
        file = options["to"] or Path(f"{version.course.slug}-{version.version}.zip")
        try:
            with file.open("xb") as stream:
                exported = export_course(
                    version=version, at=timezone.now(), organisation_id=owner.pk if owner else None
                )
                stream.write(exported.content)
        except FileExistsError as error:
            message = f"{file} is there already and stays as it is. Name another file with --to."
            raise CommandError(message) from error
        except OSError as error:
            message = f"{file} cannot be written: {error.strerror}."
            raise CommandError(message) from error
        self.stdout.write(f"{version} is written to {file}.")

    def owner(self, slug: str) -> Organisation | None:
        """Return the organisation of this name; None where none is asked for.

        :raises CommandError: when there is none.
        """
        found = organisation_by_slug(slug) if slug else None
        if slug and found is None:
            message = f"There is no organisation {slug}; nothing was written."
            raise CommandError(message)
        return found
