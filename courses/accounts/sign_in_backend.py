"""Who a session belongs to: django-allauth's backend, with the query of every page written once."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import BigIntegerField

from courses.accounts.models import User
from courses.common.prepared import Parameter, Prepared

USER = Prepared(lambda: User.objects.filter(pk=Parameter("pk", BigIntegerField())))


class Backend(AuthenticationBackend):
    """Signs in by e-mail address and password, as django-allauth does."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person of a session; None where missing or no longer active. One query."""
        user = USER.first(pk=user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
