"""Tables of what a version cites: sources, facts, offences, glossary, contacts."""

from django.db import models
from django.db.models import F, Q

from courses.accounts.models import Nation, Organisation, Site, User
from courses.catalogue.structure import CourseVersion


class Status(models.TextChoices):
    """How well a statement is established; the words are DOMAIN's and the package's."""

    CONFIRMED = "confirmed", "Confirmed: the official text was read"
    SECONDARY = "secondary", "A respected secondary source says so"
    UNCONFIRMED = "unconfirmed", "Awaiting legal or safeguarding check"


class Source(models.Model):
    """One cited document, edition by edition."""

    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="sources")
    identifier = models.SlugField(max_length=60)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True, default="")
    edition = models.CharField(max_length=100, blank=True, default="")
    published_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=10, default="official")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "identifier"], name="one_source_per_identifier"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Fact(models.Model):
    """One checkable statement, as one version cites it."""

    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="facts")
    identifier = models.SlugField(max_length=60)
    statement_source = models.TextField()
    statement_html = models.TextField()
    status = models.CharField(max_length=12, choices=Status)
    nation = models.CharField(max_length=2, choices=Nation)
    sources = models.ManyToManyField(Source, related_name="facts", blank=True)
    text_as_at = models.DateField(null=True, blank=True)
    seen_on = models.DateField()
    review_by = models.DateField()
    needs_review = models.BooleanField(default=False)
    reviewed_by = models.CharField(max_length=200, blank=True, default="")
    reviewed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "identifier"], name="one_fact_per_identifier"
            ),
            models.CheckConstraint(
                condition=Q(review_by__gte=F("seen_on")), name="review_is_after_seeing"
            ),
            models.CheckConstraint(
                condition=~Q(status="unconfirmed") | Q(needs_review=True),
                name="unconfirmed_fact_needs_review",
            ),
        ]
        indexes = [models.Index(fields=["review_by"], name="fact_by_review")]

    def __str__(self) -> str:
        return self.identifier


class Offence(models.Model):
    """One offence in outline."""

    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="offences")
    identifier = models.SlugField(max_length=60)
    title = models.CharField(max_length=300)
    act = models.CharField(max_length=200)
    section = models.CharField(max_length=100)
    nation = models.CharField(max_length=2, choices=Nation)
    maximum = models.CharField(max_length=200, blank=True, default="")
    mode = models.CharField(max_length=100, blank=True, default="")
    in_force_from = models.DateField(null=True, blank=True)
    outline_source = models.TextField()
    outline_html = models.TextField()
    status = models.CharField(max_length=12, choices=Status)
    sources = models.ManyToManyField(Source, related_name="offences", blank=True)
    text_as_at = models.DateField(null=True, blank=True)
    seen_on = models.DateField()
    review_by = models.DateField()
    needs_review = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "identifier"], name="one_offence_per_identifier"
            ),
            models.CheckConstraint(
                condition=~Q(status="unconfirmed") | Q(in_force_from__isnull=True),
                name="unconfirmed_law_has_no_start_date",
            ),
        ]
        indexes = [models.Index(fields=["review_by"], name="offence_by_review")]

    def __str__(self) -> str:
        return self.title


class GlossaryTerm(models.Model):
    """One word explained."""

    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="glossary")
    identifier = models.SlugField(max_length=60)
    term = models.CharField(max_length=200)
    source = models.TextField()
    html = models.TextField()
    say_this = models.CharField(max_length=300, blank=True, default="")
    not_that = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "identifier"], name="one_entry_per_term")
        ]

    def __str__(self) -> str:
        return self.term


class Contact(models.Model):
    """One way to get help: national, as a version cites it, or local to an organisation or site."""

    version = models.ForeignKey(
        CourseVersion, on_delete=models.CASCADE, related_name="contacts", null=True, blank=True
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="contacts", null=True, blank=True
    )
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, related_name="contacts", null=True, blank=True
    )
    slot = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300)
    audience = models.CharField(max_length=200, blank=True, default="")
    nation = models.CharField(max_length=2, choices=Nation, default=Nation.UNITED_KINGDOM)
    phone = models.CharField(max_length=40, blank=True, default="")
    text_number = models.CharField(max_length=40, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    url = models.URLField(max_length=500, blank=True, default="")
    hours = models.CharField(max_length=200, blank=True, default="")
    not_for = models.CharField(max_length=300, blank=True, default="")
    is_anonymous = models.BooleanField(default=False)
    is_emergency = models.BooleanField(default=False)
    needs = models.JSONField(default=dict)
    status = models.CharField(max_length=12, choices=Status, default=Status.CONFIRMED)
    sources = models.ManyToManyField(Source, related_name="contacts", blank=True)
    checked_on = models.DateField()
    checked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    review_by = models.DateField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(version__isnull=False, organisation__isnull=True, site__isnull=True)
                | Q(version__isnull=True, organisation__isnull=False),
                name="contact_is_national_or_local",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "site", "slot"], name="contact_by_place_and_slot")
        ]

    def __str__(self) -> str:
        return self.name
