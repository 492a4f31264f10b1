"""Where somebody may need help with a quiz: several tries in vain, and no question at fault."""

from django.db.models import Count, Exists, OuterRef, Q

from courses.accounts.models import User
from courses.assessment.corrected_queries import corrected_in
from courses.catalogue.models import CourseVersion, Item
from courses.catalogue.queries import newest_published
from courses.learning.models import Enrolment
from courses.reporting.item_reports import ItemReport

SEVERAL = 3  # tries


def tried_in_vain(*, learner: User, organisation_id: int) -> list[tuple[str, int]]:
    """Return (title, tries) of each course whose quiz the person tried several times in vain.

    Never where a lead has asked the author to look at one of its questions, or where a later
    version corrects the right answer of one. One query; a few more for each course found.
    """
    reported = ItemReport.objects.filter(item__version=OuterRef("version"), settled_at__isnull=True)
    handed_in = Q(attempts__handed_in_at__isnull=False)
    rows = (
        Enrolment.objects.filter(~Exists(reported), learner=learner, organisation=organisation_id)
        .annotate(
            tries=Count("attempts", filter=handed_in),
            passes=Count("attempts", filter=handed_in & Q(attempts__passed=True)),
        )
        .filter(tries__gte=SEVERAL, passes=0)
        .select_related("version__course")
        .order_by("pk")
    )
    return [
        (one.version.title, vars(one)["tries"]) for one in rows if not is_corrected(one.version)
    ]


def is_corrected(version: CourseVersion) -> bool:
    """Test whether the version that new learners get corrects an answer of ``version``."""
    newest = newest_published(version.course)
    if newest is None or newest == version:
        return False
    return Item.objects.filter(version=version, pk__in=list(corrected_in(newest))).exists()
