"""From the cited entries of ``shared/`` to the drafts of a version's snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass

from courses.catalogue.drafts import (
    ContactDraft,
    FactDraft,
    MisconceptionDraft,
    OffenceDraft,
    SourceDraft,
    TermDraft,
    Text,
)
from courses.packages.parts import Shared


@dataclass(frozen=True, slots=True)
class SharedBuilder:
    """Turns cited entries into drafts; ``html`` is by source and shape."""

    html: Mapping[tuple[str, str], str]

    def text(self, source: str, shape: str = "block") -> Text:
        """Return ``source`` with its HTML."""
        return Text(source, self.html[source, shape])

    def sources(self, shared: Shared) -> tuple[SourceDraft, ...]:
        """Return the cited documents."""
        return tuple(
            SourceDraft(
                identifier=entry.id,
                title=entry.title,
                publisher=entry.publisher,
                url=entry.url or "",
                edition=entry.edition or "",
                published_on=entry.published_on,
                kind=entry.kind,
            )
            for entry in (part.value for part in shared.sources.values())
        )

    def facts(self, shared: Shared) -> tuple[FactDraft, ...]:
        """Return the cited facts."""
        return tuple(
            FactDraft(
                identifier=entry.id,
                statement=self.text(entry.statement, "inline"),
                status=entry.status,
                nation=entry.nation,
                sources=tuple(dict.fromkeys(entry.sources)),
                text_as_at=entry.text_as_at,
                seen_on=entry.seen_on,
                review_by=entry.review_by,
                needs_review=entry.needs_review,
                reviewed_by=entry.reviewed_by or "",
                reviewed_on=entry.reviewed_on,
            )
            for entry in (part.value for part in shared.facts.values())
        )

    def offences(self, shared: Shared) -> tuple[OffenceDraft, ...]:
        """Return the offences of the course."""
        return tuple(
            OffenceDraft(
                identifier=entry.id,
                title=entry.title,
                act=entry.act,
                section=entry.section,
                nation=entry.nation,
                maximum=entry.maximum or "",
                mode=entry.mode or "",
                in_force_from=entry.in_force_from,
                outline=self.text(entry.outline),
                status=entry.status,
                sources=tuple(dict.fromkeys(entry.sources)),
                text_as_at=entry.text_as_at,
                seen_on=entry.seen_on,
                review_by=entry.review_by,
                needs_review=entry.needs_review,
            )
            for entry in (part.value for part in shared.offences.values())
        )

    def glossary(self, shared: Shared) -> tuple[TermDraft, ...]:
        """Return the explained words of the course."""
        return tuple(
            TermDraft(
                identifier=entry.id,
                term=entry.term,
                text=self.text(entry.text),
                say_this=entry.say_this or "",
                not_that=entry.not_that or "",
            )
            for entry in (part.value for part in shared.glossary.values())
        )

    def contacts(self, shared: Shared) -> tuple[ContactDraft, ...]:
        """Return the national contacts in the order of the course."""
        return tuple(
            ContactDraft(
                identifier=entry.id,
                name=entry.name,
                purpose=entry.purpose,
                audience=entry.audience,
                nation=entry.nation,
                phone=entry.phone or "",
                text_number=entry.text_number or "",
                email=entry.email or "",
                url=entry.url or "",
                hours=entry.hours or "",
                not_for=entry.not_for or "",
                is_anonymous=entry.anonymous,
                is_emergency=entry.emergency,
                needs=tuple(dict.fromkeys(entry.needs)),
                sources=tuple(dict.fromkeys(entry.sources)),
                status=entry.status,
                checked_on=entry.checked_on,
                review_by=entry.review_by,
            )
            for entry in (part.value for part in shared.contacts.values())
        )

    def misconceptions(self, shared: Shared) -> tuple[MisconceptionDraft, ...]:
        """Return the wrong beliefs that the questions point to."""
        return tuple(
            MisconceptionDraft(entry.id, entry.title, self.text(entry.briefing))
            for entry in (part.value for part in shared.misconceptions.values())
        )
