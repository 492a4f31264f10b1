"""Addresses of the author's pages, below ``/author/``."""

from django.urls import include, path, register_converter

from courses.catalogue.shelves import BUNDLED, OWN
from courses.web.author.views import (
    comparison,
    packages,
    preview,
    publication,
    reports,
    review,
    versions,
)


class Shelf:
    """Tells the organisation's own courses from those that come with the platform."""

    regex = f"{OWN}|{BUNDLED}"

    def to_python(self, value: str) -> str:
        """Return the shelf as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """Return the shelf as it stands in the address."""
        return value


class Number(Shelf):
    """The number of a version, such as 1.2.0."""

    regex = r"[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}"


register_converter(Shelf, "shelf")
register_converter(Number, "number")

app_name = "author"
of_a_version = [
    path("", versions.version, name="version"),
    path("lessons/<slug:lesson>/", preview.lesson, name="lesson"),
    path("scenarios/<slug:scenario>/", preview.scenario, name="scenario"),
    path("package/", packages.download, name="download"),
    path("questions/", versions.questions, name="questions"),
    path("questions/<slug:item>/settle/", reports.settle, name="settle"),
    path("sources/", versions.sources, name="sources"),
    path("diff/", comparison.diff, name="diff"),
    path("publish/", publication.publish, name="publish"),
    path("move/", publication.move, name="move"),
    path("roll-back/", publication.roll_back, name="roll_back"),
    path("withdraw/", publication.withdraw, name="withdraw"),
]
urlpatterns = [
    path("<slug:organisation>/courses/", versions.courses, name="courses"),
    path("<slug:organisation>/reports/", reports.reports, name="reports"),
    path("<slug:organisation>/review/", review.review, name="review"),
    path("<slug:organisation>/review/unconfirmed.json", review.unconfirmed, name="unconfirmed"),
    path("<slug:organisation>/packages/", packages.packages, name="packages"),
    path("<slug:organisation>/packages/format/", packages.package_format, name="format"),
    path("<slug:organisation>/packages/<uuid:run>/", packages.run, name="run"),
    path("<slug:organisation>/packages/<uuid:run>/confirm/", packages.confirm, name="confirm"),
    path("<slug:organisation>/packages/<uuid:run>/discard/", packages.discard, name="discard"),
    path(
        "<slug:organisation>/<shelf:shelf>/<slug:course>/<number:version>/", include(of_a_version)
    ),
]
