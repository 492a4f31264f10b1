"""A mail server that refuses."""

from typing import NoReturn

from django.core.mail.backends.base import BaseEmailBackend

REFUSING = "tests.notifications.servers.RefusingBackend"


class RefusingBackend(BaseEmailBackend):
    """Refuses every mail, as a server does that is down."""

    def send_messages(self, email_messages: object) -> NoReturn:
        """Refuse."""
        raise ConnectionRefusedError
