"""The app's configuration: installs the audit triggers after every migrate."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoursesConfig(AppConfig):
    """The one Django app of the platform."""

    name = "courses"
    verbose_name = "Safeguarding training"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what must follow every migration and every new authenticator app."""
        # The rooms' models exist only once every app is loaded.
        from allauth.mfa.signals import authenticator_added  # noqa: PLC0415

        from courses.accounts.sign_in import trust_new_app  # noqa: PLC0415
        from courses.audit.triggers import install_after_migrate  # noqa: PLC0415

        post_migrate.connect(install_after_migrate, sender=self, dispatch_uid="audit_triggers")
        authenticator_added.connect(trust_new_app, dispatch_uid="trust_new_app")
