"""Make the demonstration, its tables first, and print its sign-ins."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.accounts.sign_in import DEMO_PASSWORD
from courses.usecases.load_demo import CourseRefused, load_demo


class Command(BaseCommand):
    """Loads the demonstration; refused outside DEMO, for everybody knows its password."""

    help = "Make the demonstration organisations and print their sign-ins (DEMO=1 only)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load what is missing and print the sign-ins."""
        if not settings.DEMO:
            raise CommandError("The demonstration is for DEMO=1 alone: its password is public.")
        call_command("prepare")
        try:
            sign_ins = load_demo(fixtures=settings.BASE_DIR / "fixtures", at=timezone.now())
        except CourseRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"\n  Open  {settings.SITE_URL}/\n")
        self.stdout.write(f"  Sign in with one of these; the password of all is {DEMO_PASSWORD}\n")
        for address, purpose in sign_ins:
            self.stdout.write(f"    {address:32} {purpose}")
        self.stdout.write("")
