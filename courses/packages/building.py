"""From the validated parts of a package to the draft of a version."""

from collections.abc import Mapping
from dataclasses import dataclass

from courses.catalogue.drafts import (
    AssessmentDraft,
    BlockDraft,
    ChoiceDraft,
    ItemDraft,
    LessonDraft,
    NodeDraft,
    OptionDraft,
    OutcomeDraft,
    PracticePart,
    ScenarioDraft,
    SectionDraft,
    Text,
    VersionDraft,
)
from courses.catalogue.media import MediumDraft
from courses.packages.building_shared import SharedBuilder
from courses.packages.media import Medium
from courses.packages.parts import BlockPart, LessonPart, Package, Shared
from courses.packages.schema.course import Quiz, fraction
from courses.packages.schema.lesson import Audio, BlockOptions, Image
from courses.packages.schema.question import Option, Question
from courses.packages.schema.scenario import Choice, Node, Scenario


def draft(
    package: Package, shared: Shared, *, html: Mapping[tuple[str, str], str], renderer: str
) -> VersionDraft:
    """Return ``package`` with the snapshot ``shared`` of what it cites as a draft.

    ``html``: by source and shape, as ``rendering.render`` gives it.
    """
    return Builder(html, package.media).version(package, shared, renderer)


@dataclass(frozen=True, slots=True)
class Builder(SharedBuilder):
    """Turns parts into drafts and puts the HTML beside each source."""

    media: Mapping[str, Medium]

    def version(self, package: Package, shared: Shared, renderer: str) -> VersionDraft:
        """Return the whole draft."""
        course = package.course.value
        return VersionDraft(
            slug=course.id,
            kind=course.kind,
            version=course.version,
            title=course.title,
            summary=course.summary,
            notice=course.notice,
            nation=course.nation,
            language=course.language,
            licence=course.licence,
            review_by=course.review_by,
            certificate_months=course.certificate_months,
            renderer=renderer,
            outcomes=tuple(OutcomeDraft(name, text) for name, text in course.outcomes.items()),
            lessons=tuple(self.lesson(part) for part in package.lessons),
            items=tuple(self.item(part.value) for part in package.items),
            assessment=assessment(course.quiz) if course.quiz else None,
            scenarios=tuple(self.scenario(part.value) for part in package.scenarios),
            editions=tuple(dict.fromkeys(course.editions)),
            sources=self.sources(shared),
            facts=self.facts(shared),
            offences=self.offences(shared),
            glossary=self.glossary(shared),
            contacts=self.contacts(shared),
            misconceptions=self.misconceptions(shared),
        )

    def lesson(self, part: LessonPart) -> LessonDraft:
        """Return one lesson."""
        return LessonDraft(
            identifier=part.value.id,
            title=part.value.title,
            minutes=part.value.minutes,
            notice=part.value.notice,
            reviewed_on=part.value.reviewed_on,
            pretest=part.value.pretest,
            outcomes=tuple(dict.fromkeys(part.value.outcomes)),
            blocks=tuple(self.block(block) for block in part.blocks),
        )

    def block(self, part: BlockPart) -> BlockDraft:
        """Return one block."""
        options = part.options
        return BlockDraft(
            identifier=options.id,
            kind=part.kind,
            title=part.title,
            text=self.text(part.body, options.shape) if part.body else Text(),
            gentler=self.text(options.gentler) if options.gentler else Text(),
            intensity=options.intensity,
            item=getattr(options, "item", ""),
            facts=options.cited,
            contacts=tuple(dict.fromkeys(getattr(options, "contacts", ()))),
            cite=tuple(dict.fromkeys(getattr(options, "cite", ()))),
            nations=tuple(options.nations),
            sectors=tuple(options.sectors),
            handout=options.handout,
            drawn=getattr(options, "drawn", ""),
            parts=tuple(
                PracticePart(one.heading, self.text(one.model))
                for one in getattr(options, "parts", ())
            ),
            checklist=tuple(getattr(options, "checklist", ())),
            attribution=getattr(options, "attribution", ""),
            medium=self.medium(options),
        )

    def medium(self, options: BlockOptions) -> MediumDraft | None:
        """Return the picture or sound that a block shows."""
        if not isinstance(options, Image | Audio):
            return None
        kept = self.media[options.file]
        alt = getattr(options, "alt", None) or ""
        return MediumDraft(options.file, kept.sha256, kept.type, kept.width, kept.height, alt)

    def item(self, item: Question) -> ItemDraft:
        """Return one question; a held one is not in the quiz."""
        return ItemDraft(
            identifier=item.id,
            kind=item.kind,
            outcome=item.outcome,
            anchor=item.anchor,
            stem=self.text(item.stem, "inline"),
            options=tuple(self.option(option) for option in item.options),
            critical=item.critical,
            shuffle=item.shuffle,
            in_check="check" in item.used_in,
            in_quiz=item.is_drawn,
            is_case=item.case,
            is_held=item.held,
            choose=item.choose,
            facts=tuple(dict.fromkeys(item.facts)),
            procedure=item.procedure or "",
        )

    def option(self, option: Option) -> OptionDraft:
        """Return one offered answer."""
        return OptionDraft(
            identifier=option.id,
            text=self.text(option.text, "inline"),
            feedback=self.text(option.feedback),
            correct=option.correct,
            place=option.place,
            pair=option.pair or "",
            misconception=option.misconception or "",
        )

    def scenario(self, scenario: Scenario) -> ScenarioDraft:
        """Return one story."""
        return ScenarioDraft(
            identifier=scenario.id,
            title=scenario.title,
            start=scenario.start,
            nodes=tuple(self.node(node) for node in scenario.nodes),
            summary=scenario.summary,
            lesson=scenario.lesson,
            minutes=scenario.minutes,
        )

    def node(self, node: Node) -> NodeDraft:
        """Return one moment of a story."""
        return NodeDraft(
            identifier=node.id,
            text=self.text(node.text),
            gentler=self.text(node.gentler) if node.gentler else Text(),
            intensity=node.intensity,
            ending=node.ending,
            choices=tuple(self.choice(choice) for choice in node.choices),
        )

    def choice(self, choice: Choice) -> ChoiceDraft:
        """Return one way on."""
        return ChoiceDraft(
            identifier=choice.id,
            text=self.text(choice.text, "inline"),
            feedback=self.text(choice.feedback),
            leads_to=choice.leads_to,
            gentler=self.text(choice.gentler) if choice.gentler else Text(),
            reasoning=self.text(choice.reasoning),
            noticed=choice.noticed or "",
            missed=choice.missed or "",
            tells=choice.tells,
            facts=tuple(dict.fromkeys(choice.facts)),
        )


def assessment(quiz: Quiz) -> AssessmentDraft:
    """Return the quiz with its blueprint."""
    reached, of = fraction(quiz.mastery)
    return AssessmentDraft(
        mastery_numerator=reached,
        mastery_denominator=of,
        sections=tuple(
            SectionDraft(tuple(dict.fromkeys(part.outcomes)), part.draw, part.critical_draw)
            for part in quiz.sections
        ),
        attempts_allowed=quiz.attempts_allowed,
    )
