"""Give everybody the courses that the rules name for them."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from courses.accounts.queries import organisations
from courses.usecases.apply_requirements import apply_requirements


class Command(BaseCommand):
    """Opens the enrolments that rules call for, in every organisation; safe to run twice."""

    help = "Enrol whoever must still take a course and has not begun it."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Apply the rules of each organisation."""
        for organisation in organisations():
            opened = apply_requirements(organisation=organisation, at=timezone.now())
            self.stdout.write(f"{organisation.slug}: {opened} enrolments opened")
