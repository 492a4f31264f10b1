"""Give the demonstration a course of its own in two versions, and what changed to read."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import transaction

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation
from courses.catalogue.models import CourseVersion
from courses.common.dates import local_date
from courses.learning import services as learning
from courses.learning.changes import ChangeNotice
from courses.learning.models import Completion, Enrolment
from courses.usecases.confirm_change import confirm_change
from courses.usecases.enrol_staff import enrol_staff
from courses.usecases.import_package import import_package
from courses.usecases.publish_version import publish_version

OWN: Final = "own"  # the folder of its versions, the earliest first by name
OWNER: Final = "elm-park"
READERS, READ = 9, 3  # people who completed the first version, and who has read what changed
MINUTES, MINUTES_TO_READ = 3, 2


@transaction.atomic
def tell_of_a_change(*, folder: Path, at: datetime) -> None:
    """Publish both versions, and let people complete the first; again, nothing is written."""
    owner = Organisation.objects.filter(slug=OWNER).first()
    packages = sorted((folder / OWN).glob("*")) if owner else []
    told = ChangeNotice.objects.filter(version__course__owner=owner)
    if owner is None or not packages or told.exists():
        return
    then = at - timedelta(days=70)
    first = publish_version(version=written(packages[0], owner, then), at=then)
    people = Membership.objects.filter(organisation=owner).on(local_date(then)).order_by("pk")
    taken = [complete(one, first, at=then) for one in people[:READERS]]
    lately = at - timedelta(days=6)
    second = written(packages[-1], owner, lately)
    publish_version(version=second, at=lately, minutes_to_read=MINUTES_TO_READ)
    for enrolment in taken[-READ:]:
        confirm_change(enrolment=enrolment, version_id=second.pk, at=at - timedelta(days=2))


def written(path: Path, owner: Organisation, at: datetime) -> CourseVersion:
    """Return the draft of the package at ``path``, of a course of ``owner``."""
    imported = import_package(path=path, at=at, owner_id=owner.pk)
    assert imported.version is not None, imported.report.problems  # noqa: S101 - a file we ship
    return imported.version


def complete(membership: Membership, version: CourseVersion, *, at: datetime) -> Enrolment:
    """Return the enrolment of one person, who completed ``version`` at that moment."""
    enrolment = enrol_staff(
        learner=membership.user,
        organisation=membership.organisation,
        course=version.course,
        reason=Enrolment.Reason.CHOSEN,
        at=at,
        version=version,
    )
    learning.complete(enrolment=enrolment, how=Completion.How.LESSONS, minutes=MINUTES, at=at)
    return enrolment
