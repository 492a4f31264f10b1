"""What the pages about one version share: the version at the address, its state, its links."""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.catalogue.models import CourseVersion
from courses.catalogue.queries import newest_published
from courses.catalogue.shelves import BUNDLED, OWN, version_at
from courses.web.author.gate import AuthorRequest


@dataclass(frozen=True, slots=True)
class Shown:
    """One version as the pages name it; ``is_offered``: learners who begin now get it."""

    version: CourseVersion
    organisation: str
    is_offered: bool

    @property
    def shelf(self) -> str:
        """Return where the version stands in the address."""
        return BUNDLED if self.version.course.owner_id is None else OWN

    @property
    def is_own(self) -> bool:
        """Test whether the course is the organisation's own."""
        return self.shelf == OWN

    @property
    def state(self) -> str:
        """Return in words how far the version is on its way to learners."""
        if self.is_offered:
            return _("Published: learners who begin get it")
        words = {
            CourseVersion.State.DRAFT: _("Draft: learners do not see it"),
            CourseVersion.State.PUBLISHED: _("Published earlier: only those who began it see it"),
            CourseVersion.State.WITHDRAWN: _("Withdrawn: only those who began it see it"),
        }
        return words[CourseVersion.State(self.version.state)]

    @property
    def is_draft(self) -> bool:
        """Test whether the version was never published."""
        return self.version.state == CourseVersion.State.DRAFT

    @property
    def can_roll_back(self) -> bool:
        """Test whether the version can be given to new learners again."""
        return self.version.state == CourseVersion.State.PUBLISHED and not self.is_offered

    def url(self, name: str, *more: str) -> str:
        """Return the address ``name`` of the version."""
        version = self.version
        where = [self.organisation, self.shelf, version.course.slug, version.version]
        return reverse(f"author:{name}", args=[*where, *more])

    @property
    def reports_url(self) -> str:
        """Return the address of the questions that leads ask about."""
        return reverse("author:reports", args=[self.organisation])

    @property
    def urls(self) -> dict[str, str]:
        """Return the addresses of the version's pages by name."""
        reading = ("version", "questions", "sources", "diff", "download")
        names = (*reading, "publish", "move", "roll_back", "withdraw")
        return {name: self.url(name) for name in names}


def shown_at(request: AuthorRequest, shelf: str, course: str, version: str) -> Shown:
    """Return the version at this address.

    :raises Http404: when it is missing, another organisation's, or a draft of a bundled course.
    """
    found = version_at(organisation=request.organisation, shelf=shelf, slug=course, version=version)
    if found is None:
        raise Http404
    offered = newest_published(found.course)
    return Shown(found, request.organisation.slug, found == offered)


def own_at(request: AuthorRequest, shelf: str, course: str, version: str) -> Shown:
    """Return the version of one's own course at this address, which may be acted upon.

    :raises Http404: when there is none; bundled courses are nobody's to change here.
    """
    found = shown_at(request, shelf, course, version)
    if not found.is_own:
        raise Http404
    return found
