"""The snapshot of what a version cites, as the entries of the files in ``shared/``."""

from collections.abc import Iterator
from typing import Any

from courses.catalogue.drafts import (
    ContactDraft,
    FactDraft,
    MisconceptionDraft,
    OffenceDraft,
    SourceDraft,
    TermDraft,
    VersionDraft,
)
from courses.packages.formats.yaml_writing import said

Entry = dict[str, Any]


def shared_files(draft: VersionDraft) -> Iterator[tuple[str, list[Entry]]]:
    """Yield the path and the entries of each file in ``shared/`` that holds any."""
    files = {
        "facts": [fact(one) for one in draft.facts],
        "sources": [source(one) for one in draft.sources],
        "offences": [offence(one) for one in draft.offences],
        "contacts": [contact(one) for one in draft.contacts],
        "glossary": [term(one) for one in draft.glossary],
        "misconceptions": [misconception(one) for one in draft.misconceptions],
    }
    for name, entries in files.items():
        if entries:
            yield f"shared/{name}.yaml", entries


def fact(one: FactDraft) -> Entry:
    """Return one checkable statement."""
    return said(
        id=one.identifier,
        statement=one.statement.source,
        status=one.status,
        nation=one.nation,
        sources=one.sources,
        text_as_at=one.text_as_at,
        seen_on=one.seen_on,
        review_by=one.review_by,
        needs_review=one.needs_review,
        reviewed_by=one.reviewed_by,
        reviewed_on=one.reviewed_on,
    )


def source(one: SourceDraft) -> Entry:
    """Return one cited document."""
    return said(
        id=one.identifier,
        title=one.title,
        publisher=one.publisher,
        url=one.url,
        edition=one.edition,
        published_on=one.published_on,
        kind=one.kind,
    )


def offence(one: OffenceDraft) -> Entry:
    """Return one offence in outline."""
    return said(
        id=one.identifier,
        title=one.title,
        act=one.act,
        section=one.section,
        nation=one.nation,
        maximum=one.maximum,
        mode=one.mode,
        in_force_from=one.in_force_from,
        outline=one.outline.source,
        status=one.status,
        sources=one.sources,
        text_as_at=one.text_as_at,
        seen_on=one.seen_on,
        review_by=one.review_by,
        needs_review=one.needs_review,
    )


def contact(one: ContactDraft) -> Entry:
    """Return one national way to get help."""
    return said(
        id=one.identifier,
        name=one.name,
        purpose=one.purpose,
        audience=one.audience,
        nation=one.nation,
        phone=one.phone,
        text_number=one.text_number,
        email=one.email,
        url=one.url,
        hours=one.hours,
        anonymous=one.is_anonymous,
        emergency=one.is_emergency,
        needs=one.needs,
        not_for=one.not_for,
        status=one.status,
        sources=one.sources,
        checked_on=one.checked_on,
        review_by=one.review_by,
    )


def term(one: TermDraft) -> Entry:
    """Return one word explained."""
    return said(
        id=one.identifier,
        term=one.term,
        text=one.text.source,
        say_this=one.say_this,
        not_that=one.not_that,
    )


def misconception(one: MisconceptionDraft) -> Entry:
    """Return one wrong belief with the briefing that answers it."""
    return said(id=one.identifier, title=one.title, briefing=one.briefing.source)
