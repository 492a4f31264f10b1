"""Writing the catalogue: a draft version, and its publication. No transaction is opened here."""

from datetime import datetime
from typing import Any

from courses.accounts.models import Organisation, Site
from courses.catalogue import saving, versions
from courses.catalogue.drafts import VersionDraft
from courses.catalogue.reference import Contact
from courses.catalogue.structure import Course, CourseVersion


class PublishedVersionIsFinal(ValueError):
    """A published version of the same number exists and says something else."""


class VersionWithdrawn(ValueError):
    """The version has been withdrawn from learners."""


def save_draft(*, draft: VersionDraft, owner_id: int | None = None) -> CourseVersion:
    """Write ``draft`` as a draft version of a course of ``owner_id`` (None: bundled).

    The same text again returns the version that is there and writes nothing. A draft of the same
    number is replaced, keeping its row. Call it inside a transaction.

    :raises PublishedVersionIsFinal: when that number was published with other text.
    """
    same = same_text(draft=draft, owner_id=owner_id)
    if same is not None:
        return same
    refuse_final(draft=draft, owner_id=owner_id)
    version = version_of(draft=draft, owner_id=owner_id)
    if version is None:
        version = CourseVersion(course=course_of(draft=draft, owner_id=owner_id))
    else:
        saving.clear(version)
    saving.fill(version, draft, content_hash=versions.content_hash(draft))
    version.save()
    saving.write(version, draft)
    return version


def publish(
    *, version: CourseVersion, at: datetime, actor_id: int | None, reason: str = ""
) -> bool:
    """Open ``version`` to learners and return whether that changed anything; it is read anew.

    ``reason``: why it goes out although a cited fact is past its review date.

    :raises VersionWithdrawn: when it has been withdrawn.
    """
    changed = CourseVersion.objects.filter(pk=version.pk, state=CourseVersion.State.DRAFT).update(
        state=CourseVersion.State.PUBLISHED,
        published_at=at,
        published_by_id=actor_id,
        expired_facts_reason=reason,
    )
    version.refresh_from_db()
    if version.state == CourseVersion.State.WITHDRAWN:
        message = f"{version} has been withdrawn"
        raise VersionWithdrawn(message)
    return bool(changed)


def refuse_final(*, draft: VersionDraft, owner_id: int | None = None) -> None:
    """Let ``draft`` pass where no version of its number is out with other text.

    :raises PublishedVersionIsFinal: when there is one.
    """
    there = version_of(draft=draft, owner_id=owner_id)
    if there is None or there.state == CourseVersion.State.DRAFT:
        return
    if there.content_hash != versions.content_hash(draft):
        message = (
            f"Version {draft.version} of {draft.slug} was published with other text;"
            " give the changed text a new version number"
        )
        raise PublishedVersionIsFinal(message)


def same_text(*, draft: VersionDraft, owner_id: int | None = None) -> CourseVersion | None:
    """Return the version of the same number that says exactly the same, if there is one."""
    there = version_of(draft=draft, owner_id=owner_id)
    if there is None or there.content_hash != versions.content_hash(draft):
        return None
    return there


def version_of(*, draft: VersionDraft, owner_id: int | None) -> CourseVersion | None:
    """Return the version that has the number of ``draft`` already, if there is one."""
    return CourseVersion.objects.filter(
        course__slug=draft.slug, course__owner_id=owner_id, version=draft.version
    ).first()


def course_of(*, draft: VersionDraft, owner_id: int | None) -> Course:
    """Return the course of ``draft``, made where it is new."""
    course, _made = Course.objects.get_or_create(slug=draft.slug, owner_id=owner_id)
    return course


def add_local_contact(
    *, organisation: Organisation, site: Site | None, slot: str, **fields: Any
) -> Contact:
    """Enter one contact of an organisation, for one of its sites or for all.

    ``fields`` as the table names them.
    """
    return Contact.objects.create(
        organisation=organisation, site=site, slot=slot, nation=organisation.nation, **fields
    )
