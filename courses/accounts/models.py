"""Tables of organisations and people; memberships and access stand in ``membership.py``."""

from typing import Any, ClassVar
from urllib.parse import quote

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from courses.common.names import fold_name


class Nation(models.TextChoices):
    """The part of the United Kingdom whose law and services apply."""

    ENGLAND = "E", "England"
    WALES = "W", "Wales"
    SCOTLAND = "S", "Scotland"
    NORTHERN_IRELAND = "NI", "Northern Ireland"
    ENGLAND_AND_WALES = "EW", "England and Wales"
    UNITED_KINGDOM = "UK", "United Kingdom"


class Sector(models.TextChoices):
    """The kind of work an organisation does."""

    SCHOOL = "school", "School or college"
    HEALTH = "health", "Health"
    COUNCIL = "council", "Local authority"
    CHARITY = "charity", "Charity"
    CLUB = "club", "Sport or youth club"


class Organisation(models.Model):
    """One body that trains its people.

    ``accent`` is its colour as "#0b5f69"; ``logo`` the SHA-256 of its picture in DATA_DIR/media.
    ``asks_second_factor``: of everybody, not of those with access alone. ``help_email``: whom staff
    ask for help with the training.
    """

    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    nation = models.CharField(max_length=2, choices=Nation, default=Nation.ENGLAND)
    sector = models.CharField(max_length=10, choices=Sector, default=Sector.SCHOOL)
    concern_page_is_public = models.BooleanField(default=True)
    accent = models.CharField(max_length=7, blank=True, default="")
    logo = models.CharField(max_length=64, blank=True, default="")
    asks_second_factor = models.BooleanField(default=False)
    help_email = models.EmailField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug"], name="organisation_slug_is_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def help_url(self) -> str:
        """Return where its staff ask for help with the training; empty where it names nobody."""
        return f"mailto:{quote(self.help_email, safe='@')}" if self.help_email else ""


class Site(models.Model):
    """One place of an organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sites")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    nation = models.CharField(max_length=2, choices=Nation, default=Nation.ENGLAND)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "slug"], name="one_site_per_slug_and_organisation"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """One group of people of an organisation, perhaps within a site."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, related_name="teams", null=True, blank=True
    )
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="one_team_per_name_and_organisation"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """One job as the organisation names it, such as "class teacher"."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="roles")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "slug"], name="one_role_per_slug_and_organisation"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    """One word an organisation marks people with, such as "first aider", beside job and place."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tags")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "slug"], name="one_tag_per_slug_and_organisation"
            )
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes people, and finds them by the e-mail address they sign in with."""

    def create_user(
        self, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "User":
        """Make one person; without a password they sign in by one-time code alone."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the person with this e-mail address, whatever its case."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """One person who learns or leads."""

    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True)
    language = models.CharField(max_length=10, default="en-gb")
    is_active = models.BooleanField(default=True)
    is_platform_staff = models.BooleanField(default=False)
    anonymised_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(email=""), name="email_is_never_empty_text"),
        ]
        indexes = [models.Index(fields=["folded_name"], name="user_by_folded_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the address in lower case and the folded name in step with the name."""
        self.email = self.email.lower() if self.email else None
        self.folded_name = fold_name(self.name)
        super().save(*args, **kwargs)


class Preference(models.Model):
    """One person's wishes; whoever has no row wishes for nothing in particular.

    ``extra_time_percent`` is their own word, of quizzes that have a time limit; nobody is asked why
    and nobody else is shown it.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    optional_mail = models.BooleanField(default=True)
    fewer_refreshers = models.BooleanField(default=False)
    quiz_on_one_page = models.BooleanField(default=False)
    extra_time_percent = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"preference {self.pk}"
