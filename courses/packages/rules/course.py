"""Rules of ``course.yaml``: number, lists, and whether the questions suffice."""

from collections import Counter
from collections.abc import Collection, Iterator

from courses.catalogue.versions import Number, UnreadableVersion
from courses.packages.parts import Package, Part
from courses.packages.problems import Findings, Problem
from courses.packages.schema.course import KofN, Quiz, Section
from courses.packages.schema.question import Question

SHORT_CHECK = range(2, 5)


def check(package: Package, findings: Findings) -> None:
    """Note what is wrong with the course file."""
    findings.refuse("version", number(package))
    findings.refuse("reference", lists(package))
    findings.refuse("blueprint", blueprint(package))
    findings.refuse("reading", reading(package))
    findings.warn("bank-pool", pools(package))
    findings.warn("quiz-case-share", cases(package))
    findings.warn("quiz-outcome", unasked(package))


def number(package: Package) -> Iterator[Problem]:
    """Yield why the version is not a number we read."""
    try:
        Number.parse(package.course.value.version)
    except UnreadableVersion as error:
        yield package.course.place.problem(str(error), "version")


def lists(package: Package) -> Iterator[Problem]:
    """Yield the identifiers that are listed twice, or that name nothing."""
    course, shared = package.course.value, package.shared
    known: list[tuple[str, list[str], Collection[str] | None]] = [
        ("lessons", course.lessons, None),
        ("contacts", course.contacts, shared.contacts),
        ("glossary", course.glossary, shared.glossary),
        ("offences", course.offences, shared.offences),
        ("editions", course.editions, shared.sources),
        ("questions", [one.id for one in course.questions], {i.value.id for i in package.items}),
    ]
    for name, listed, there in known:
        for index, identifier in enumerate(listed):
            if identifier in listed[:index]:
                yield package.course.place.problem(f"{identifier} is listed twice", name, index)
            if there is not None and identifier not in there:
                text = f"There is no entry {identifier}"
                yield package.course.place.problem(text, name, index)


def reading(package: Package) -> Iterator[Problem]:
    """Yield why a document to read and confirm is none: one lesson, a short check, no quiz."""
    course = package.course.value
    if course.kind != "reading":
        return
    if course.quiz is not None or course.certificate_months is not None:
        text = "A document to read and confirm has neither quiz nor certificate"
        yield package.course.place.problem(text, "kind")
    checks = sum(block.kind == "check" for lesson in package.lessons for block in lesson.blocks)
    if len(package.lessons) != 1 or checks not in SHORT_CHECK:
        text = "A document to read and confirm has one lesson with 2 to 4 checks"
        yield package.course.place.problem(text, "kind")


def blueprint(package: Package) -> Iterator[Problem]:
    """Yield where the blueprint does not add up, or the questions do not suffice to draw from."""
    quiz = package.course.value.quiz
    if quiz is None:
        return
    place = package.course.place.below("quiz")
    total = sum(section.draw for section in quiz.sections)
    if isinstance(quiz.mastery, KofN) and quiz.mastery.of != total:
        text = f"The sections draw {total} questions, but the standard is of {quiz.mastery.of}"
        yield place.problem(text, "mastery")
    for index, text in sections(package, quiz):
        yield place.problem(text, "sections", index)


def sections(package: Package, quiz: Quiz) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with each section, with its index."""
    times = Counter(name for section in quiz.sections for name in set(section.outcomes))
    for index, section in enumerate(quiz.sections):
        for name in section.outcomes:
            if name not in package.course.value.outcomes:
                yield index, f"There is no outcome {name}"
            if times[name] > 1:
                yield index, f"The outcome {name} stands in more than one section"
        for text in shortages(section, pool(package, section)):
            yield index, text


def pool(package: Package, section: Section) -> list[Part[Question]]:
    """Return the questions that ``section`` may draw."""
    return [
        item
        for item in package.items
        if item.value.is_drawn and item.value.outcome in section.outcomes
    ]


def shortages(section: Section, items: list[Part[Question]]) -> Iterator[str]:
    """Yield why ``items`` do not suffice; critical ones are drawn of different outcomes."""
    if section.critical_draw > section.draw:
        yield f"{section.critical_draw} critical questions cannot be among {section.draw}"
        return
    critical = {item.value.outcome for item in items if item.value.critical}
    plain = sum(not item.value.critical for item in items)
    if len(critical) < section.critical_draw:
        yield (
            f"The section draws {section.critical_draw} critical questions of different outcomes,"
            f" but critical questions exist for {len(critical)} of its outcomes"
        )
    needed = section.draw - section.critical_draw
    if plain < needed:
        yield f"The section draws {needed} questions that are not critical, but only {plain} exist"


def pools(package: Package) -> Iterator[Problem]:
    """Yield where a quiz has too little choice."""
    quiz = package.course.value.quiz
    place = package.course.place.below("quiz")
    if quiz is None:
        return
    for index, section in enumerate(quiz.sections):
        there = len(pool(package, section))
        if there < 2 * section.draw:
            text = f"Only {there} questions to draw {section.draw} from; have twice as many"
            yield place.problem(text, "sections", index)


def cases(package: Package) -> Iterator[Problem]:
    """Yield that too few of the questions ask for a judgement."""
    drawn = [item for item in package.items if item.value.is_drawn]
    judged = sum(item.value.case for item in drawn)
    if package.course.value.quiz and judged < 0.6 * len(drawn):
        text = f"{judged} of {len(drawn)} questions are cases; at least 60% should be"
        yield package.course.place.problem(text, "quiz", "sections")


def unasked(package: Package) -> Iterator[Problem]:
    """Yield the questions that no section draws."""
    quiz = package.course.value.quiz
    if quiz is None:
        return
    asked = {name for section in quiz.sections for name in section.outcomes}
    for item in package.items:
        if item.value.is_drawn and item.value.outcome not in asked:
            text = f"No section draws questions of the outcome {item.value.outcome}"
            yield item.place.problem(text, "outcome")
