"""Writing the catalogue: a draft version, and its publication. No transaction is opened here."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

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
    content_hash = versions.content_hash(draft)
    version = version_of(draft=draft, owner_id=owner_id)
    if version is not None and version.content_hash == content_hash:
        return version
    if version is None:
        version = CourseVersion(course=course_of(draft=draft, owner_id=owner_id))
    else:
        claim(version=version, draft=draft)
        saving.clear(version)
    saving.fill(version, draft, content_hash=content_hash)
    version.save()
    saving.write(version, draft)
    return version


def claim(*, version: CourseVersion, draft: VersionDraft) -> None:
    """Hold the row of ``version`` until the commit, if it still is a draft.

    The update waits for a publication under way and then looks at the state anew, so ``version``
    may have been read before it.

    :raises PublishedVersionIsFinal: when it is a draft no more.
    """
    drafts = CourseVersion.objects.filter(pk=version.pk, state=CourseVersion.State.DRAFT)
    if not drafts.update(state=CourseVersion.State.DRAFT):
        raise PublishedVersionIsFinal(final_words(draft))


def lock(*, version: CourseVersion) -> None:
    """Read ``version`` anew and hold its row until the commit."""
    version.refresh_from_db(from_queryset=CourseVersion.objects.select_for_update(no_key=True))


def hold(*, draft: VersionDraft, owner_id: int | None = None) -> None:
    """Hold the row that has the number of ``draft``, if there is one, until the commit."""
    rows = versions_of(draft=draft, owner_id=owner_id)
    rows.select_for_update(of=("self",), no_key=True).first()


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


def offer(*, version: CourseVersion, at: datetime) -> bool:
    """Give ``version`` to whoever begins from now on; return whether it is open to learners."""
    published = CourseVersion.objects.filter(pk=version.pk, state=CourseVersion.State.PUBLISHED)
    changed = published.update(offered_at=at)
    version.refresh_from_db()
    return bool(changed)


def withdraw(*, version: CourseVersion) -> bool:
    """Close ``version`` to whoever begins from now on; return whether that changed anything."""
    published = CourseVersion.objects.filter(pk=version.pk, state=CourseVersion.State.PUBLISHED)
    changed = published.update(state=CourseVersion.State.WITHDRAWN)
    version.refresh_from_db()
    return bool(changed)


def refuse_final(*, draft: VersionDraft, owner_id: int | None = None) -> None:
    """Let ``draft`` pass where no version of its number is out with other text.

    :raises PublishedVersionIsFinal: when there is one.
    """
    there = version_of(draft=draft, owner_id=owner_id)
    if there is None or there.state == CourseVersion.State.DRAFT:
        return
    if there.content_hash != versions.content_hash(draft):
        raise PublishedVersionIsFinal(final_words(draft))


def final_words(draft: VersionDraft) -> str:
    """Return what to tell somebody whose ``draft`` has the number of a published version."""
    return (
        f"Version {draft.version} of {draft.slug} was published with other text;"
        " give the changed text a new version number"
    )


def same_text(*, draft: VersionDraft, owner_id: int | None = None) -> CourseVersion | None:
    """Return the version of the same number that says exactly the same, if there is one."""
    there = version_of(draft=draft, owner_id=owner_id)
    if there is None or there.content_hash != versions.content_hash(draft):
        return None
    return there


def version_of(*, draft: VersionDraft, owner_id: int | None) -> CourseVersion | None:
    """Return the version that has the number of ``draft`` already, if there is one."""
    return versions_of(draft=draft, owner_id=owner_id).first()


def versions_of(*, draft: VersionDraft, owner_id: int | None) -> QuerySet[CourseVersion]:
    """Return the versions that have the number of ``draft``: one, or none."""
    return CourseVersion.objects.filter(
        course__slug=draft.slug, course__owner_id=owner_id, version=draft.version
    )


def course_of(*, draft: VersionDraft, owner_id: int | None) -> Course:
    """Return the course of ``draft``, made where it is new; its first version sets its kind."""
    course, _made = Course.objects.get_or_create(
        slug=draft.slug, owner_id=owner_id, defaults={"kind": draft.kind}
    )
    return course


def add_local_contact(
    *, organisation: Organisation, site: Site | None, slot: str, **fields: Any
) -> Contact:
    """Enter one contact of an organisation, for one of its sites or for all.

    ``fields`` as the table names them.

    :raises ValidationError: when one of them is not what its column holds, such as an address that
        is no web address.
    """
    fields = {"needs": {"v": 1, "needs": []}, **fields}
    contact = Contact(
        organisation=organisation, site=site, slot=slot, nation=organisation.nation, **fields
    )
    contact.full_clean()
    contact.save()
    return contact


def keep_paces(*, version: CourseVersion, paces: dict[str, object]) -> None:
    """Keep how long the lessons of ``version`` take, as ``learning.pace`` stores it."""
    CourseVersion.objects.filter(pk=version.pk).update(paces=paces)
