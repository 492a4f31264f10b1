"""From the texts of a package to validated parts with their places; no rule across files yet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from courses.packages import characters, lesson_file, yaml_text
from courses.packages.lesson_file import RawBlock
from courses.packages.parts import BlockPart, LessonPart, Package, Part, Place, Shared, validated
from courses.packages.problems import Findings, Problem
from courses.packages.schema.base import Entry
from courses.packages.schema.course import SCHEMA_VERSION, Course
from courses.packages.schema.lesson import KINDS, Lesson
from courses.packages.schema.question import Question
from courses.packages.schema.reference import FILES
from courses.packages.schema.scenario import Scenario
from courses.packages.yaml_text import Document

E = TypeVar("E", bound=Entry)

COURSE = "course.yaml"
PLACES = (
    re.compile(r"course\.yaml"),
    re.compile(r"lessons/[^/]+\.md"),
    re.compile(r"(shared/)?questions/[^/]+\.yaml"),
    re.compile(r"scenarios/[^/]+\.yaml"),
    re.compile(rf"shared/({'|'.join(FILES)})\.yaml"),
)


def read(texts: dict[str, str], findings: Findings) -> Package | None:
    """Return the package that ``texts``, by path, make up; None without a course file.

    Whatever cannot be read is left out, and why goes to ``findings``.
    """
    return Reader(texts, findings).package()


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the files of one package; a part that is not valid is noted and left out."""

    texts: dict[str, str]
    findings: Findings

    def package(self) -> Package | None:
        """Return the whole package, or None without a usable ``course.yaml``."""
        for name in self.texts:
            if not any(place.fullmatch(name) for place in PLACES):
                self.refuse(name, "This file has no place in a package")
        course = self.course()
        lessons = {name: self.lesson(name) for name in self.names("lessons/")}
        items = list(self.items("questions/"))
        shared = self.shared()
        shared_items = list(self.items("shared/questions/"))
        scenarios = [part for name in self.names("scenarios/") if (part := self.scenario(name))]
        if course is None:
            return None
        package = Package(course, items=items, scenarios=scenarios, shared=shared)
        package.lessons = self.in_order(course, lessons)
        package.items += named(package, shared_items)
        package.items += used(package, shared_items)
        return package

    def refuse(self, name: str, text: str, line: int = 0, hint: str = "") -> None:
        """Note one problem of the file ``name``."""
        self.findings.problems.append(Problem(name, line, "file", text, hint))

    def names(self, folder: str) -> list[str]:
        """Return the paths of the files directly in ``folder``, by name."""
        return sorted(
            name
            for name in self.texts
            if name.startswith(folder) and "/" not in name.removeprefix(folder)
        )

    def load(self, name: str, text: str, first_line: int = 1) -> Document | None:
        """Return the YAML document of ``text``, a piece of ``name``; note why it is none."""
        try:
            return yaml_text.load(text, first_line=first_line)
        except yaml_text.UnreadableYaml as error:
            self.refuse(name, str(error), error.line)
        return None

    def course(self) -> Part[Course] | None:
        """Return what ``course.yaml`` says."""
        name = COURSE
        if name not in self.texts:
            self.refuse(name, "The file is missing", hint="Every package has a course.yaml.")
            return None
        document = self.load(name, self.texts[name])
        if document is None:
            return None
        given = document.data.get("schema_version") if isinstance(document.data, dict) else None
        if isinstance(given, int) and given > SCHEMA_VERSION:
            text = f"The package was made by a newer release (schema_version {given})"
            self.refuse(name, text, document.line(("schema_version",)), "Update the platform.")
            return None
        return validated(Course, document.data, Place(name, document), self.findings)

    def entries(self, name: str, model: type[E]) -> Iterator[Part[E]]:
        """Yield the valid entries of a file that is a list."""
        document = self.load(name, self.texts[name])
        if document is None or document.data is None:
            return
        if not isinstance(document.data, list):
            self.refuse(name, "The file must be a list; each entry begins with a hyphen", 1)
            return
        for index, data in enumerate(document.data):
            part = validated(model, data, Place(name, document, (index,)), self.findings)
            if part is not None:
                yield part

    def items(self, folder: str) -> Iterator[Part[Question]]:
        """Yield the questions of every file in ``folder``."""
        for name in self.names(folder):
            yield from self.entries(name, Question)

    def scenario(self, name: str) -> Part[Scenario] | None:
        """Return the story of the file ``name``, whose identifier is the file's."""
        document = self.load(name, self.texts[name])
        if document is None:
            return None
        part = validated(Scenario, document.data, Place(name, document), self.findings)
        if part is not None and f"scenarios/{part.value.id}.yaml" != name:
            text = f"The id {part.value.id} differs from the name of the file"
            self.findings.problems.append(part.place.problem(text, "id"))
        return part

    def shared(self) -> Shared:
        """Return what stands in ``shared/``, by identifier; an identifier used twice is noted."""
        shared = Shared()
        for kind, known in shared.entries().items():
            name = f"shared/{kind}.yaml"
            if name not in self.texts:
                continue
            here: Any = known
            for part in self.entries(name, FILES[kind]):
                if part.value.id in here:
                    text = f"The id {part.value.id} is used twice in this file"
                    self.findings.problems.append(part.place.problem(text, "id"))
                here[part.value.id] = part
        return shared

    def lesson(self, name: str) -> LessonPart | None:
        """Return the lesson of the file ``name``, whose identifier is the file's."""
        text = self.texts[name]
        if refusal := characters.refusal_of(text):
            self.refuse(name, refusal, 1 + characters.line_of(text), characters.HINT)
            return None
        raw = lesson_file.split(text, file=name, findings=self.findings)
        document = self.load(name, raw.front, first_line=2)
        blocks = [part for block in raw.blocks if (part := self.block(name, block))]
        if document is None or document.data is None:
            return None
        front = validated(Lesson, document.data, Place(name, document), self.findings)
        if front is None:
            return None
        if f"lessons/{front.value.id}.md" != name:
            text = f"The id {front.value.id} differs from the name of the file"
            self.findings.problems.append(front.place.problem(text, "id"))
        return LessonPart(front.value, front.place, tuple(blocks))

    def block(self, name: str, raw: RawBlock) -> BlockPart | None:
        """Return one block of the file ``name``."""
        model = KINDS.get(raw.kind)
        if model is None:
            text = f"There is no kind of block called {raw.kind}"
            self.refuse(name, text, raw.line, f"Use one of: {', '.join(KINDS)}.")
            return None
        document = self.load(name, raw.options_text, first_line=raw.line + 1)
        if document is None:
            return None
        data = {} if document.data is None else document.data
        if isinstance(data, dict) and raw.identifier:
            data = {"id": raw.identifier, **data}
        place = Place(name, document)
        options = validated(model, data, place, self.findings)
        if options is None:
            return None
        return BlockPart(
            raw.kind, raw.title, raw.text, options.value, place, raw.line, raw.text_line
        )

    def in_order(
        self, course: Part[Course], lessons: dict[str, LessonPart | None]
    ) -> list[LessonPart]:
        """Return the lessons in the order of the course; note the missing and the unlisted."""
        listed = [f"lessons/{name}.md" for name in course.value.lessons]
        for index, name in enumerate(listed):
            if name not in lessons:
                text = f"There is no file {name}"
                self.findings.problems.append(course.place.problem(text, "lessons", index))
        for name in lessons:
            if name not in listed:
                self.refuse(name, "The lesson is not listed in course.yaml", 1)
        return [lesson for name in dict.fromkeys(listed) if (lesson := lessons.get(name))]


def named(package: Package, shared_items: list[Part[Question]]) -> Iterator[Part[Question]]:
    """Yield the shared questions that the course file names, in its order and with its places.

    One that is named twice takes its first place; the rules of the course file refuse the second.
    """
    there = {part.value.id: part for part in shared_items}
    for one in package.course.value.questions:
        if part := there.pop(one.id, None):
            places = {"outcome": one.outcome, "anchor": one.anchor}
            uses = {"used_in": one.used_in} if one.used_in else {}
            yield Part(part.value.model_copy(update=places | uses), part.place)


def used(package: Package, shared_items: list[Part[Question]]) -> list[Part[Question]]:
    """Return the shared questions that a check names, or a block of ``package`` explains."""
    own = {item.value.id for item in package.items}
    asked = {getattr(block.options, "item", "") for _lesson, block in package.blocks()}
    anchors = {f"{lesson.value.id}#{block.options.id}" for lesson, block in package.blocks()}
    return [
        part
        for part in shared_items
        if part.value.id not in own and (part.value.id in asked or part.value.anchor in anchors)
    ]
