"""The contacts of a pack: who they were on its day, as far as the trail can tell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from courses.accounts.models import Organisation
from courses.accounts.queries import names_by_user, sites_in
from courses.audit.models import AuditEvent
from courses.audit.queries import events_of
from courses.catalogue.local_contacts import contacts_of
from courses.catalogue.models import Contact
from courses.catalogue.review import Freshness, freshness
from courses.common.dates import day_ends, local_date
from courses.common.scope import Scope
from courses.reporting.inspection import Part

SAVED, CHECKED, REMOVED = "saved-contact", "checked-contact", "removed-contact"
FRESHNESS = {
    Freshness.FRESH: "Checked within 180 days",
    Freshness.STALE: "Not checked for 180 days",
    Freshness.OLD: "Not checked for a year",
}


@dataclass(frozen=True, slots=True)
class Story:
    """What the trail tells of one contact up to a moment, and since.

    ``checked``: the last day it was found right by then, and the id of who did.
    """

    checked: tuple[date, int | None] | None
    is_entered_since: bool
    is_corrected_since: bool


def contacts(scope: Scope, organisation: Organisation) -> Part:
    """Return the contacts of the sites shown, and when each was last checked by the day."""
    sites = {site.pk: site.name for site in sites_in(scope)}
    end = day_ends(scope.on)
    told = events_of(organisation.pk, verbs=(SAVED, CHECKED, REMOVED))
    stories = stories_of(told, end=end)
    shown = [
        one
        for one in contacts_of(organisation)
        if one.site_id is None or one.site_id in sites
        if not story_of(one, stories).is_entered_since
    ]
    names = names_by_user(
        {story.checked[1] for story in stories.values() if story.checked and story.checked[1]}
    )
    return Part(
        "contacts",
        "Safeguarding contacts",
        note_of(told, end=end),
        ("Site", "Purpose", "Name", "Last checked", "Checked by", "State", "Since the day"),
        tuple(line_of(one, stories, sites=sites, names=names, on=scope.on) for one in shown),
        fixed=2,
    )


def note_of(told: Iterable[AuditEvent], *, end: datetime) -> str:
    """Return what the part is, and how many contacts of the day cannot be shown any more."""
    entered = {one.about_id: one.at for one in told if is_first(one)}
    gone = [
        one
        for one in told
        if one.verb == REMOVED and one.at >= end
        if one.about_id not in entered or entered[one.about_id] < end
    ]
    words = (
        "Those entered by the day, with the last check by it. Names and purposes are of today;"
        " where one was corrected since the day, its line says so."
    )
    if not gone:
        return words
    number = "1 contact" if len(gone) == 1 else f"{len(gone)} contacts"
    return f"{words} Taken away since, at any site, and not shown: {number}."


def is_first(event: AuditEvent) -> bool:
    """Test whether a contact was entered then, not corrected."""
    return event.verb == SAVED and event.details.get("before") is None


def stories_of(told: Sequence[AuditEvent], *, end: datetime) -> dict[int, Story]:
    """Return what the trail tells of each contact, by its id; ``told`` oldest first."""
    found: dict[int, Story] = {}
    for one in told:
        before = found.get(one.about_id)
        is_known = before is not None and not before.is_entered_since
        if one.at < end:
            checked = (local_date(one.at), one.actor_id)
            found[one.about_id] = Story(checked, is_entered_since=False, is_corrected_since=False)
        elif is_first(one):
            found[one.about_id] = Story(None, is_entered_since=True, is_corrected_since=False)
        elif one.verb == SAVED and (before is None or is_known):
            kept = before.checked if before else None
            found[one.about_id] = Story(kept, is_entered_since=False, is_corrected_since=True)
    return found


def story_of(contact: Contact, stories: dict[int, Story]) -> Story:
    """Return what the trail tells of ``contact``; nothing where it tells nothing."""
    nothing = Story(None, is_entered_since=False, is_corrected_since=False)
    return stories.get(contact.pk, nothing)


def line_of(
    contact: Contact,
    stories: dict[int, Story],
    *,
    sites: dict[int, str],
    names: dict[int, str],
    on: date,
) -> tuple[str | date | None, ...]:
    """Return one contact as a line; a check after the day is no check of the day."""
    story = story_of(contact, stories)
    by = contact.checked_by.name if contact.checked_by else ""
    checked: tuple[date, str] | None = (contact.checked_on, by)
    if story.checked:
        checked = (story.checked[0], names.get(story.checked[1] or 0, ""))
    elif contact.checked_on > on:
        checked = None
    state = FRESHNESS[freshness(checked_on=checked[0], on=on)] if checked else "Not known"
    return (
        sites[contact.site_id] if contact.site_id else "All sites",
        *(contact.purpose, contact.name),
        *(checked or (None, "")),
        state,
        "Corrected" if story.is_corrected_since else "",
    )
