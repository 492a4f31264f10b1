"""Sessions in the database, as Django keeps them; reading one costs its query and little else."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from courses.common.prepared import Parameter, Prepared

SHORTEST = 8  # as Django has it
OPEN = Prepared(
    lambda: Session.objects.filter(
        session_key=Parameter("key", CharField()),
        expire_date__gt=Parameter("now", DateTimeField()),
    )
)


class SessionStore(DatabaseSessions):
    """Django's sessions, read by a query whose SQL is written once in a process."""

    def _validate_session_key(self, key: str | None) -> bool:
        """Test whether a key is one that we could have given: letters and digits.

        A quoted cookie can hold any character, and PostgreSQL refuses some of them.
        """
        return key is not None and len(key) >= SHORTEST and key.isascii() and key.isalnum()

    def _get_session_from_db(self) -> Any:
        """Return the row of this session, or None where it is missing or over."""
        now: datetime = timezone.now()
        session = OPEN.first(key=self.session_key, now=now)
        if session is None:
            self._session_key = None
        return session
