"""How what a draft cites becomes rows: sources, facts, offences, glossary, contacts, and so on."""

from courses.catalogue.drafts import VersionDraft
from courses.catalogue.local import Misconception
from courses.catalogue.reference import Contact, Fact, GlossaryTerm, Offence, Source
from courses.catalogue.rows import bulk, link
from courses.catalogue.structure import CourseVersion


def write_sources(version: CourseVersion, draft: VersionDraft) -> dict[str, Source]:
    """Write the cited documents and the editions, and return the documents by identifier."""
    sources = bulk(
        draft.sources,
        lambda part: Source(
            version=version,
            identifier=part.identifier,
            title=part.title,
            publisher=part.publisher,
            url=part.url,
            edition=part.edition,
            published_on=part.published_on,
            kind=part.kind,
        ),
    )
    link("editions", ((version, sources[name]) for name in draft.editions))
    return sources


def write_facts(
    version: CourseVersion, draft: VersionDraft, sources: dict[str, Source]
) -> dict[str, Fact]:
    """Write the facts with their sources and return them by identifier."""
    facts = bulk(
        draft.facts,
        lambda part: Fact(
            version=version,
            identifier=part.identifier,
            statement_source=part.statement.source,
            statement_html=part.statement.html,
            status=part.status,
            nation=part.nation,
            text_as_at=part.text_as_at,
            seen_on=part.seen_on,
            review_by=part.review_by,
            needs_review=part.needs_review,
            reviewed_by=part.reviewed_by,
            reviewed_on=part.reviewed_on,
        ),
    )
    link(
        "sources",
        ((facts[part.identifier], sources[name]) for part in draft.facts for name in part.sources),
    )
    return facts


def write_offences(version: CourseVersion, draft: VersionDraft, sources: dict[str, Source]) -> None:
    """Write the offences with their sources."""
    offences = bulk(
        draft.offences,
        lambda part: Offence(
            version=version,
            identifier=part.identifier,
            title=part.title,
            act=part.act,
            section=part.section,
            nation=part.nation,
            maximum=part.maximum,
            mode=part.mode,
            in_force_from=part.in_force_from,
            outline_source=part.outline.source,
            outline_html=part.outline.html,
            status=part.status,
            text_as_at=part.text_as_at,
            seen_on=part.seen_on,
            review_by=part.review_by,
            needs_review=part.needs_review,
        ),
    )
    link(
        "sources",
        (
            (offences[part.identifier], sources[name])
            for part in draft.offences
            for name in part.sources
        ),
    )


def write_glossary(version: CourseVersion, draft: VersionDraft) -> None:
    """Write the explained words."""
    bulk(
        draft.glossary,
        lambda part: GlossaryTerm(
            version=version,
            identifier=part.identifier,
            term=part.term,
            source=part.text.source,
            html=part.text.html,
            say_this=part.say_this,
            not_that=part.not_that,
        ),
    )


def write_contacts(version: CourseVersion, draft: VersionDraft, sources: dict[str, Source]) -> None:
    """Write the national contacts in the order of the course; the identifier becomes the slot."""
    position = {part.identifier: number for number, part in enumerate(draft.contacts, start=1)}
    contacts = bulk(
        draft.contacts,
        lambda part: Contact(
            version=version,
            slot=part.identifier,
            position=position[part.identifier],
            name=part.name,
            purpose=part.purpose,
            audience=part.audience,
            nation=part.nation,
            phone=part.phone,
            text_number=part.text_number,
            email=part.email,
            url=part.url,
            hours=part.hours,
            not_for=part.not_for,
            is_anonymous=part.is_anonymous,
            is_emergency=part.is_emergency,
            needs={"v": 1, "needs": list(part.needs)},
            status=part.status,
            checked_on=part.checked_on,
            review_by=part.review_by,
        ),
    )
    link(
        "sources",
        (
            (contacts[part.identifier], sources[name])
            for part in draft.contacts
            for name in part.sources
        ),
    )


def write_misconceptions(version: CourseVersion, draft: VersionDraft) -> dict[str, Misconception]:
    """Write the wrong beliefs with their briefings and return them by identifier."""
    return bulk(
        draft.misconceptions,
        lambda part: Misconception(
            version=version,
            identifier=part.identifier,
            title=part.title,
            briefing_source=part.briefing.source,
            briefing_html=part.briefing.html,
        ),
    )
