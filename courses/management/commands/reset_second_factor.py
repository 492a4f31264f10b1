"""Let somebody in who lost the phone and the recovery codes."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.accounts.models import User
from courses.usecases.reset_second_factor import reset_second_factor


class Command(BaseCommand):
    """Removes one person's second factor, in the trail; make sure first who is asking."""

    help = "Remove app and recovery codes of one person."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Ask whose."""
        parser.add_argument("email", help="the address the person signs in with")

    def handle(self, *_args: Any, email: str, **_options: Any) -> None:
        """Remove it.

        :raises CommandError: where nobody signs in with this address.
        """
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            message = f"Nobody signs in with {email}"
            raise CommandError(message)
        done = reset_second_factor(user=user, at=timezone.now())
        self.stdout.write(
            "Removed. A new one is set up at the next sign-in." if done else "There was none."
        )
