"""The HTML of a version, column by column: where it stands, and writing it anew from its text."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from courses.catalogue.content import Item, Option
from courses.catalogue.local import Misconception
from courses.catalogue.reference import Fact, GlossaryTerm, Offence
from courses.catalogue.scenarios import Choice, ScenarioNode
from courses.catalogue.structure import Block, CourseVersion

BATCH = 200
PARTS = "parts"
SOURCE, HTML = "source", "html"


@dataclass(frozen=True, slots=True)
class Written:
    """One authored text of a row: the text, and the HTML that was made of it.

    ``name`` is that of the columns before ``source`` and ``html``, empty for the main text, and
    ``parts`` for the models of a practice referral, of which ``number`` is one.
    """

    row: models.Model
    name: str
    source: str
    html: str
    number: int = 0


def written_in(version: CourseVersion) -> list[Written]:
    """Return every authored text of ``version``; nine queries."""
    rows: Iterable[models.QuerySet[Any]] = (
        Block.objects.filter(lesson__version=version),
        Item.objects.filter(version=version),
        Option.objects.filter(item__version=version),
        ScenarioNode.objects.filter(scenario__version=version),
        Choice.objects.filter(node__scenario__version=version),
        Fact.objects.filter(version=version),
        Offence.objects.filter(version=version),
        GlossaryTerm.objects.filter(version=version),
        Misconception.objects.filter(version=version),
    )
    return [text for found in rows for row in found.order_by("pk") for text in texts_of(row)]


def texts_of(row: models.Model) -> Iterator[Written]:
    """Yield the authored texts of one row."""
    for name in names_of(type(row)):
        stem = f"{name}_" if name else ""
        yield Written(row, name, getattr(row, stem + SOURCE), getattr(row, stem + HTML))
    if isinstance(row, Block):
        for number, one in enumerate(row.parts):
            yield Written(row, PARTS, one[SOURCE], one[HTML], number)


def names_of(model: type[models.Model]) -> list[str]:
    """Return the names of the authored texts of a table: each has a column of text and of HTML."""
    columns = {field.name for field in model._meta.concrete_fields}  # noqa: SLF001 - Django's public way
    stems = [one.removesuffix(SOURCE) for one in sorted(columns) if one.endswith(SOURCE)]
    return [stem.removesuffix("_") for stem in stems if stem + HTML in columns]


def stale_in(texts: Iterable[Written], made: Callable[[Written], str]) -> list[tuple[Written, str]]:
    """Return the texts whose HTML is another than what is ``made`` of them now, with that."""
    fresh = ((text, made(text) if text.source else "") for text in texts)
    return [(text, html) for text, html in fresh if html != text.html]


def rewrite_html(
    *, version: CourseVersion, stale: list[tuple[Written, str]], renderer: str
) -> None:
    """Write the HTML of ``stale`` and who made it; no text, no hash. Two statements a table."""
    rows: dict[tuple[type[models.Model], int], models.Model] = {}
    columns: dict[type[models.Model], set[str]] = {}
    for text, html in stale:
        row = rows.setdefault((type(text.row), text.row.pk), text.row)
        columns.setdefault(type(row), set()).add(put(row, text, html))
    for model, names in columns.items():
        changed = [row for (kind, _pk), row in rows.items() if kind is model]
        model._default_manager.bulk_update(changed, sorted(names), batch_size=BATCH)  # noqa: SLF001 - Django documents it
    CourseVersion.objects.filter(pk=version.pk).update(renderer=renderer)


def put(row: models.Model, text: Written, html: str) -> str:
    """Put ``html`` into its place in ``row`` and return the name of the column."""
    if text.name == PARTS and isinstance(row, Block):
        row.data[PARTS][text.number][HTML] = html
        return "data"
    column = f"{text.name}_{HTML}" if text.name else HTML
    setattr(row, column, html)
    return column
