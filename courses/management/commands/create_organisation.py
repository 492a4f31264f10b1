"""Make an organisation and invite its first administrator."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email, validate_slug
from django.utils import timezone

from courses.accounts.models import Nation, Sector
from courses.common.dates import local_date
from courses.usecases.create_organisation import Made, create_organisation

CONSOLE = "django.core.mail.backends.console.EmailBackend"


class Command(BaseCommand):
    """Makes what is missing of one organisation; safe to run twice."""

    help = "Make an organisation, its first site and job, and invite its first administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the slug, what the organisation is, and who administers it."""
        parser.add_argument("slug", help="its word in addresses, such as elm-park")
        parser.add_argument("--name", required=True)
        parser.add_argument("--nation", required=True, choices=Nation.values)
        parser.add_argument("--sector", required=True, choices=Sector.values)
        parser.add_argument("--admin-email", required=True)
        parser.add_argument("--admin-name", required=True)
        parser.add_argument("--site", default="Main site", help="name of the first site")
        parser.add_argument("--job", default="Staff", help="name of the first job")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make the organisation and print what happened, one line a thing.

        :raises CommandError: when slug, a name or the address cannot be.
        """
        self.check_words(options)
        made = create_organisation(
            **{
                name: options[name].strip()
                for name in (
                    "slug",
                    "name",
                    "nation",
                    "sector",
                    "site",
                    "job",
                    "admin_email",
                    "admin_name",
                )
            },
            at=timezone.now(),
        )
        organisation = made.organisation
        if made.is_new:
            self.stdout.write(f"Made {organisation.name} ({organisation.slug}).")
        else:
            self.stdout.write(f"{organisation.slug} is there already and stays as it is.")
        self.tell_invitation(made, options["admin_email"])

    def check_words(self, options: dict[str, Any]) -> None:
        """Refuse what cannot stand in an address, a mail or a table.

        :raises CommandError: then.
        """
        try:
            validate_slug(options["slug"])
            validate_email(options["admin_email"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if options["slug"] != options["slug"].lower():
            raise CommandError("Write the slug in small letters.")
        for name in ("name", "admin_name", "site", "job"):
            if not 0 < len(options[name].strip()) <= 200 or not options[name].isprintable():
                raise CommandError(f"--{name.replace('_', '-')} takes 1 to 200 characters.")

    def tell_invitation(self, made: Made, email: str) -> None:
        """Print what became of the administrator's invitation, and where the mail goes."""
        if made.is_administrator:
            self.stdout.write(f"{email} administers it already.")
        elif made.invitation is None:
            self.stdout.write(f"{email} was invited before, or works there; no mail was sent.")
        else:
            until = local_date(made.invitation.expires_at)
            self.stdout.write(f"Invited {email}; the link works until {until}.")
            if settings.OUTBOX_EMAIL_BACKEND == CONSOLE:
                self.stdout.write(
                    "EMAIL_URL is not set: run `manage.py send_messages` to see the mail and its"
                    " link here."
                )
